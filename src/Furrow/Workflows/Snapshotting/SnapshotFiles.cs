using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Schema;
using Furrow.Seeds;
using Furrow.Snapshots;
using Furrow.State;
using Furrow.Workflows.Generating;

namespace Furrow.Workflows.Snapshotting;

/// <summary>The project's files against a database that is to be stored, or was.</summary>
internal sealed record SnapshotFiles(ProjectContext Project, ChosenEnvironment Environment, ProjectFiles Files)
{
    /// <summary>Reads the files.</summary>
    /// <param name="project">The project.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="withoutGeneration">Whether nothing generated is meant.</param>
    public static async Task<SnapshotFiles> ReadAsync(
        ProjectContext project,
        ChosenEnvironment environment,
        CancellationToken cancellationToken,
        bool withoutGeneration = false) => new(
        project,
        environment,
        await ProjectFiles.ReadWithInputsAsync(
            project, new GenerationStage(project, environment, withoutGeneration), cancellationToken));

    /// <summary>The hash of the files.</summary>
    public string Recipe => Workflows.Recipe.Of(Project, Environment, Files);

    /// <summary>Refuses a database that is not what the files lead to.</summary>
    /// <exception cref="FurrowException">Code <c>refused</c>.</exception>
    public async Task RefuseUnfinishedAsync(StateStore state, CancellationToken cancellationToken)
    {
        MigrationPlan migrations =
            MigrationPlan.Make(Files.Migrations, await state.Migrations.ReadAllAsync(cancellationToken));
        SeedPlan seeds = SeedPlanner.Plan(new SeedPlanRequest
        {
            Files = Files.Seeds,
            Folders = Environment.Definition.Folders,
            History = await state.Seeds.ReadAsync(cancellationToken),
        });
        string[] problems =
        [
            .. migrations.Pending.Select(file => $"migration {file.Title} is pending"),
            .. migrations.Repeatable.Select(file => $"migration {file.Name} is pending"),
            .. migrations.Drift.Select(drift => $"migration {drift.Version} {drift.Name} has drifted"),
            .. seeds.Pending.Select(planned => $"seed {planned.Seed.Name} is pending"),
            .. seeds.Drift.Select(drift => $"seed {drift.Name} has drifted"),
            .. seeds.Orphaned.Select(name => $"seed {name} is applied and has no file"),
            .. await GenerationProblemsAsync(state, cancellationToken),
        ];
        if (problems.Length > 0)
        {
            throw new FurrowException(
                ErrorCode.Refused,
                $"The database is not what the project's files lead to: {problems[0]}"
                    + (problems.Length > 1 ? $", and {problems.Length - 1} more." : "."))
            {
                Detail = problems.Length > 1 ? string.Join('\n', problems) : null,
                Hint = "Run furrow setup first, or take the snapshot as it is with --force.",
            };
        }
    }

    /// <summary>The tables that volatile seeds write and no other seed does, by declaration and by history.</summary>
    public async Task<ImmutableHashSet<ObjectName>> VolatileTablesAsync(
        StateStore state, DatabaseSchema schema, CancellationToken cancellationToken)
    {
        HashSet<string> volatileSeeds = VolatileSeeds;
        if (volatileSeeds.Count == 0)
        {
            return [];
        }

        ILookup<string, string> written =
            await new ClearedHistory(state).ReadSeedTablesAsync(cancellationToken);
        Dictionary<string, ObjectName> names = schema.Tables.ToDictionary(
            table => table.Name.ToString(), table => table.Name, StringComparer.Ordinal);
        HashSet<ObjectName> others = [];
        HashSet<ObjectName> own = [];
        foreach (IGrouping<string, string> seed in written)
        {
            (volatileSeeds.Contains(seed.Key) ? own : others).UnionWith(
                seed.Where(names.ContainsKey).Select(table => names[table]));
        }

        foreach (SeedFile seed in Files.Seeds.Where(seed =>
            Environment.Definition.Folders.Contains(seed.Folder, StringComparer.Ordinal)))
        {
            (seed.IsVolatile ? own : others).UnionWith(SeedTables.Of(seed, schema).Select(table => table.Name));
        }

        return [.. own.Except(others)];
    }

    /// <summary>The seeds in force, in order of application.</summary>
    public async Task<ImmutableArray<SnapshotSeed>> ReadSeedsAsync(
        StateStore state, CancellationToken cancellationToken)
    {
        HashSet<string> volatileSeeds = VolatileSeeds;
        return
        [
            .. (await state.Seeds.ReadAsync(cancellationToken)).Where(record => record.Status == "Active")
                .Select(record => new SnapshotSeed(
                    record.Name, record.Version, volatileSeeds.Contains(record.Name))),
        ];
    }

    /// <summary>The migrations in force, in order of application.</summary>
    public static async Task<ImmutableArray<SnapshotMigration>> ReadMigrationsAsync(
        StateStore state, CancellationToken cancellationToken) =>
    [
        .. (await state.Migrations.ReadAsync(cancellationToken))
            .Select(record => new SnapshotMigration(record.Version, record.Name)),
    ];

    private async Task<string[]> GenerationProblemsAsync(StateStore state, CancellationToken cancellationToken)
    {
        if (Files.Generation is not { } wanted)
        {
            return [];
        }

        GenerationStanding standing =
            GenerationComparison.Of(wanted, await new PastGenerations(state).ReadAsync(cancellationToken));
        return standing.State switch
        {
            GenerationState.Pending => [$"{standing.Title} is not generated"],
            GenerationState.Different => [$"of {standing.Title}, {standing.Reason}"],
            _ => [],
        };
    }

    private HashSet<string> VolatileSeeds => Files.Seeds.Where(seed => seed.IsVolatile)
        .Select(seed => seed.Name).ToHashSet(StringComparer.Ordinal);
}
