using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Clearing;
using Furrow.Configuration;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Scenarios;
using Furrow.Scenarios.Reporting;
using Furrow.Scenarios.Running;
using Furrow.Seeds;
using Furrow.State;
using Furrow.Workflows.Sharing;

namespace Furrow.Workflows;

/// <summary>
/// <c>generate</c>: everything in one transaction, with the clearing and the seeds that come before it.
/// </summary>
internal sealed class GenerateWorkflow
{
    private readonly ProjectContext _project;

    public GenerateWorkflow(ProjectContext project) => _project = project;

    public async Task<GenerateResult> RunAsync(GenerateOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        GenerateResult result = await WorkAsync(options, cancellationToken);

        // What is written is written: nothing stops this, and no lock is held any more.
        return result with
        {
            Plan = null,
            Report = options.Report && result.Plan is { } plan ? PlanReport.Make(plan) : null,
        };
    }

    private async Task<GenerateResult> WorkAsync(GenerateOptions options, CancellationToken cancellationToken)
    {
        if (options.IsInParts)
        {
            return await new SharedRunWorkflow(_project).RunAsync(options, cancellationToken);
        }

        if (options.Format is not null)
        {
            return await new GenerateFiles(_project).RunAsync(
                options,
                (await ReadAsync(options, cancellationToken)).Built(cancellationToken),
                cancellationToken);
        }

        GenerationInputs? inputs = null;
        return await new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = options.DryRun ? "generate --dry-run" : "generate",
                Operations = options.ClearFirst
                    ? [Operation.Generate, Operation.ClearFirst]
                    : [Operation.Generate],
                Options = options,
                IsRehearsal = options.DryRun,
                LookFirst = async token => inputs = (await ReadAsync(options, token)).Built(token),
            },
            async (scope, token) =>
                await new ParallelRun(scope.Work, inputs!, options, _project.Configuration.Migrations.LockTimeout)
                    .TryAsync(token)
                ?? await GenerateAsync(scope, inputs!, options, token),
            cancellationToken);
    }

    /// <summary>
    /// What a request means: the scenario, its parameters, random seed and day. Runs nothing; a scenario in C# has no
    /// tables before <see cref="GenerationInputs.Built"/>.
    /// </summary>
    public async Task<GenerationInputs> ReadAsync(GenerateOptions options, CancellationToken cancellationToken)
    {
        ProjectConfiguration configuration = _project.Configuration;
        ImmutableArray<Scenario> scenarios = await ScenarioFolder.ReadAsync(
            configuration, _project.ScenarioSurroundings(), cancellationToken);
        ScenarioChoice choice = ScenarioChoice.Make(scenarios, configuration.Scenarios.Default, options.Request);
        DateOnly today = DateOnly.FromDateTime(_project.Clock.GetUtcNow().UtcDateTime);
        return new GenerationInputs(
            choice,
            options.RandomSeed ?? choice.Scenario.RandomSeed,
            AsOfText.Resolve(options.AsOf ?? choice.Scenario.AsOf ?? "today", today)!.Value)
        {
            MemoryBytes = configuration.Scenarios.MemoryBytes,
        };
    }

    private async Task<GenerateResult> GenerateAsync(
        ChangeScope scope, GenerationInputs inputs, GenerateOptions options, CancellationToken cancellationToken)
    {
        GenerateResult? result = null;
        ClearResult cleared = new([], []);
        PreparedSeeds? seeds = options.ClearFirst ? await SeedsAsync(scope, cancellationToken) : null;
        try
        {
            TransactionRequest request = new(TransactionPurpose.Work, _project.Configuration.Migrations.LockTimeout);
            if (options.DryRun)
            {
                await scope.Work.RehearseInOneAsync(
                    "generate", request, (work, _, token) => RunAsync(work, token), cancellationToken);
            }
            else
            {
                await scope.Work.InOneTransactionAsync("generate", request, RunAsync, cancellationToken);
            }
        }
        catch (DbException e)
        {
            throw GenerateFault.Of(scope.Work.Session, e);
        }

        cleared.Tell(_project.Events);
        return result!;

        async Task RunAsync(WorkContext work, CancellationToken token)
        {
            if (seeds is not null)
            {
                cleared = await new TableCleaner(work).ClearAsync([], token);
                await new SeedWorkflow(_project).Runner(scope with { Work = work }).ApplyAsync(seeds, token);
            }

            result = await new ScenarioRun(work, inputs, options.Rows, options.WorkerCount)
                .RunAsync(options.DryRun, token);
        }
    }

    // The environment's seeds, none of which is applied any more by the time they run.
    private async Task<PreparedSeeds> SeedsAsync(ChangeScope scope, CancellationToken cancellationToken)
    {
        SeedWorkflow seeds = new(_project);
        IReadOnlyList<MigrationRecord> migrations = await scope.Work.State.Migrations.ReadAsync(cancellationToken);
        SeedBasis basis = new([], migrations.Where(record => record.Progress is null)
            .Select(record => MigrationVersion.Parse(record.Version)));
        return await seeds.PrepareAsync(scope, seeds.Runner(scope), new SeedOptions(), basis, cancellationToken);
    }
}
