using System.Collections.Immutable;
using Furrow.Clearing;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Scenarios;
using Furrow.Seeds;
using Furrow.Seeds.Rollback;
using Furrow.Transfer;
using Furrow.Transfer.Importing;
using Furrow.Workflows;
using Furrow.Workflows.SeedTesting;
using Furrow.Workflows.Snapshotting;
using Furrow.Workflows.Verifying;
using GeneratedRows = Furrow.Seeds.GeneratedRows;

namespace Furrow;

/// <summary>
/// A project: a directory with furrow.yaml, the database it names, and one method a verb. Every method throws
/// <see cref="FurrowException"/> with a code of <see cref="ErrorCode"/> when it cannot do what was asked.
/// Calls may follow one another; each opens and closes its own connections.
/// </summary>
/// <example>
/// <code>
/// await using var furrow = await FurrowProject.OpenAsync("samples/pilates", o => o.UseSqlite(), cancellationToken);
/// SetupResult result = await furrow.SetupAsync(new() { Environment = "test" }, cancellationToken);
/// </code>
/// </example>
public sealed class FurrowProject : IAsyncDisposable
{
    private readonly ProjectContext _context;

    private readonly IReadOnlyList<IDisposable> _owned;

    private FurrowProject(ProjectContext context, IReadOnlyList<IDisposable> owned) =>
        (_context, _owned) = (context, owned);

    /// <summary>The configuration, from every source.</summary>
    public ProjectConfiguration Configuration => _context.Configuration;

    /// <summary>The provider's name: <c>postgres</c>, <c>sqlite</c>.</summary>
    public string Provider => _context.Provider.Name;

    /// <summary>Opens a project: reads its configuration, touches no database.</summary>
    /// <param name="directory">The directory that holds furrow.yaml.</param>
    /// <param name="configure">Names the providers and whatever else the host decides.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FurrowException">Code <c>config.invalid</c>.</exception>
    public static async Task<FurrowProject> OpenAsync(
        string directory, Action<FurrowOptions> configure, CancellationToken cancellationToken)
    {
        FurrowOptions options = new();
        configure(options);
        return await OpenAsync(directory, options, cancellationToken);
    }

    /// <summary>Writes furrow.yaml and folders to begin with; overwrites nothing.</summary>
    public static Task<CreateResult> InitAsync(string directory, CancellationToken cancellationToken) =>
        Scaffolding.InitAsync(directory, cancellationToken);

    /// <summary>
    /// Checks a project that may not even open: configuration, files, connection, privileges, stamp, lock.
    /// </summary>
    public static async Task<DoctorResult> DiagnoseAsync(
        string directory, Action<FurrowOptions> configure, DoctorOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using FurrowProject project = await OpenAsync(directory, configure, cancellationToken);
            return await project.DoctorAsync(options, cancellationToken);
        }
        catch (FurrowException e) when (e.Code == ErrorCode.ConfigInvalid)
        {
            return Doctor.NotOpened(e);
        }
    }

    /// <summary>Creates the database if it is missing, migrates and seeds.</summary>
    public Task<SetupResult> SetupAsync(SetupOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new SetupWorkflow(_context).SetupAsync(options, cancellationToken));

    /// <summary>Applies pending migrations, or finds out what that would do.</summary>
    public Task<MigrateResult> MigrateAsync(MigrateOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new MigrationWorkflow(_context).RunAsync(options, cancellationToken));

    /// <summary>Takes the last migrations back, or finds out what that would do.</summary>
    public Task<RollbackResult> RollbackAsync(RollbackOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new RollbackWorkflow(_context).RunAsync(options, cancellationToken));

    /// <summary>Records a version and all before it as applied, without running them.</summary>
    public Task<BaselineResult> BaselineAsync(BaselineOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new BaselineWorkflow(_context).RunAsync(options, cancellationToken));

    /// <summary>Settles a migration that stopped half-way.</summary>
    public Task<RepairResult> RepairAsync(RepairOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new RepairWorkflow(_context).RunAsync(options, cancellationToken));

    /// <summary>Applies pending seeds of the environment.</summary>
    public Task<SeedResult> SeedAsync(SeedOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new SeedWorkflow(_context).RunAsync(options, cancellationToken));

    /// <summary>Generates what a scenario says, all in one transaction, or finds out what that would be.</summary>
    public Task<GenerateResult> GenerateAsync(GenerateOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new GenerateWorkflow(_context).RunAsync(options, cancellationToken));

    /// <summary>The scenarios with their parameters and presets; runs nothing of those in files.</summary>
    public Task<ImmutableArray<Scenario>> ReadScenariosAsync(CancellationToken cancellationToken) => RunAsync(
        () => ScenarioFolder.ReadAsync(Configuration, _context.ScenarioSurroundings(), cancellationToken));

    /// <summary>
    /// Generates rows of one table, all in one transaction, as <see cref="SeedContext.GenerateAsync(string, int,
    /// object?, GenerateRowsOptions?, CancellationToken)"/> does in a C# seed; references lead to rows that are there.
    /// </summary>
    /// <param name="table">The table, with its schema where that is not the default one.</param>
    /// <param name="count">How many rows, from 0.</param>
    /// <param name="values">
    /// An anonymous object or a dictionary of columns: constants, or what computes them (<see cref="Value"/>); null for
    /// none.
    /// </param>
    /// <param name="options">Random seed and day, and answers; null for 1 and today.</param>
    /// <param name="cancellationToken">Stops writing; nothing is kept then.</param>
    public Task<GeneratedRows> GenerateAsync(
        string table,
        int count,
        object? values = null,
        GenerateTableOptions? options = null,
        CancellationToken cancellationToken = default) => RunAsync(() => new GenerateTableWorkflow(_context).RunAsync(
        table, count, values, options ?? new GenerateTableOptions(), cancellationToken));

    /// <summary>Takes applied seeds back, in reverse order of application.</summary>
    public Task<SeedRollbackResult> SeedRollbackAsync(
        SeedRollbackOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new SeedRollbackWorkflow(_context).RunAsync(options, cancellationToken));

    /// <summary>Empties all user tables, or those named, in one transaction; their seeds are pending again.</summary>
    public Task<ClearResult> ClearAsync(ClearOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new ClearWorkflow(_context).RunAsync(options, cancellationToken));

    /// <summary>Drops what the role owns in the user schemas, and migrates (and seeds) anew.</summary>
    public Task<ResetResult> ResetAsync(ResetOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new ResetWorkflow(_context).RunAsync(options, cancellationToken));

    /// <summary>Writes definitions and rows to files, all of one moment; changes nothing in the database.</summary>
    public Task<ExportResult> ExportAsync(ExportOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new ExportWorkflow(_context).RunAsync(options, cancellationToken));

    /// <summary>Brings what an export holds into the database, all in one transaction.</summary>
    public Task<ImportResult> ImportAsync(ImportOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new ImportWorkflow(_context).RunAsync(options, cancellationToken));

    /// <summary>What <see cref="SetupAsync"/> would do; changes nothing.</summary>
    public Task<PlanResult> PlanAsync(QueryOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new Reports(_context).PlanAsync(options, cancellationToken));

    /// <summary>The database against the project; changes nothing.</summary>
    public Task<StatusResult> StatusAsync(QueryOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new Reports(_context).StatusAsync(options, cancellationToken));

    /// <summary>
    /// Whether the database is what the project says, without counting rows: what a health check asks; changes nothing.
    /// </summary>
    public Task<ReadinessResult> ReadinessAsync(QueryOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new Readiness(_context).ReadAsync(options, cancellationToken));

    /// <summary>
    /// What the project offers, and what of it is applied; changes nothing. A missing database has nothing applied.
    /// </summary>
    public Task<ListResult> ListAsync(QueryOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new Reports(_context).ListAsync(options, cancellationToken));

    /// <summary>
    /// Checks configuration, files, connection, privileges, stamp and lock, and where that is asked for, whether every
    /// row keeps what the definitions promise; changes nothing.
    /// </summary>
    public Task<DoctorResult> DoctorAsync(DoctorOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new Doctor(_context).RunAsync(options, cancellationToken));

    /// <summary>
    /// Takes every migration up, down and up again in a scratch database and compares what it finds there; the
    /// project's own database is not changed, and need not exist.
    /// </summary>
    public Task<VerifyResult> VerifyAsync(VerifyOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new VerifyWorkflow(_context).RunAsync(options, cancellationToken));

    /// <summary>Writes an empty migration.</summary>
    public Task<CreateResult> CreateMigrationAsync(
        CreateMigrationOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => Scaffolding.CreateMigrationAsync(_context, options, cancellationToken));

    /// <summary>Writes a seed to fill in.</summary>
    public Task<CreateResult> CreateSeedAsync(CreateSeedOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => Scaffolding.CreateSeedAsync(_context, options, cancellationToken));

    /// <summary>Writes seeds.lock from the seeds; with a name also accepts that seed's drift.</summary>
    public Task<SeedSyncResult> SeedSyncAsync(SeedSyncOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new SeedSyncing(_context).RunAsync(options, cancellationToken));

    /// <summary>Checks every seed before it runs; changes nothing.</summary>
    public Task<SeedCheckResult> SeedCheckAsync(QueryOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new SeedChecking(_context).RunAsync(options, cancellationToken));

    /// <summary>
    /// Applies every seed twice, takes it back and applies all in another order in scratch databases, and compares; the
    /// project's own database is not changed, and need not exist.
    /// </summary>
    public Task<SeedTestResult> SeedTestAsync(SeedTestOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new SeedTestWorkflow(_context).RunAsync(options, cancellationToken));

    /// <summary>Gives up applied seeds whose files are gone; their rows stay.</summary>
    public Task<SeedCleanResult> SeedCleanAsync(SeedCleanOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new SeedCleaning(_context).RunAsync(options, cancellationToken));

    /// <summary>Keeps seeds.lock in step with the seeds folder; ends, well, when it is cancelled.</summary>
    public Task<SeedWatchResult> SeedWatchAsync(SeedWatchOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new SeedWatching(_context).RunAsync(options, cancellationToken));

    /// <summary>Stores the database with everything that tells whether it is whole; changes nothing in it.</summary>
    public Task<SnapshotCreateResult> CreateSnapshotAsync(
        SnapshotCreateOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new SnapshotCreation(_context).RunAsync(options, cancellationToken));

    /// <summary>Every snapshot, broken ones among them; changes nothing and touches no database.</summary>
    public Task<SnapshotListResult> ListSnapshotsAsync(CancellationToken cancellationToken) =>
        RunAsync(() => new SnapshotVerifying(_context).ListAsync(cancellationToken));

    /// <summary>Puts a snapshot in the place of the database, and applies volatile seeds again.</summary>
    public Task<SnapshotRestoreResult> RestoreSnapshotAsync(
        SnapshotRestoreOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new SnapshotRestoring(_context).RunAsync(options, cancellationToken));

    /// <summary>Checks a snapshot, and on request the database against it; changes nothing.</summary>
    public Task<SnapshotVerifyResult> VerifySnapshotAsync(
        SnapshotVerifyOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new SnapshotVerifying(_context).RunAsync(options, cancellationToken));

    /// <summary>Brings back what the last restore replaced.</summary>
    public Task<SnapshotUndoResult> UndoRestoreAsync(
        SnapshotUndoOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new SnapshotUndoing(_context).RunAsync(options, cancellationToken));

    /// <summary>Removes the environment's snapshots beyond the limits of furrow.yaml; never its latest.</summary>
    public Task<SnapshotPruneResult> PruneSnapshotsAsync(
        SnapshotPruneOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new SnapshotPruning(_context).RunAsync(options, cancellationToken));

    /// <summary>Shows the stamp, or writes another.</summary>
    public Task<StampResult> StampAsync(StampOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new Stamping(_context).RunAsync(options, cancellationToken));

    /// <summary>Who holds the lock.</summary>
    public Task<LockResult> LockAsync(CancellationToken cancellationToken) =>
        RunAsync(() => new Locking(_context).ShowAsync(cancellationToken));

    /// <summary>Removes a dead holder's lock, or with force a live one's.</summary>
    public Task<LockResult> UnlockAsync(UnlockOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new Locking(_context).UnlockAsync(options, cancellationToken));

    /// <summary>Ends what the options made for this project; no connection is held between calls.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (IDisposable owned in _owned)
        {
            owned.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    internal static async Task<FurrowProject> OpenAsync(
        string directory, FurrowOptions options, CancellationToken cancellationToken)
    {
        ConfigurationSources sources = await ProjectLoader.ReadAsync(
            ProjectDirectory.At(directory),
            options.Variables ?? ConfigurationSources.ProcessVariables(),
            options.Overrides,
            cancellationToken);
        ProjectConfiguration configuration = ConfigurationResolver.Resolve(sources);
        SecretRedactor secrets = SecretRedactor.Beside(
            configuration.Database.Value.Display, configuration.Database.Value.Secrets);
        ProjectContext context = new()
        {
            Configuration = configuration,
            Provider = FindProvider(configuration, options),
            Events = new EventHub(options.Sinks, options.Clock, secrets),
            Clock = options.Clock,
            Actor = options.Actor,
            Prompt = options.Prompt,
            LockTimeout = options.LockTimeout,
            ConnectWait = options.ConnectWait,
            Chance = options.Chance,
            Variables = new SecretVariables(sources.MergedVariables(), secrets),
            Services = options.Services,
            SeedCompiler = options.SeedCompiler is { } make ? new Lazy<ISeedCompiler>(make) : null,
            CompiledSeeds = [.. options.Seeds],
            ScenarioCompiler = options.ScenarioCompiler is { } scenarios
                ? new Lazy<IScenarioCompiler>(scenarios) : null,
            CompiledScenarios = [.. options.Scenarios],
        };
        return new FurrowProject(context, [.. options.Owned]);
    }

    private static IDatabaseProvider FindProvider(ProjectConfiguration configuration, FurrowOptions options)
    {
        string name = configuration.Database.Value.Scheme;
        return options.Providers.FirstOrDefault(provider => provider.Name == name) ?? throw new FurrowException(
            ErrorCode.ConfigInvalid,
            $"The database is {configuration.Database.Value.Display}, and this host has no provider for {name}.")
        {
            Hint = $"Add it when opening the project: options.Use{char.ToUpperInvariant(name[0])}{name[1..]}().",
        };
    }

    // The last gate before the caller: nothing leaves but a FurrowException without a secret in it, or a cancellation.
    private async Task<T> RunAsync<T>(Func<Task<T>> verb)
    {
        try
        {
            return await verb();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            FurrowException redacted = _context.Events.Secrets.Redact(Faults.Of(e, _context.Provider));
            if (ReferenceEquals(redacted, e))
            {
                throw;
            }

            throw redacted;
        }
    }
}
