using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Safety;
using Furrow.Seeds;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary><c>seed</c>. What is to be applied is read again under the lock.</summary>
internal sealed class SeedWorkflow
{
    private readonly ProjectContext _project;

    public SeedWorkflow(ProjectContext project) => _project = project;

    public Task<SeedResult> RunAsync(SeedOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        ImmutableArray<Operation> operations = Operations(options);
        return new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = options.DryRun ? "seed --dry-run" : "seed",
                Operations =
                [
                    .. operations,
                    .. options.Force ? [Operation.SeedForce] : (Operation[])[],
                    .. options.ClearFirst ? [Operation.ClearFirst] : (Operation[])[],
                ],
                Options = options,
                IsRehearsal = options.DryRun,
            },
            new ChangeWork<SeedResult>(
                (scope, token) => RunAsync(scope, options, token),
                options is { DryRun: false, Force: false, ClearFirst: false }
                    ? (glance, token) => FindNothingToDoAsync(glance, options, token)
                    : null),
            cancellationToken);
    }

    /// <summary>What is judged: the environment's folders decide, before any file is looked for.</summary>
    public ImmutableArray<Operation> Operations(CommandOptions options) =>
        _project.ChooseEnvironment(options).Definition.Folders.Any(folder => folder is "development" or "test")
            ? [Operation.SeedBase, Operation.SeedEnvironment]
            : [Operation.SeedBase];

    // What is wrong with the files or the names is said, and recorded, by the command that holds the lock.
    private static async Task<SeedResult?> FindNothingToDoAsync(
        Glance glance, SeedOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await glance.SkippedSeedsAsync(options.Names, cancellationToken);
        }
        catch (FurrowException e) when (!e.Code.StartsWith("database.", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private async Task<SeedResult> RunAsync(
        ChangeScope scope, SeedOptions options, CancellationToken cancellationToken)
    {
        if (options.ClearFirst)
        {
            return await new ClearFirstSeeding(_project, this).RunAsync(scope, options, cancellationToken);
        }

        SeedRunner seeder = Runner(scope, options.Jobs);
        PreparedSeeds prepared =
            await PrepareAsync(scope, seeder, options, aboutToBeApplied: [], cancellationToken);
        return options.DryRun
            ? await seeder.RehearseAsync(prepared, Rehearsal(scope), cancellationToken)
            : await seeder.ApplyAsync(prepared, cancellationToken);
    }

    /// <summary>Applies seeds for a command that holds the lock.</summary>
    public SeedRunner Runner(ChangeScope scope, int jobs = 1) =>
        new(scope.Work, _project.SeedSurroundings()) { Jobs = jobs };

    /// <summary>How a dry run is done: sequences are set back in development and test.</summary>
    public static SeedRehearsalOptions Rehearsal(ChangeScope scope) => new()
    {
        SetsSequencesBack = scope.Environment.Definition.VerdictsLike.Strictness() == 0,
    };

    /// <summary>Reads what is to be applied, and refuses what cannot be.</summary>
    public async Task<PreparedSeeds> PrepareAsync(
        ChangeScope scope,
        SeedRunner seeder,
        SeedOptions options,
        ImmutableArray<MigrationFile> aboutToBeApplied,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<MigrationRecord> migrations = await scope.Work.State.Migrations.ReadAsync(cancellationToken);
        SeedBasis basis = new(
            await scope.Work.State.Seeds.ReadAsync(cancellationToken),
            migrations.Where(record => record.Progress is null)
                .Select(record => MigrationVersion.Parse(record.Version))
                .Concat(aboutToBeApplied.Select(file => file.Version)));
        return await PrepareAsync(scope, seeder, options, basis, cancellationToken);
    }

    /// <summary>The same against another state of the database than the present one.</summary>
    public async Task<PreparedSeeds> PrepareAsync(
        ChangeScope scope,
        SeedRunner seeder,
        SeedOptions options,
        SeedBasis basis,
        CancellationToken cancellationToken)
    {
        SeedPlan plan = SeedPlanner.Plan(new SeedPlanRequest
        {
            Files = await ProjectFiles.ReadSeedsAsync(_project, cancellationToken),
            Folders = scope.Environment.Definition.Folders,
            History = basis.Seeds,
            Names = options.Names,
            Force = options.Force,
        });
        if (!options.AllowDrift)
        {
            Drift.Refuse(plan);
        }

        new SecretGuard(_project).Check(scope.Environment, plan);
        return seeder.Prepare(
            plan,
            required => MigrationVersion.TryParse(required, out var version) && basis.Migrations.Contains(version),
            cancellationToken);
    }
}

/// <summary>What seeds are planned against.</summary>
/// <param name="Seeds">What of them is applied by then.</param>
/// <param name="Migrations">Which migrations are.</param>
internal sealed record SeedBasis(IReadOnlyList<SeedRecord> Seeds, IReadOnlySet<MigrationVersion> Migrations)
{
    /// <summary>The same with migrations in any form.</summary>
    public SeedBasis(IReadOnlyList<SeedRecord> seeds, IEnumerable<MigrationVersion> migrations)
        : this(seeds, migrations.ToHashSet())
    {
    }
}
