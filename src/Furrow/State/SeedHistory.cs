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
    long DurationMs)
{
    /// <summary>Whether it was compiled into the application that applied it, and has no file.</summary>
    public bool IsCompiledIn { get; init; }
}

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

    /// <summary>The seeds that its file says it depends on.</summary>
    public ImmutableArray<string> Depends { get; init; } = [];

    /// <summary>Whether it is compiled into the application that applies it.</summary>
    public bool IsCompiledIn { get; init; }

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
            SELECT name, version, checksum, policy, status, attempt, CAST(applied_at AS text), duration_ms,
                CASE WHEN kind = 'cs' AND CAST(details AS text) LIKE '%"compiledIn"%' THEN 1 ELSE 0 END
            FROM {table}
            WHERE id IN (SELECT max(id) FROM {table} WHERE result IN ('applied', 'upgraded') GROUP BY name)
            ORDER BY id
            """;
        await using DbCommand command = _store.Session.CreateCommand(sql);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            records.Add(new SeedRecord(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.GetInt32(5), reader.ReadTime(6), reader.GetInt64(7))
            {
                IsCompiledIn = reader.GetInt32(8) == 1,
            });
        }

        return records;
    }

    /// <summary>
    /// Records an attempt and returns its row's number. An applied one belongs into the seed's own transaction; it
    /// makes the row before it Inactive.
    /// </summary>
    public async Task<long> AddAsync(SeedAttempt attempt, CancellationToken cancellationToken)
    {
        string table = _store.Names["seed_history"];
        bool failed = attempt.Error is not null;
        object? since = failed ? null : await SupersedeAsync(attempt.Name, cancellationToken);
        string sql = $"""
            INSERT INTO {table}
                (name, version, environment, checksum, kind, policy, status, result, attempt, since_attempt, applied_at,
                 applied_by, host, duration_ms, tool_version, operation_id, details, error)
            SELECT @name, @version, @environment, @checksum, @kind, @policy, @status, @result,
                count(*) + 1, coalesce(CAST(@since AS integer), count(*) + 1), {_store.Provider.Time("@at")}, @user,
                @host, @duration, @tool, @operation, {_store.Provider.Json("@details")}, @error
            FROM {table} WHERE name = @name
            RETURNING id
            """;
        await using DbCommand command = _store.Session.CreateCommand(sql)
            .With("name", attempt.Name).With("version", attempt.Version).With("environment", attempt.Environment)
            .With("checksum", attempt.Checksum).With("kind", attempt.Kind).With("policy", attempt.Policy)
            .With("status", failed ? "Inactive" : "Active")
            .With("result", failed ? "failed" : attempt.IsUpgrade ? "upgraded" : "applied")
            .With("at", attempt.StartedAt).With("user", attempt.Actor.User).With("host", attempt.Actor.Host)
            .With("duration", attempt.DurationMs).With("tool", attempt.Actor.ToolVersion)
            .With("operation", attempt.OperationId)
            .With("details", SeedDetails.Write(attempt.Tables, attempt.Depends, attempt.IsCompiledIn))
            .With("since", since)
            .With("error", _store.Redact(attempt.Error));
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The seeds that are in force, with every attempt that is part of it, in order of application.</summary>
    public async Task<IReadOnlyList<AppliedSeed>> ReadAppliedAsync(CancellationToken cancellationToken)
    {
        string table = _store.Names["seed_history"];
        string sql = $"""
            SELECT a.name, CAST(a.details AS text), h.id, h.not_captured
            FROM {table} a JOIN {table} h
                ON h.name = a.name AND h.attempt >= a.since_attempt AND h.result IN ('applied', 'upgraded')
            WHERE a.status = 'Active' ORDER BY a.id, h.id
            """;
        List<AppliedSeed> seeds = [];
        await using DbCommand command = _store.Session.CreateCommand(sql);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            SeedCapture attempt = new(reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetString(3));
            string name = reader.GetString(0);
            if (seeds.Count > 0 && string.Equals(seeds[^1].Name, name, StringComparison.Ordinal))
            {
                seeds[^1] = seeds[^1] with { Attempts = seeds[^1].Attempts.Add(attempt) };
            }
            else
            {
                seeds.Add(new AppliedSeed(name, SeedDetails.ReadDepends(reader.GetString(1)), [attempt]));
            }
        }

        return seeds;
    }

    /// <summary>
    /// Records that a seed was taken back: what was in force no longer is, and the seed is pending again. Belongs into
    /// the transaction that takes it back.
    /// </summary>
    public async Task AddRollbackAsync(SeedRollbackRecord rollback, CancellationToken cancellationToken)
    {
        string table = _store.Names["seed_history"];
        string sql = $"""
            INSERT INTO {table}
                (name, version, environment, checksum, kind, policy, status, result, attempt, since_attempt, applied_at,
                 applied_by, host, duration_ms, tool_version, operation_id, details)
            SELECT name, version, @environment, checksum, kind, policy, 'Inactive', 'rolled-back',
                (SELECT count(*) + 1 FROM {table} WHERE name = @name), since_attempt, {_store.Provider.Time("@at")},
                @user, @host, @duration, @tool, @operation, {_store.Provider.Json("@details")}
            FROM {table} WHERE name = @name AND status = 'Active'
            """;
        await using (DbCommand command = _store.Session.CreateCommand(sql)
            .With("name", rollback.Name).With("environment", rollback.Environment).With("at", rollback.StartedAt)
            .With("user", rollback.Actor.User).With("host", rollback.Actor.Host)
            .With("tool", rollback.Actor.ToolVersion).With("duration", rollback.DurationMs)
            .With("operation", rollback.OperationId)
            .With("details", SeedDetails.Write(rollback.Tables, [])))
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await SupersedeAsync(rollback.Name, cancellationToken);
    }

    // Returns the attempt since which the seed has been in force; null where it was not.
    private async Task<object?> SupersedeAsync(string name, CancellationToken cancellationToken)
    {
        await using DbCommand command = _store.Session.CreateCommand($"""
            UPDATE {_store.Names["seed_history"]} SET status = 'Inactive' WHERE name = @name AND status = 'Active'
            RETURNING since_attempt
            """).With("name", name);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
