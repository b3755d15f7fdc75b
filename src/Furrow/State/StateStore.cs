using System.Data.Common;
using System.Globalization;
using Furrow.Errors;
using Furrow.Providers;

namespace Furrow.State;

/// <summary>
/// Furrow's own tables as seen through one session. <see cref="EnsureAsync"/> creates them; everything else expects
/// <see cref="Exists"/>.
/// </summary>
public sealed class StateStore
{
    private const string StampKey = "environment";
    private const string VersionKey = "state_version";

    private StateStore(ISession session, IDatabase database)
    {
        Session = session;
        Provider = database.Provider;
        Clock = database.Options.Clock;
        Names = new StateNames(database.Provider, database.Options.StateSchema);
        Migrations = new MigrationHistory(this);
        Seeds = new SeedHistory(this);
        Operations = new OperationHistory(this);
    }

    /// <summary>What these tables are called here.</summary>
    public StateNames Names { get; }

    /// <summary>How many steps of <see cref="StateDefinition"/> the database has had; 0 for none.</summary>
    public int Version { get; private set; }

    /// <summary>Whether the tables are there.</summary>
    public bool Exists => Version > 0;

    /// <summary>The environment that this database says it is; null when it says nothing.</summary>
    public string? Stamp { get; private set; }

    /// <summary>Why furrow's tables are there but could not be read, as the end of a sentence; null when they could.</summary>
    public string? StampProblem { get; private set; }

    /// <summary>Which migrations were applied.</summary>
    public MigrationHistory Migrations { get; }

    /// <summary>Which seeds were applied.</summary>
    public SeedHistory Seeds { get; }

    /// <summary>What was done and what was refused.</summary>
    public OperationHistory Operations { get; }

    internal ISession Session { get; }

    internal IDatabaseProvider Provider { get; }

    internal TimeProvider Clock { get; }

    /// <summary>Looks at what is there, changing nothing.</summary>
    public static async Task<StateStore> OpenAsync(ISession session, IDatabase database, CancellationToken cancellationToken)
    {
        StateStore store = new(session, database);
        await store.RefreshAsync(cancellationToken);
        return store;
    }

    /// <summary>Reads version and stamp again, as after waiting for the lock.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        (Version, Stamp, StampProblem) = (0, null, null);
        if (!await MetadataExistsAsync(cancellationToken))
        {
            return;
        }

        try
        {
            await ReadMetadataAsync(cancellationToken);
            StampProblem = Version > 0 ? null : "its metadata table holds no state_version";
        }
        catch (DbException e)
        {
            // A table of ours that cannot be read must not pass for a database without stamp: the verdict is refusal.
            StampProblem = Session.Explain(e).Message;
        }

        if (Version > StateDefinition.CurrentVersion)
        {
            throw new FurrowException(
                ErrorCode.ConfigInvalid,
                $"This database's furrow tables have version {Version}; this furrow knows versions up to {StateDefinition.CurrentVersion}.")
            {
                Hint = "Use the furrow version that prepared this database, or a newer one.",
            };
        }
    }

    /// <summary>
    /// Creates or completes the tables and, where a stamp is given, writes it: all in one transaction, one process at
    /// a time.
    /// Does nothing where both are there.
    /// </summary>
    public async Task EnsureAsync(string? stamp, CancellationToken cancellationToken)
    {
        if (Version == StateDefinition.CurrentVersion && (stamp is null || Stamp is not null))
        {
            return;
        }

        await using ISessionTransaction transaction =
            await Session.BeginAsync(new TransactionRequest(TransactionPurpose.Bootstrap), cancellationToken);
        await RefreshAsync(cancellationToken);
        if (Version == 0 && Names.QuotedSchema is { } schema)
        {
            await Session.ExecuteAsync($"CREATE SCHEMA IF NOT EXISTS {schema}", cancellationToken);
        }

        for (int step = Version + 1; step <= StateDefinition.CurrentVersion; step++)
        {
            foreach (string sql in StateDefinition.Step(step, Provider, Names))
            {
                await Session.ExecuteAsync(sql, cancellationToken);
            }

            await WriteMetadataAsync(VersionKey, step.ToString(CultureInfo.InvariantCulture), cancellationToken);
        }

        if (stamp is not null && Stamp is null)
        {
            await WriteMetadataAsync(StampKey, stamp, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        await RefreshAsync(cancellationToken);
    }

    /// <summary>Writes the stamp, over another if there is one. The caller has asked whether it may.</summary>
    public async Task WriteStampAsync(string environment, CancellationToken cancellationToken)
    {
        await WriteMetadataAsync(StampKey, environment, cancellationToken);
        Stamp = environment;
    }

    private async Task<bool> MetadataExistsAsync(CancellationToken cancellationToken)
    {
        string sql = Provider.Capabilities.Schemas
            ? "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = @schema AND c.relname = 'metadata'"
            : "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = @schema || '_metadata'";
        await using DbCommand command = Session.CreateCommand(sql).With("schema", Names.Schema);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private async Task ReadMetadataAsync(CancellationToken cancellationToken)
    {
        await using DbCommand command = Session.CreateCommand($"SELECT key, value FROM {Names["metadata"]}");
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            switch (reader.GetString(0))
            {
                case VersionKey:
                    Version = int.TryParse(reader.GetString(1), CultureInfo.InvariantCulture, out int version) ? version : 0;
                    break;
                case StampKey:
                    Stamp = reader.GetString(1);
                    break;
            }
        }
    }

    private async Task WriteMetadataAsync(string key, string value, CancellationToken cancellationToken)
    {
        string sql = $"""
            INSERT INTO {Names["metadata"]} (key, value, changed_at) VALUES (@key, @value, {Provider.Time("@now")})
            ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at
            """;
        await using DbCommand command = Session.CreateCommand(sql)
            .With("key", key).With("value", value).With("now", Clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
