using System.Data.Common;
using System.Globalization;

namespace Furrow.State;

/// <summary>
/// Which migrations were applied to this database and taken back again, which are half done, and which attempts failed.
/// At most one row of a version is in force: applied, started, or covered by a baseline.
/// </summary>
public sealed class MigrationHistory
{
    private const string RepeatablePrefix = "R__";
    private const string InForce = "status IN ('applied', 'started', 'baseline')";

    private readonly StateStore _store;

    internal MigrationHistory(StateStore store) => _store = store;

    private string Table => _store.Names["migration_history"];

    /// <summary>What stands for a version in the row of a repeatable migration: <c>R__name</c>.</summary>
    public static string RepeatableVersion(string name) => RepeatablePrefix + name;

    /// <summary>
    /// The versioned migrations in force, in no particular order; empty where furrow's tables are not there.
    /// </summary>
    public Task<IReadOnlyList<MigrationRecord>> ReadAsync(CancellationToken cancellationToken) =>
        ReadAsync("versioned", cancellationToken);

    /// <summary>All migrations in force; none where furrow's tables are not there.</summary>
    public async Task<AppliedMigrations> ReadAllAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<MigrationRecord> repeatable = await ReadAsync("repeatable", cancellationToken);
        return new AppliedMigrations(
            await ReadAsync(cancellationToken),
            repeatable.ToDictionary(record => record.Version[RepeatablePrefix.Length..], StringComparer.Ordinal));
    }

    /// <summary>
    /// Records an attempt that is over: applied, or failed when it carries an error. An applied one belongs into the
    /// migration's own transaction, or into that of its last step; it takes the place of the row before it.
    /// </summary>
    public async Task AddAsync(MigrationAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.Error is null)
        {
            await SupersedeAsync(attempt, cancellationToken);
            if (!attempt.IsTransactional)
            {
                await DeleteStartedAsync(attempt.Version, cancellationToken);
            }
        }

        await InsertAsync(attempt, attempt.Error is null ? "applied" : "failed", cancellationToken);
    }

    /// <summary>Records that the migration counts as applied without having run.</summary>
    public Task AddBaselineAsync(MigrationAttempt attempt, CancellationToken cancellationToken) =>
        InsertAsync(attempt, "baseline", cancellationToken);

    /// <summary>
    /// Records how far a half-done migration is; with its first step it begins to be one.
    /// </summary>
    public async Task MarkAsync(MigrationAttempt attempt, CancellationToken cancellationToken)
    {
        MigrationProgress progress = attempt.Progress
            ?? throw new ArgumentException("The attempt does not say how far it is.", nameof(attempt));
        string from = progress.Direction == MigrationWay.Down ? "'applied', 'started'" : "'started'";
        string sql = $"""
            UPDATE {Table}
            SET status = 'started', direction = @direction, transactional = FALSE, operation_id = @operation,
                statement_index = @index, statement_state = @state, statement_checksum = @until
            WHERE version = @version AND status IN ({from})
            """;
        await using DbCommand command = WithProgress(_store.Session.CreateCommand(sql), progress)
            .With("version", attempt.Version).With("operation", attempt.OperationId);
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            await SupersedeAsync(attempt, cancellationToken);
            await InsertAsync(attempt, "started", cancellationToken);
        }
    }

    /// <summary>
    /// Records that a migration is taken back, in the row that says that it was applied. Belongs into the transaction
    /// of the way down, or into that of its last step.
    /// </summary>
    public async Task RollBackAsync(MigrationAttempt attempt, CancellationToken cancellationToken)
    {
        string sql = $"""
            UPDATE {Table}
            SET status = 'rolled-back', direction = 'down', rolled_back_at = {_store.Provider.Time("@at")},
                rolled_back_by = @user, rolled_back_host = @host, rolled_back_ms = @duration,
                rolled_back_operation_id = @operation,
                statement_index = NULL, statement_state = NULL, statement_checksum = NULL
            WHERE version = @version AND status IN ('applied', 'started')
            """;
        await using DbCommand command = _store.Session.CreateCommand(sql)
            .With("version", attempt.Version).With("at", attempt.StartedAt)
            .With("user", attempt.Actor.User).With("host", attempt.Actor.Host)
            .With("duration", attempt.DurationMs).With("operation", attempt.OperationId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Records what a half-done migration counts as from now on: applied.</summary>
    public async Task SettleAsync(string version, string checksum, CancellationToken cancellationToken)
    {
        string sql = $"""
            UPDATE {Table}
            SET status = 'applied', checksum = @checksum,
                statement_index = NULL, statement_state = NULL, statement_checksum = NULL
            WHERE version = @version AND status = 'started'
            """;
        await using DbCommand command = _store.Session.CreateCommand(sql)
            .With("version", version).With("checksum", checksum);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // What is applied again takes the place of what was applied before.
    private async Task SupersedeAsync(MigrationAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.IsRepeatable)
        {
            await using DbCommand command = _store.Session.CreateCommand(
                $"UPDATE {Table} SET status = 'superseded' WHERE version = @version AND status = 'applied'")
                .With("version", attempt.Version);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task DeleteStartedAsync(string version, CancellationToken cancellationToken)
    {
        await using DbCommand command = _store.Session.CreateCommand(
            $"DELETE FROM {Table} WHERE version = @version AND status = 'started'").With("version", version);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task InsertAsync(MigrationAttempt attempt, string status, CancellationToken cancellationToken)
    {
        string sql = $"""
            INSERT INTO {Table}
                (version, name, kind, direction, checksum, status, transactional, applied_at, applied_by, host,
                 duration_ms, tool_version, operation_id, statement_index, statement_state, statement_checksum, tables,
                 error)
            VALUES (@version, @name, @kind, @direction, @checksum, @status, {Truth(attempt.IsTransactional)},
                {_store.Provider.Time("@at")}, @user, @host, @duration, @tool, @operation, @index, @state, @until,
                {_store.Provider.Json("@tables")}, @error)
            """;
        await using DbCommand command = WithProgress(_store.Session.CreateCommand(sql), attempt.Progress)
            .With("version", attempt.Version).With("name", attempt.Name)
            .With("kind", attempt.IsRepeatable ? "repeatable" : "versioned")
            .With("checksum", attempt.Checksum).With("status", status).With("at", attempt.StartedAt)
            .With("user", attempt.Actor.User).With("host", attempt.Actor.Host).With("duration", attempt.DurationMs)
            .With("tool", attempt.Actor.ToolVersion).With("operation", attempt.OperationId)
            .With("tables", TableChangesJson.Write(attempt.Tables)).With("error", _store.Redact(attempt.Error));
        if (attempt.Progress is null)
        {
            command.With("direction", attempt.Direction.Word());
        }

        if (attempt is { IsTransactional: true, Error: null })
        {
            await _store.Session.ExecuteByCommitAsync(command, cancellationToken);
        }
        else
        {
            // Steps say more than once in one transaction how far they are.
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static DbCommand WithProgress(DbCommand command, MigrationProgress? progress)
    {
        command.With("index", progress?.Statement).With("state", progress?.State.Word())
            .With("until", progress?.Checksum);
        return progress is null ? command : command.With("direction", progress.Direction.Word());
    }

    private static string Truth(bool value) => value ? "TRUE" : "FALSE";

    private async Task<IReadOnlyList<MigrationRecord>> ReadAsync(string kind, CancellationToken cancellationToken)
    {
        List<MigrationRecord> records = [];
        if (!_store.Exists)
        {
            return records;
        }

        string sql = $"""
            SELECT version, name, checksum, status, CAST(applied_at AS text), duration_ms, direction, statement_index,
                statement_state, statement_checksum
            FROM {Table} WHERE kind = '{kind}' AND {InForce}
            """;
        await using DbCommand command = _store.Session.CreateCommand(sql);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            records.Add(new MigrationRecord(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3),
                reader.ReadTime(4), reader.GetInt64(5))
            {
                Progress = reader.GetString(3) == "started" ? ReadProgress(reader) : null,
            });
        }

        return records;
    }

    private static MigrationProgress ReadProgress(DbDataReader reader) => new(
        MigrationWords.Direction(reader.GetString(6)),
        Convert.ToInt32(reader.GetValue(7), CultureInfo.InvariantCulture),
        MigrationWords.State(reader.GetString(8)),
        reader.GetString(9));
}
