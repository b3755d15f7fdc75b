using System.Data.Common;
using System.Globalization;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;

namespace Furrow.State;

/// <summary>
/// Furrow's own tables as seen through one session. <see cref="EnsureAsync"/> creates them; everything else expects
/// <see cref="Exists"/>. No secret of the database's address is ever written into them.
/// </summary>
public sealed class StateStore
{
    private const string StampKey = "environment";
    private const string VersionKey = "state_version";

    private readonly SecretRedactor _secrets;

    private StateStore(ISession session, IDatabase database)
    {
        Session = session;
        Provider = database.Provider;
        DatabaseName = database.Reference.DatabaseName;
        Clock = database.Options.Clock;
        Names = new StateNames(database.Provider, database.Options.StateSchema);
        Migrations = new MigrationHistory(this);
        Seeds = new SeedHistory(this);
        SeedChanges = new SeedChanges(this);
        Operations = new OperationHistory(this);
        Generations = new GenerationHistory(this);
        GenerationRuns = new GenerationRuns(this);
        _secrets = database.Options.Secrets
            ?? SecretRedactor.Beside(database.Reference.Display, database.Reference.Secrets);
    }

    /// <summary>What these tables are called here.</summary>
    public StateNames Names { get; }

    /// <summary>How many steps of <see cref="StateDefinition"/> the database has had; 0 for none.</summary>
    public int Version { get; private set; }

    /// <summary>Whether the tables are there and can be read.</summary>
    public bool Exists => Version > 0;

    /// <summary>The environment that this database says it is; null when it says nothing.</summary>
    public string? Stamp { get; private set; }

    /// <summary>
    /// Why furrow's tables are there but could not be read, as the end of a sentence; null when they could.
    /// </summary>
    public string? StampProblem { get; private set; }

    /// <summary>Which migrations were applied.</summary>
    public MigrationHistory Migrations { get; }

    /// <summary>Which seeds were applied.</summary>
    public SeedHistory Seeds { get; }

    /// <summary>What those seeds wrote.</summary>
    public SeedChanges SeedChanges { get; }

    /// <summary>What was generated.</summary>
    public GenerationHistory Generations { get; }

    /// <summary>The run of <c>generate</c> that is open.</summary>
    public GenerationRuns GenerationRuns { get; }

    /// <summary>What was done and what was refused.</summary>
    public OperationHistory Operations { get; }

    internal ISession Session { get; }

    internal IDatabaseProvider Provider { get; }

    internal TimeProvider Clock { get; }

    private string DatabaseName { get; }

    /// <summary>Looks at what is there, changing nothing.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>config.invalid</c>: a newer furrow made these tables, or their place holds tables that are not furrow's.
    /// </exception>
    public static async Task<StateStore> OpenAsync(
        ISession session, IDatabase database, CancellationToken cancellationToken)
    {
        StateStore store = new(session, database);
        await store.RefreshAsync(cancellationToken);
        return store;
    }

    /// <summary>Reads version and stamp again, as after waiting for the lock.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        (Version, Stamp, StampProblem) = (0, null, null);
        StateTables tables = await StateTables.ReadAsync(this, cancellationToken);
        if (tables.HasMetadata)
        {
            await ReadMetadataAsync(cancellationToken);
        }
        else if (tables.HasAny)
        {
            // Whoever lost the stamp must not pass for a database that never had one.
            StampProblem = Gone("metadata");
        }

        if (Version > StateDefinition.CurrentVersion)
        {
            throw new FurrowException(
                ErrorCode.ConfigInvalid,
                $"The furrow tables of {DatabaseName} have version {Version}; "
                    + $"this furrow knows versions up to {StateDefinition.CurrentVersion}.")
            {
                Hint = "Use the furrow version that prepared this database, or a newer one.",
            };
        }

        tables.RefuseForeign();
        if (tables.MissingAt(Version) is { } missing)
        {
            (Version, Stamp, StampProblem) = (0, null, Gone(missing));
        }
    }

    /// <summary>For those who need the histories: unreadable ones would look as if nothing were applied.</summary>
    /// <exception cref="FurrowException">The tables are there and could not be read.</exception>
    public void ThrowIfUnreadable()
    {
        if (StampProblem is { } problem)
        {
            throw new FurrowException(
                ErrorCode.DatabasePermission, $"Furrow's tables in {DatabaseName} cannot be read: {problem}.")
            {
                Hint = "Let the role read them, or put right what they hold; `furrow doctor` shows what was found.",
            };
        }
    }

    /// <summary>
    /// Creates or completes the tables and, where a stamp is given and there is none, writes it: all in one
    /// transaction, one process at a time. Returns whether it wrote the stamp.
    /// </summary>
    public async Task<bool> EnsureAsync(string? stamp, CancellationToken cancellationToken)
    {
        if (Version == StateDefinition.CurrentVersion && (stamp is null || Stamp is not null))
        {
            return false;
        }

        try
        {
            return await CompleteAsync(stamp, cancellationToken);
        }
        catch (DbException e)
        {
            DatabaseFault fault = Session.Explain(e);
            throw new FurrowException(
                fault.Code ?? ErrorCode.DatabasePermission,
                $"Furrow's own tables could not be created in {DatabaseName}: {fault.Message}",
                e)
            {
                SqlState = fault.SqlState,
                Detail = fault.Detail,
                Hint = Names.QuotedSchema is { } schema
                    ? "The database's owner can run: GRANT CREATE ON DATABASE "
                        + $"{Provider.Dialect.QuoteIdentifier(DatabaseName)} TO …; "
                        + $"or make a schema {schema} that belongs to the role."
                    : fault.Hint,
            };
        }
    }

    /// <summary>Writes the stamp, over another if there is one. The caller has asked whether it may.</summary>
    public async Task WriteStampAsync(string environment, CancellationToken cancellationToken)
    {
        await WriteMetadataAsync(StampKey, environment, cancellationToken);
        Stamp = environment;
    }

    internal string? Redact(string? text) => text is null ? null : _secrets.Redact(text);

    private async Task<bool> CompleteAsync(string? stamp, CancellationToken cancellationToken)
    {
        await using ISessionTransaction transaction =
            await Session.BeginAsync(new TransactionRequest(TransactionPurpose.Bootstrap), cancellationToken);
        await RefreshAsync(cancellationToken);
        ThrowIfUnreadable();
        if (Version == 0)
        {
            await StateTables.CreateSchemaAsync(this, cancellationToken);
        }

        for (int step = Version + 1; step <= StateDefinition.CurrentVersion; step++)
        {
            foreach (string sql in StateDefinition.Step(step, Provider, Names))
            {
                await Session.ExecuteAsync(sql, cancellationToken);
            }

            await WriteMetadataAsync(VersionKey, step.ToString(CultureInfo.InvariantCulture), cancellationToken);
        }

        bool writes = stamp is not null && Stamp is null;
        if (writes)
        {
            await WriteMetadataAsync(StampKey, stamp!, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        await RefreshAsync(cancellationToken);
        return writes;
    }

    private async Task ReadMetadataAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using DbCommand command = Session.CreateCommand(
                $"SELECT CAST(key AS text), CAST(value AS text) FROM {Names["metadata"]}");
            await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                Take(reader.GetString(0), reader.GetString(1));
            }

            StampProblem = Version > 0 ? null : "its metadata table holds no state_version";
        }
        catch (Exception e) when (e is DbException or InvalidCastException or InvalidOperationException)
        {
            DatabaseFault fault = Session.Explain(e);
            if (fault.IsConnectionLost || fault.IsLockTimeout)
            {
                throw;
            }

            // A table of ours that cannot be read must not pass for a database without stamp: the verdict is refusal.
            (Version, Stamp, StampProblem) = (0, null, fault.Message);
        }
    }

    private static string Gone(string table) => $"its table {table} is gone, although others of furrow's are there";

    private void Take(string key, string value)
    {
        switch (key)
        {
            case VersionKey:
                Version = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int version)
                    ? version
                    : 0;
                break;
            case StampKey:
                Stamp = value;
                break;
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
