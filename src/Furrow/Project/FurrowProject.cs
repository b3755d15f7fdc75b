using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Seeds;
using Furrow.Workflows;

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

    private FurrowProject(ProjectContext context) => _context = context;

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
        string directory, Action<FurrowOptions> configure, CancellationToken cancellationToken)
    {
        try
        {
            await using FurrowProject project = await OpenAsync(directory, configure, cancellationToken);
            return await project.DoctorAsync(cancellationToken);
        }
        catch (FurrowException e) when (e.Code == ErrorCode.ConfigInvalid)
        {
            return Doctor.NotOpened(e);
        }
    }

    /// <summary>Creates the database if it is missing, migrates and seeds.</summary>
    public Task<SetupResult> SetupAsync(SetupOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new SetupWorkflow(_context).SetupAsync(options, cancellationToken));

    /// <summary>Applies pending migrations.</summary>
    public Task<MigrateResult> MigrateAsync(MigrateOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new MigrationWorkflow(_context).RunAsync(options, cancellationToken));

    /// <summary>Applies pending seeds of the environment.</summary>
    public Task<SeedResult> SeedAsync(SeedOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new SeedWorkflow(_context).RunAsync(options, cancellationToken));

    /// <summary>What <see cref="SetupAsync"/> would do; changes nothing.</summary>
    public Task<PlanResult> PlanAsync(QueryOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new Reports(_context).PlanAsync(options, cancellationToken));

    /// <summary>The database against the project; changes nothing.</summary>
    public Task<StatusResult> StatusAsync(QueryOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new Reports(_context).StatusAsync(options, cancellationToken));

    /// <summary>
    /// What the project offers, and what of it is applied; changes nothing. A missing database has nothing applied.
    /// </summary>
    public Task<ListResult> ListAsync(QueryOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new Reports(_context).ListAsync(options, cancellationToken));

    /// <summary>Checks configuration, files, connection, privileges, stamp and lock; changes nothing.</summary>
    public Task<DoctorResult> DoctorAsync(CancellationToken cancellationToken) =>
        RunAsync(() => new Doctor(_context).RunAsync(cancellationToken));

    /// <summary>Writes an empty migration.</summary>
    public Task<CreateResult> CreateMigrationAsync(
        CreateMigrationOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => Scaffolding.CreateMigrationAsync(_context, options, cancellationToken));

    /// <summary>Writes a seed to fill in.</summary>
    public Task<CreateResult> CreateSeedAsync(CreateSeedOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => Scaffolding.CreateSeedAsync(_context, options, cancellationToken));

    /// <summary>Shows the stamp, or writes another.</summary>
    public Task<StampResult> StampAsync(StampOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new Stamping(_context).RunAsync(options, cancellationToken));

    /// <summary>Who holds the lock.</summary>
    public Task<LockResult> LockAsync(CancellationToken cancellationToken) =>
        RunAsync(() => new Locking(_context).ShowAsync(cancellationToken));

    /// <summary>Removes a dead holder's lock, or with force a live one's.</summary>
    public Task<LockResult> UnlockAsync(UnlockOptions options, CancellationToken cancellationToken) =>
        RunAsync(() => new Locking(_context).UnlockAsync(options, cancellationToken));

    /// <summary>Nothing is held between calls; here so that hosts need not know.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<FurrowProject> OpenAsync(
        string directory, FurrowOptions options, CancellationToken cancellationToken)
    {
        ConfigurationSources sources = await ProjectLoader.ReadAsync(
            ProjectDirectory.At(directory),
            options.Variables ?? ConfigurationSources.ProcessVariables(),
            options.Overrides,
            cancellationToken);
        ProjectConfiguration configuration = ConfigurationResolver.Resolve(sources);
        return new FurrowProject(new ProjectContext
        {
            Configuration = configuration,
            Provider = FindProvider(configuration, options),
            Events = new EventHub(options.Sinks, options.Clock, SecretsOf(configuration)),
            Clock = options.Clock,
            Actor = options.Actor,
            Prompt = options.Prompt,
            LockTimeout = options.LockTimeout,
            ConnectWait = options.ConnectWait,
            Variables = sources.MergedVariables(),
            Services = options.Services,
            SeedCompiler = options.SeedCompiler is { } make ? new Lazy<ISeedCompiler>(make) : null,
            CompiledSeeds = [.. options.Seeds],
        });
    }

    private static SecretRedactor SecretsOf(ProjectConfiguration configuration) =>
        SecretRedactor.Beside(configuration.Database.Value.Display, configuration.Database.Value.Secrets);

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
            FurrowException redacted = SecretsOf(Configuration).Redact(Faults.Of(e, _context.Provider));
            if (ReferenceEquals(redacted, e))
            {
                throw;
            }

            throw redacted;
        }
    }
}
