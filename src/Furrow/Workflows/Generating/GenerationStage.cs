using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Scenarios;
using Furrow.Scenarios.Running;
using Furrow.State;

namespace Furrow.Workflows.Generating;

/// <summary>The part of <c>setup</c> that generates, after its seeds.</summary>
/// <param name="project">The project.</param>
/// <param name="environment">Where it works.</param>
/// <param name="isLeftOut">Whether the caller wants nothing generated.</param>
internal sealed class GenerationStage(ProjectContext project, ChosenEnvironment environment, bool isLeftOut = false)
{
    private SetupGeneration? _generation;

    /// <summary>What is judged: nothing where nothing would be generated.</summary>
    public ImmutableArray<Operation> Operations => IsWanted && !IsRefused ? [Operation.Generate] : [];

    /// <summary>Whether furrow.yaml asks for it, and the caller does not object.</summary>
    public bool IsWanted => !isLeftOut && project.Configuration.Setup.Generate is not null;

    // As production has no development seeds: its setup is what comes before.
    private bool IsRefused => environment.Definition.VerdictsLike == EnvironmentKind.Production;

    /// <summary>Reads what is to be generated; null where nothing may or should be.</summary>
    public async Task<SetupGeneration?> ReadAsync(CancellationToken cancellationToken) => _generation =
        IsWanted && !IsRefused ? await SetupGeneration.ReadAsync(project, cancellationToken) : null;

    /// <summary>
    /// Where a database stands towards it, after <see cref="ReadAsync"/>; null where nothing is wanted.
    /// </summary>
    /// <param name="state">Furrow's tables; null where there is no database.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<GenerationStanding?> LookAsync(StateStore? state, CancellationToken cancellationToken)
    {
        if (!IsWanted)
        {
            return null;
        }

        if (_generation is { } generation)
        {
            return GenerationComparison.Of(
                generation,
                state is null ? [] : await new PastGenerations(state).ReadAsync(cancellationToken));
        }

        Configuration.SetupGenerateSettings settings = project.Configuration.Setup.Generate!;
        Verdict verdict = new SafetyCheck(project).JudgeMissing(
            new SafetyQuestion { Operations = [Operation.Generate], Environment = environment });
        return new GenerationStanding(
            settings.Scenario ?? project.Configuration.Scenarios.Default,
            GenerationState.Refused,
            verdict.Reason.TrimEnd('.'))
        {
            Preset = settings.Preset,
        };
    }

    /// <summary>Says why it generates nothing though furrow.yaml asks for it.</summary>
    public void Tell(GenerationStanding? standing)
    {
        if (standing is { State: GenerationState.Different or GenerationState.Refused })
        {
            project.Events.Emit(new WarningRaised(
                $"setup does not generate {standing.Title}: {standing.Reason}.", standing.Hint));
        }
    }

    /// <summary>Generates where that is pending, all in one transaction; null where nothing was.</summary>
    public async Task<(GenerationStanding? Standing, GenerateResult? Result)> RunAsync(
        ChangeScope scope, CancellationToken cancellationToken)
    {
        _generation = _generation?.Built(cancellationToken);
        GenerationStanding? standing = await LookAsync(scope.Work.State, cancellationToken);
        Tell(standing);
        if (standing is not { State: GenerationState.Pending })
        {
            return (standing, null);
        }

        GenerateResult? result = null;
        try
        {
            await scope.Work.InOneTransactionAsync(
                "generate",
                new TransactionRequest(TransactionPurpose.Work, project.Configuration.Migrations.LockTimeout),
                async (work, token) => result = await new ScenarioRun(
                    work, _generation!.Inputs, _generation.Settings.Rows, new GenerateOptions().WorkerCount)
                    .RunAsync(isDryRun: false, token),
                cancellationToken);
        }
        catch (DbException e)
        {
            throw GenerateFault.Of(
                scope.Work.Session, e, "Nothing was generated; migrations and seeds are applied.");
        }
        catch (FurrowException e) when (e.Code == ErrorCode.Usage)
        {
            throw SetupGeneration.InFile(e);
        }

        return (standing with { State = GenerationState.Made, Reason = "it was generated" }, result);
    }
}
