using Furrow.Errors;
using Furrow.State;

namespace Furrow.Seeds;

/// <summary>
/// Applies one seed after another, each in a transaction of its own together with its history row: it is applied and
/// recorded, or neither.
/// </summary>
internal sealed class SeedApplication
{
    private readonly WorkContext _work;
    private readonly SeedStepContext _steps;

    public SeedApplication(WorkContext work, SeedSurroundings surroundings)
    {
        _work = work;
        _steps = new SeedStepContext(work, surroundings);
    }

    /// <summary>Applies a seed.</summary>
    /// <exception cref="FurrowException">It failed: nothing of it remains but the record of the attempt.</exception>
    public async Task<SeedOutcomeRecord> RunAsync(PreparedSeed prepared, CancellationToken cancellationToken)
    {
        SeedTry attempt = new(_work, _steps, prepared);
        try
        {
            await ConflictRetry.RunAsync(
                _work,
                () => _work.InTransactionAsync(
                    prepared.Planned.Seed.Name,
                    attempt.Request,
                    token => attempt.WorkAsync(gates: null, token),
                    cancellationToken),
                cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw await attempt.FailAsync(e, _work, cancellationToken);
        }

        SeedOutcomeRecord outcome = attempt.Succeed();
        await attempt.CommittedAsync(cancellationToken);
        return outcome;
    }
}
