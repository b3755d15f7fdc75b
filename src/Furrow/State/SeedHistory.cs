using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Providers;

namespace Furrow.State;

/// <summary>The row of the seed history that is in force for a seed, or was last in force.</summary>
public sealed record SeedRecord(
    string Name,
    string Version,
    string Checksum,
    string Policy,
    string Status,
    int Attempt,
    DateTimeOffset AppliedAt,
    long DurationMs);

/// <summary>What one attempt at a seed came to.</summary>
public sealed record SeedAttempt(
    string Name,
    string Version,
    string Checksum,
    string Kind,
    string Policy,
    string Environment,
    DateTimeOffset StartedAt,
    long DurationMs,
    long OperationId,
    Actor Actor)
{
    /// <summary>Whether it replaced an older version.</summary>
    public bool IsUpgrade { get; init; }

    /// <summary>Rows it wrote per table.</summary>
    public ImmutableArray<TableChanges> Tables { get; init; } = [];

    /// <summary>Why it failed; null when it was applied.</summary>
    public string? Error { get; init; }
}

/// <summary>Which seeds were applied to this database, which attempts failed, and which were superseded.</summary>
public sealed class SeedHistory
{
    private readonly StateStore _store;

    internal SeedHistory(StateStore store) => _store = store;

    /// <summary>
    /// The newest successful row of each seed, whatever its status; empty where furrow's tables are not there.
    /// </summary>
    public async Task<IReadOnlyList<SeedRecord>> ReadAsync(CancellationToken cancellationToken)
    {
        List<SeedRecord> records = [];
        if (!_store.Exists)
        {
            return records;
        }

        string table = _store.Names["seed_history"];
        string sql = $"""
            SELECT name, version, checksum, policy, status, attempt, CAST(applied_at AS text), duration_ms
            FROM {table} h
            WHERE id = (SELECT max(id) FROM {table} l WHERE l.name = h.name AND l.result <> 'failed')
            ORDER BY id
            """;
        await using DbCommand command = _store.Session.CreateCommand(sql);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            records.Add(new SeedRecord(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.GetInt32(5), reader.ReadTime(6), reader.GetInt64(7)));
        }

        return records;
    }

    /// <summary>
    /// Records an attempt. An applied one belongs into the seed's own transaction; it makes the row before it Inactive.
    /// </summary>
    public async Task AddAsync(SeedAttempt attempt, CancellationToken cancellationToken)
    {
        string table = _store.Names["seed_history"];
        bool failed = attempt.Error is not null;
        if (!failed)
        {
            await using DbCommand superseded = _store.Session.CreateCommand(
                $"UPDATE {table} SET status = 'Inactive' WHERE name = @name AND status = 'Active'")
                .With("name", attempt.Name);
            await superseded.ExecuteNonQueryAsync(cancellationToken);
        }

        string sql = $"""
            INSERT INTO {table}
                (name, version, environment, checksum, kind, policy, status, result, attempt, applied_at, applied_by,
                 host, duration_ms, tool_version, operation_id, details, error)
            VALUES (@name, @version, @environment, @checksum, @kind, @policy, @status, @result,
                (SELECT count(*) + 1 FROM {table} WHERE name = @name), {_store.Provider.Time("@at")}, @user, @host,
                @duration, @tool, @operation, {_store.Provider.Json("@details")}, @error)
            """;
        await using DbCommand command = _store.Session.CreateCommand(sql)
            .With("name", attempt.Name).With("version", attempt.Version).With("environment", attempt.Environment)
            .With("checksum", attempt.Checksum).With("kind", attempt.Kind).With("policy", attempt.Policy)
            .With("status", failed ? "Inactive" : "Active")
            .With("result", failed ? "failed" : attempt.IsUpgrade ? "upgraded" : "applied")
            .With("at", attempt.StartedAt).With("user", attempt.Actor.User).With("host", attempt.Actor.Host)
            .With("duration", attempt.DurationMs).With("tool", attempt.Actor.ToolVersion)
            .With("operation", attempt.OperationId)
            .With("details", $"{{\"tables\":{TableChangesJson.Write(attempt.Tables)}}}")
            .With("error", _store.Redact(attempt.Error));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
