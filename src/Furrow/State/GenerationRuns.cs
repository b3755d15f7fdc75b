using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;

namespace Furrow.State;

/// <summary>
/// The run of <c>generate</c> that is open, and its parts: rows of <c>runs</c>. Whoever writes a part keeps its row
/// locked until that is committed, and whoever ends the run has to have the rows of all parts: so nobody works on what
/// somebody else works on, and what a killed process had locked is free as soon as the server sees that it is gone.
/// </summary>
public sealed class GenerationRuns
{
    private const string RunKind = "generation";
    private const string ShardKind = "shard";

    private readonly StateStore _store;

    internal GenerationRuns(StateStore store) => _store = store;

    private string Table => _store.Names["runs"];

    // Rows that somebody has locked are passed over. Where there is one writer, nobody has.
    private string Locking => _store.Provider.Capabilities.ConcurrentWriters ? " FOR UPDATE SKIP LOCKED" : "";

    /// <summary>The open run; null for none.</summary>
    public async Task<GenerationRun?> FindAsync(CancellationToken cancellationToken)
    {
        if (!_store.Exists)
        {
            return null;
        }

        await using DbCommand command = _store.Session.CreateCommand(
            $"SELECT id, CAST(started_at AS text), CAST(details AS text) FROM {Table} WHERE kind = '{RunKind}'");
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? GenerationRun.Read(reader.GetString(2)) with { Id = reader.GetInt64(0), StartedAt = reader.ReadTime(1) }
            : null;
    }

    /// <summary>Opens a run, in the transaction that takes off what it puts back.</summary>
    public async Task<GenerationRun> AddAsync(
        GenerationRun run, long operationId, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _store.Clock.GetUtcNow();
        long id = await InsertAsync(RunKind, operationId, run.Write(), now, cancellationToken);
        return run with { Id = id, StartedAt = now };
    }

    /// <summary>
    /// Says how many parts the run has, in a transaction; nothing where that was said already. False where somebody is
    /// just saying it.
    /// </summary>
    public async Task<bool> DivideAsync(GenerationRun run, int count, CancellationToken cancellationToken)
    {
        string? details;
        long operation;
        await using (DbCommand command = _store.Session.CreateCommand(
            $"SELECT CAST(details AS text), operation_id FROM {Table} WHERE id = @id{Locking}").With("id", run.Id))
        {
            await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
            {
                return false;
            }

            (details, operation) = (reader.GetString(0), reader.GetInt64(1));
        }

        GenerationRun now = GenerationRun.Read(details);
        if (now.ShardCount is not null)
        {
            return true;
        }

        await UpdateAsync(run.Id, (now with { ShardCount = count }).Write(), cancellationToken);
        for (int number = 1; number <= count; number++)
        {
            await InsertAsync(
                ShardKind,
                operation,
                new GenerationShard(number, Rows: null).Write(),
                _store.Clock.GetUtcNow(),
                cancellationToken);
        }

        return true;
    }

    /// <summary>The parts, by number; none until it is said how many there are.</summary>
    public Task<ImmutableArray<GenerationShard>> ReadShardsAsync(CancellationToken cancellationToken) =>
        ReadShardsAsync("", cancellationToken);

    /// <summary>
    /// The run's parts, kept from everybody else until the transaction ends; null where somebody is at work on one.
    /// </summary>
    public async Task<ImmutableArray<GenerationShard>?> TakeAllAsync(
        GenerationRun run, CancellationToken cancellationToken)
    {
        await using (DbCommand command = _store.Session.CreateCommand(
            $"SELECT id FROM {Table} WHERE id = @id{Locking}").With("id", run.Id))
        {
            if (await command.ExecuteScalarAsync(cancellationToken) is null)
            {
                return null;
            }
        }

        ImmutableArray<GenerationShard> taken = await ReadShardsAsync(Locking, cancellationToken);
        ImmutableArray<GenerationShard> all = await ReadShardsAsync("", cancellationToken);
        return taken.Length == all.Length ? taken : null;
    }

    /// <summary>
    /// A part, kept from everybody else until the transaction ends; null where somebody is at work on it, or the run is
    /// over.
    /// </summary>
    public async Task<GenerationShard?> TakeAsync(GenerationShard shard, CancellationToken cancellationToken)
    {
        await using DbCommand command = _store.Session.CreateCommand(
            $"SELECT CAST(details AS text) FROM {Table} WHERE id = @id AND kind = '{ShardKind}'{Locking}")
            .With("id", shard.Id);
        return await command.ExecuteScalarAsync(cancellationToken) is string details
            ? GenerationShard.Read(details) with { Id = shard.Id }
            : null;
    }

    /// <summary>Says what a part wrote, in the transaction that wrote it.</summary>
    public Task DoneAsync(GenerationShard shard, CancellationToken cancellationToken) =>
        UpdateAsync(shard.Id, shard.Write(), cancellationToken);

    /// <summary>Closes the run.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await using DbCommand command = _store.Session.CreateCommand(
            $"DELETE FROM {Table} WHERE kind IN ('{RunKind}', '{ShardKind}')");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<ImmutableArray<GenerationShard>> ReadShardsAsync(
        string locking, CancellationToken cancellationToken)
    {
        ImmutableArray<GenerationShard>.Builder shards = ImmutableArray.CreateBuilder<GenerationShard>();
        await using DbCommand command = _store.Session.CreateCommand(
            $"SELECT id, CAST(details AS text) FROM {Table} WHERE kind = '{ShardKind}' ORDER BY id{locking}");
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            shards.Add(GenerationShard.Read(reader.GetString(1)) with { Id = reader.GetInt64(0) });
        }

        return shards.ToImmutable();
    }

    private async Task UpdateAsync(long id, string details, CancellationToken cancellationToken)
    {
        await using DbCommand command = _store.Session.CreateCommand(
            $"UPDATE {Table} SET details = {_store.Provider.Json("@details")} WHERE id = @id")
            .With("details", details).With("id", id);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<long> InsertAsync(
        string kind, long operationId, string details, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using DbCommand command = _store.Session.CreateCommand(
            $"""
            INSERT INTO {Table} (operation_id, kind, started_at, details)
            VALUES (@operation, '{kind}', {_store.Provider.Time("@now")}, {_store.Provider.Json("@details")})
            """ + _store.Provider.ThenId())
            .With("operation", operationId).With("now", now).With("details", details);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}
