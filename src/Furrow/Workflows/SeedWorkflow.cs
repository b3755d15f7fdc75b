using System.Collections.Immutable;
using Furrow.Migrations;
using Furrow.Safety;
using Furrow.Seeds;

namespace Furrow.Workflows;

/// <summary><c>seed</c>. What is to be applied is read again under the lock.</summary>
internal sealed class SeedWorkflow
{
    private readonly ProjectContext _project;

    public SeedWorkflow(ProjectContext project) => _project = project;

    public Task<SeedResult> RunAsync(SeedOptions options, CancellationToken cancellationToken)
    {
        ImmutableArray<Operation> operations = Operations(options);
        return new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = "seed",
                Operations = options.Force ? operations.Add(Operation.SeedForce) : operations,
                Options = options,
            },
            async (scope, token) =>
            {
                SeedRunner seeder = Runner(scope);
                PreparedSeeds prepared = await PrepareAsync(scope, seeder, options, aboutToBeApplied: [], token);
                return await seeder.ApplyAsync(prepared, token);
            },
            cancellationToken);
    }

    /// <summary>What is judged: the environment's folders decide, before any file is looked for.</summary>
    public ImmutableArray<Operation> Operations(CommandOptions options) =>
        _project.ChooseEnvironment(options).Definition.Folders.Any(folder => folder is "development" or "test")
            ? [Operation.SeedBase, Operation.SeedEnvironment]
            : [Operation.SeedBase];

    /// <summary>Applies seeds for a command that holds the lock.</summary>
    public SeedRunner Runner(ChangeScope scope) => new(scope.Work, _project.SeedSurroundings());

    /// <summary>Reads what is to be applied, and refuses what cannot be.</summary>
    public async Task<PreparedSeeds> PrepareAsync(
        ChangeScope scope,
        SeedRunner seeder,
        SeedOptions options,
        ImmutableArray<MigrationFile> aboutToBeApplied,
        CancellationToken cancellationToken)
    {
        SeedPlan plan = SeedPlanner.Plan(new SeedPlanRequest
        {
            Files = await ProjectFiles.ReadSeedsAsync(_project, cancellationToken),
            Folders = scope.Environment.Definition.Folders,
            History = await scope.Work.State.Seeds.ReadAsync(cancellationToken),
            Names = options.Names,
            Force = options.Force,
        });
        if (!options.AllowDrift)
        {
            Drift.Refuse(plan);
        }

        HashSet<MigrationVersion> applied =
        [
            .. (await scope.Work.State.Migrations.ReadAsync(cancellationToken))
                .Select(record => MigrationVersion.Parse(record.Version)),
            .. aboutToBeApplied.Select(file => file.Version),
        ];
        return seeder.Prepare(
            plan,
            required => MigrationVersion.TryParse(required, out var version) && applied.Contains(version),
            cancellationToken);
    }
}
