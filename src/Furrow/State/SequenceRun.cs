using System.Collections.Immutable;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.State;

/// <summary>
/// Remembers where sequences stood after the last transaction that was kept, in the row of <c>runs</c> that this
/// command has while it works. What failed attempts moved is set back: at once, or, where the process was killed, by
/// the next command.
/// </summary>
/// <remarks>
/// Only in development and test, where the same steps must lead to the same state; elsewhere a gap harms nobody and a
/// sequence is not ours to touch.
/// </remarks>
public sealed class SequenceRun
{
    private const string Kind = "sequences";

    private readonly StateStore _store;
    private readonly long _operationId;
    private ImmutableArray<SequenceValue> _kept = [];

    // What the one row of this run says; null while there is none, or more than one.
    private ImmutableArray<SequenceValue>? _written;
    private bool _isLeft;

    private SequenceRun(StateStore store, long operationId)
    {
        _store = store;
        _operationId = operationId;
    }

    private ISession Session => _store.Session;

    /// <summary>
    /// Begins a command's run, after setting back what a killed command left. Called under the lock, in a
    /// transaction.
    /// </summary>
    public static async Task<SequenceRun> BeginAsync(
        StateStore store, long operationId, CancellationToken cancellationToken)
    {
        SequenceRun run = new(store, operationId);
        if (await run.ReadLeftAsync(cancellationToken) is { } left)
        {
            await store.Session.SetSequencesBackAsync(left, cancellationToken);
        }

        run.Keep(await run.KeepAsync(cancellationToken));
        return run;
    }

    /// <summary>
    /// Writes down where some sequences stand now, in a transaction beside others that move other sequences, and so
    /// without touching a row of theirs. Returns all that is to be kept once that is committed.
    /// </summary>
    public async Task<ImmutableArray<SequenceValue>> NoteAsync(
        StateStore store, Func<ObjectName, bool> isMoved, CancellationToken cancellationToken)
    {
        Dictionary<ObjectName, SequenceValue> before = _kept.ToDictionary(value => value.Sequence);
        ImmutableArray<SequenceValue> now =
        [
            .. (await store.Session.ReadSequencesAsync(cancellationToken))
                .Select(value => isMoved(value.Sequence) ? value : before.GetValueOrDefault(value.Sequence, value)),
        ];
        await InsertAsync(store, now, cancellationToken);
        return now;
    }

    /// <summary>Takes over what <see cref="NoteAsync"/> returned, now that it is committed.</summary>
    public void Take(ImmutableArray<SequenceValue> noted) => (_kept, _written) = (noted, null);

    /// <summary>A transaction begins, of which nobody knows yet what it does to sequences.</summary>
    public void Begin() => _isLeft = false;

    /// <summary>The open transaction leaves all sequences as they were: nobody has to look for what it moved.</summary>
    public void Leave() => _isLeft = true;

    /// <summary>
    /// Writes down where sequences stand now, unless that is written already; belongs into the transaction whose work
    /// they numbered. Returns what <see cref="Keep"/> is to be told once that is committed.
    /// </summary>
    public async Task<ImmutableArray<SequenceValue>> KeepAsync(CancellationToken cancellationToken)
    {
        if (_isLeft && _written is not null)
        {
            return _kept;
        }

        ImmutableArray<SequenceValue> now = await Session.ReadSequencesAsync(cancellationToken);
        if (_written is not { } written || !now.SequenceEqual(written))
        {
            await DeleteAsync(cancellationToken);
            await InsertAsync(_store, now, cancellationToken);
        }

        return now;
    }

    /// <summary>Takes over what <see cref="KeepAsync"/> returned, now that it is committed.</summary>
    public void Keep(ImmutableArray<SequenceValue> kept) => (_kept, _written) = (kept, kept);

    /// <summary>Sets back what has moved since the last transaction that was kept.</summary>
    public Task SetBackAsync(CancellationToken cancellationToken) =>
        Session.SetSequencesBackAsync(_kept, cancellationToken);

    /// <summary>Ends the run, after setting back what an interrupted or failed command has moved.</summary>
    public async Task EndAsync(bool setBack, CancellationToken cancellationToken)
    {
        if (setBack)
        {
            await SetBackAsync(cancellationToken);
        }

        await DeleteAsync(cancellationToken);
    }

    private async Task InsertAsync(
        StateStore store, ImmutableArray<SequenceValue> values, CancellationToken cancellationToken)
    {
        string sql = $"""
            INSERT INTO {store.Names["runs"]} (operation_id, kind, started_at, details)
            VALUES (@operation, '{Kind}', {store.Provider.Time("@now")}, {store.Provider.Json("@details")})
            """;
        await using DbCommand command = store.Session.CreateCommand(sql)
            .With("operation", _operationId).With("now", store.Clock.GetUtcNow()).With("details", Write(values));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task DeleteAsync(CancellationToken cancellationToken)
    {
        await using DbCommand command = Session.CreateCommand(
            $"DELETE FROM {_store.Names["runs"]} WHERE kind = '{Kind}'");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<ImmutableArray<SequenceValue>?> ReadLeftAsync(CancellationToken cancellationToken)
    {
        await using DbCommand command = Session.CreateCommand(
            $"SELECT CAST(details AS text) FROM {_store.Names["runs"]} WHERE kind = '{Kind}' ORDER BY id DESC LIMIT 1");
        return await command.ExecuteScalarAsync(cancellationToken) is string details ? Read(details) : null;
    }

    private static string Write(ImmutableArray<SequenceValue> positions)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartArray();
            foreach (SequenceValue position in positions)
            {
                json.WriteStartObject();
                json.WriteString("schema", position.Sequence.Schema);
                json.WriteString("name", position.Sequence.Name);
                json.WriteNumber("lastValue", position.LastValue);
                json.WriteBoolean("isCalled", position.IsCalled);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static ImmutableArray<SequenceValue> Read(string details)
    {
        using JsonDocument json = JsonDocument.Parse(details);
        return
        [
            .. json.RootElement.EnumerateArray().Select(position => new SequenceValue(
                new ObjectName(position.GetProperty("schema").GetString()!, position.GetProperty("name").GetString()!),
                position.GetProperty("lastValue").GetInt64(),
                position.GetProperty("isCalled").GetBoolean())),
        ];
    }
}
