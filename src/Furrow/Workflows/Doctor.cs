using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Integrity;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.State;
using Furrow.Workflows.Sharing;

namespace Furrow.Workflows;

/// <summary>
/// <c>doctor</c>: configuration and where each setting came from, files, the provider's own checks, stamp and lock. A
/// failing check is a line with a remedy, never an exception.
/// </summary>
internal sealed class Doctor
{
    private readonly ProjectContext _project;

    public Doctor(ProjectContext project) => _project = project;

    /// <summary>The one check of a project that could not even be opened.</summary>
    public static DoctorResult NotOpened(FurrowException problem) => new([Failed("project", problem)]);

    public async Task<DoctorResult> RunAsync(DoctorOptions options, CancellationToken cancellationToken)
    {
        List<HealthCheck> checks = [new HealthCheck("project", HealthLevel.Ok, _project.Configuration.Directory)];
        foreach (SettingDescription setting in _project.Configuration.Describe())
        {
            checks.Add(new HealthCheck(
                $"setting {setting.Name}", HealthLevel.Ok, $"{setting.Value} (from {setting.Origin})"));
        }

        checks.Add(await CheckFilesAsync("migrations", async () =>
            (await ProjectFiles.ReadMigrationsAsync(_project, cancellationToken)).Versioned.Length));
        checks.Add(await CheckFilesAsync("seeds", async () =>
            Seeds.SeedOrder.Arrange(
                await ProjectFiles.ReadSeedsAsync(_project, cancellationToken),
                _project.Configuration.Environment.Value.Folders).Count));
        await using IDatabase database = _project.OpenDatabase();
        ImmutableArray<HealthCheck> provider = await database.DiagnoseAsync(cancellationToken);
        checks.AddRange(provider);
        if (provider.All(check => check is not { Name: "connection", Level: HealthLevel.Failed }))
        {
            (HealthCheck stamp, HealthCheck? run) = await CheckStateAsync(database, cancellationToken);
            checks.Add(checks.Exists(check => check.Found == stamp.Found)
                ? new HealthCheck("stamp", HealthLevel.Failed, "cannot be read, because of what is found above")
                : stamp);
            checks.AddRange(run is null ? [] : [run]);
        }

        DataReport? data = options.Data && await HasDatabaseAsync(database, provider, cancellationToken)
            ? await CheckDataAsync(database, checks, cancellationToken)
            : null;
        return new DoctorResult([.. checks]) { Data = data };
    }

    // A missing database is a warning of its connection, and has no rows.
    private static async Task<bool> HasDatabaseAsync(
        IDatabase database, ImmutableArray<HealthCheck> checks, CancellationToken cancellationToken) =>
        checks.All(check => check is not { Name: "connection", Level: not HealthLevel.Ok })
            && await database.ExistsAsync(cancellationToken);

    private async Task<DataReport?> CheckDataAsync(
        IDatabase database, List<HealthCheck> checks, CancellationToken cancellationToken)
    {
        try
        {
            await using ISession session = await database.OpenSessionAsync(SessionAccess.Read, cancellationToken);
            return await new DataCheck(session, _project.Provider.Dialect).RunAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            checks.Add(Failed("data", Faults.Of(e, _project.Provider)));
            return null;
        }
    }

    private async Task<HealthCheck> CheckFilesAsync(string name, Func<Task<int>> count)
    {
        try
        {
            return new HealthCheck(name, HealthLevel.Ok, $"{await count()} found");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Failed(name, Faults.Of(e, _project.Provider));
        }
    }

    private async Task<(HealthCheck Stamp, HealthCheck? Run)> CheckStateAsync(
        IDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            await using ISession session = await database.OpenSessionAsync(SessionAccess.Read, cancellationToken);
            StateStore state = await StateStore.OpenAsync(session, database, cancellationToken);
            bool hasUserTables = await session.HasUserTablesAsync(cancellationToken);
            OpenRun? run = await OpenRun.ReadAsync(state, cancellationToken);
            return (
                CheckStamp(state, database.Reference.DatabaseName, hasUserTables),
                run is null ? null : new HealthCheck("run", HealthLevel.Warning, run.Description, run.Remedy));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return (Failed("stamp", Faults.Of(e, _project.Provider)), null);
        }
    }

    private HealthCheck CheckStamp(StateStore state, string databaseName, bool hasUserTables)
    {
        string environment = _project.Configuration.Environment.Value.Name;
        string stampCommand = $"furrow stamp {ShellWord.Quote(environment)} --confirm {ShellWord.Quote(databaseName)}";
        string restamp = $"Run `{stampCommand}` if this database is {environment}.";
        return (state.Stamp, state.StampProblem) switch
        {
            (_, { } problem) => new HealthCheck(
                "stamp", HealthLevel.Failed, $"unreadable: {problem}",
                "Let the role read furrow's own tables, or put right what they hold."),
            (null, _) when hasUserTables => new HealthCheck(
                "stamp", HealthLevel.Warning, "none, and there are tables", restamp),
            (null, _) => new HealthCheck("stamp", HealthLevel.Ok, "none yet; `furrow setup` writes it"),
            ({ } stamp, _) when !string.Equals(stamp, environment, StringComparison.Ordinal) => new HealthCheck(
                "stamp", HealthLevel.Failed, $"{stamp}, but the environment is {environment}",
                $"Name the environment with --env {ShellWord.Quote(stamp)}, or choose another database."),
            ({ } stamp, _) => new HealthCheck("stamp", HealthLevel.Ok, stamp),
        };
    }

    private static HealthCheck Failed(string name, FurrowException problem)
    {
        string place = ErrorPlace.Of(problem) is { } at ? at + ": " : "";
        string detail = problem.Detail is null ? "" : "\n" + problem.Detail;
        return new HealthCheck(name, HealthLevel.Failed, place + problem.Message + detail, problem.Hint);
    }
}
