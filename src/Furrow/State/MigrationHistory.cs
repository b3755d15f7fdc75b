using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Providers;

namespace Furrow.State;

/// <summary>A row of the migration history that is in force.</summary>
public sealed record MigrationRecord(
    string Version, string Name, string Checksum, string Status, DateTimeOffset AppliedAt, long DurationMs);

/// <summary>What one attempt at a migration came to.</summary>
public sealed record MigrationAttempt(
    string Version,
    string Name,
    string Checksum,
    DateTimeOffset StartedAt,
    long DurationMs,
    long OperationId,
    Actor Actor)
{
    /// <summary>Rows it wrote per table.</summary>
    public ImmutableArray<TableChanges> Tables { get; init; } = [];

    /// <summary>Why it failed; null when it was applied.</summary>
    public string? Error { get; init; }
}

/// <summary>Which migrations were applied to this database, and which attempts failed.</summary>
public sealed class MigrationHistory
{
    private readonly StateStore _store;

    internal MigrationHistory(StateStore store) => _store = store;

    /// <summary>The migrations in force, in no particular order; empty where furrow's tables are not there.</summary>
    public async Task<IReadOnlyList<MigrationRecord>> ReadAsync(CancellationToken cancellationToken)
    {
        List<MigrationRecord> records = [];
        if (!_store.Exists)
        {
            return records;
        }

        string sql = $"""
            SELECT version, name, checksum, status, CAST(applied_at AS text), duration_ms
            FROM {_store.Names["migration_history"]} WHERE status IN ('applied', 'started', 'baseline')
            """;
        await using DbCommand command = _store.Session.CreateCommand(sql);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            records.Add(new MigrationRecord(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3),
                reader.ReadTime(4), reader.GetInt64(5)));
        }

        return records;
    }

    /// <summary>
    /// Records an attempt: applied, or failed when it carries an error. An applied one belongs into the migration's
    /// own transaction.
    /// </summary>
    public async Task AddAsync(MigrationAttempt attempt, CancellationToken cancellationToken)
    {
        string sql = $"""
            INSERT INTO {_store.Names["migration_history"]}
                (version, name, checksum, status, transactional, applied_at, applied_by, host, duration_ms,
                 tool_version, operation_id, tables, error)
            VALUES (@version, @name, @checksum, @status, TRUE, {_store.Provider.Time("@at")}, @user, @host, @duration,
                @tool, @operation, {_store.Provider.Json("@tables")}, @error)
            """;
        await using DbCommand command = _store.Session.CreateCommand(sql)
            .With("version", attempt.Version).With("name", attempt.Name).With("checksum", attempt.Checksum)
            .With("status", attempt.Error is null ? "applied" : "failed").With("at", attempt.StartedAt)
            .With("user", attempt.Actor.User).With("host", attempt.Actor.Host).With("duration", attempt.DurationMs)
            .With("tool", attempt.Actor.ToolVersion).With("operation", attempt.OperationId)
            .With("tables", TableChangesJson.Write(attempt.Tables)).With("error", _store.Redact(attempt.Error));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
