using System.Collections.Immutable;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Seeds;
using Furrow.State;
using Furrow.Workflows.Sharing;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Workflows;

/// <summary>
/// The commands that only look: <c>status</c>, <c>plan</c>, <c>list</c>. They create nothing and take no lock.
/// </summary>
internal sealed class Reports
{
    private readonly ProjectContext _project;

    public Reports(ProjectContext project) => _project = project;

    public async Task<StatusResult> StatusAsync(QueryOptions options, CancellationToken cancellationToken)
    {
        ChosenEnvironment environment = _project.ChooseEnvironment(options);
        FirstLook look = await FirstLook.TakeAsync(_project, cancellationToken);
        ProjectFiles files = look.Files;
        await using DatabaseView view = look.View;
        view.State.ThrowIfUnreadable();
        return new StatusResult
        {
            Environment = environment.Definition.Name,
            Stamp = view.State.Stamp,
            Provider = _project.Provider.Name,
            Database = view.Database.Reference.Display,
            ServerVersion = view.Session.Server.Version,
            Migrations = await PlanMigrationsAsync(files, view.State, cancellationToken),
            Seeds = await PlanSeedsAsync(files, environment, view.State, cancellationToken),
            SeedMetrics = [.. await new SeedRuns(view.State).ReadAsync(cancellationToken)],
            Tables = await view.Session.CountRowsAsync(cancellationToken),
            Lock = await view.Database.ReadLockAsync(view.Session, cancellationToken),
            Run = await OpenRun.ReadAsync(view.State, cancellationToken),
        };
    }

    public async Task<PlanResult> PlanAsync(QueryOptions options, CancellationToken cancellationToken)
    {
        ChosenEnvironment environment = _project.ChooseEnvironment(options);
        ProjectFiles files = await ProjectFiles.ReadWithInputsAsync(_project, cancellationToken);
        await using IDatabase database = _project.OpenDatabase();
        if (!await database.ExistsAsync(cancellationToken))
        {
            return new PlanResult(
                Recipe.Of(_project, environment, files),
                DatabaseExists: false,
                MigrationPlan.Make(files.Migrations, AppliedMigrations.None),
                PlanSeeds(files, environment, []))
            {
                Snapshot = (await new SetupSnapshot(_project).FindAsync(environment, cancellationToken))?.Name,
            };
        }

        await using ISession session = await database.OpenSessionAsync(SessionAccess.Read, cancellationToken);
        StateStore state = await StateStore.OpenAsync(session, database, cancellationToken);
        state.ThrowIfUnreadable();
        bool isEmpty = !await session.HasUserTablesAsync(cancellationToken);
        return new PlanResult(
            Recipe.Of(_project, environment, files),
            DatabaseExists: true,
            await PlanMigrationsAsync(files, state, cancellationToken),
            await PlanSeedsAsync(files, environment, state, cancellationToken))
        {
            Snapshot = isEmpty
                ? (await new SetupSnapshot(_project).FindAsync(environment, cancellationToken))?.Name
                : null,
        };
    }

    public async Task<ListResult> ListAsync(QueryOptions options, CancellationToken cancellationToken)
    {
        ChosenEnvironment environment = _project.ChooseEnvironment(options);
        ProjectFiles files = await ProjectFiles.ReadAsync(_project, cancellationToken);
        await using IDatabase database = _project.OpenDatabase();
        AppliedMigrations migrations = AppliedMigrations.None;
        IReadOnlyList<SeedRecord> seeds = [];
        IReadOnlyList<SeedMetrics> metrics = [];
        if (await database.ExistsAsync(cancellationToken))
        {
            await using ISession session = await database.OpenSessionAsync(SessionAccess.Read, cancellationToken);
            StateStore state = await StateStore.OpenAsync(session, database, cancellationToken);
            state.ThrowIfUnreadable();
            migrations = await state.Migrations.ReadAllAsync(cancellationToken);
            seeds = await state.Seeds.ReadAsync(cancellationToken);
            metrics = await new SeedRuns(state).ReadAsync(cancellationToken);
        }

        Dictionary<string, SeedMetrics> runs = metrics.ToDictionary(run => run.Name, StringComparer.Ordinal);

        SeedPlan plan = PlanSeeds(files, environment, seeds);
        return new ListResult(
            environment.Definition.Name,
            [
                .. files.Migrations.Versioned.Select(file => List(file, migrations.Versioned)),
                .. files.Migrations.Repeatable.Select(file => List(file, migrations.Repeatable)),
            ],
            [
                .. files.Seeds.Select(seed => List(seed, plan, environment, seeds) with
                {
                    Metrics = runs.GetValueOrDefault(seed.Name),
                }),
            ])
        {
            Snapshots = await SnapshotProject.Folder(_project).ListAsync(cancellationToken),
        };
    }

    private static async Task<MigrationPlan> PlanMigrationsAsync(
        ProjectFiles files, StateStore state, CancellationToken cancellationToken) =>
        MigrationPlan.Make(files.Migrations, await state.Migrations.ReadAllAsync(cancellationToken));

    private static async Task<SeedPlan> PlanSeedsAsync(
        ProjectFiles files, ChosenEnvironment environment, StateStore state, CancellationToken cancellationToken) =>
        PlanSeeds(files, environment, await state.Seeds.ReadAsync(cancellationToken));

    private static SeedPlan PlanSeeds(
        ProjectFiles files, ChosenEnvironment environment, IReadOnlyList<SeedRecord> history) =>
        SeedPlanner.Plan(new SeedPlanRequest
        {
            Files = files.Seeds,
            Folders = environment.Definition.Folders,
            History = history,
        });

    private static ListedMigration List(MigrationFile file, IReadOnlyList<MigrationRecord> history) => List(
        file.Version.Text,
        file.Name,
        history.FirstOrDefault(record => MigrationVersion.Parse(record.Version) == file.Version));

    // One whose text changed is pending, however often it was applied before.
    private static ListedMigration List(
        RepeatableMigration file, IReadOnlyDictionary<string, MigrationRecord> history)
    {
        ListedMigration listed = List(RepeatableMigration.Word, file.Name, history.GetValueOrDefault(file.Name));
        bool isSame = history.GetValueOrDefault(file.Name)?.Checksum == file.Checksum;
        return listed with { IsApplied = listed.IsApplied && isSame };
    }

    private static ListedMigration List(string version, string name, MigrationRecord? record) => new(
        version, name, record is { Progress: null }, record?.AppliedAt, record?.DurationMs)
    {
        IsHalfDone = record is { Progress: not null },
    };

    private static ListedSeed List(
        SeedFile seed, SeedPlan plan, ChosenEnvironment environment, IReadOnlyList<SeedRecord> history)
    {
        SeedRecord? record = history.FirstOrDefault(r => r.Name == seed.Name);
        string state = !environment.Definition.Folders.Contains(seed.Folder) ? "other environment"
            : plan.Drift.Any(d => d.Name == seed.Name) ? "drift"
            : plan.Pending.Any(p => p.Seed.Name == seed.Name) ? "pending"
            : seed.Policy == SeedPolicy.Always ? "always"
            : "applied";
        return new ListedSeed(seed, state, record?.AppliedAt, record?.DurationMs);
    }
}
