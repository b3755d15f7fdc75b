using System.Collections.Immutable;

namespace Furrow.Seeds;

/// <summary>A seed and what applying it does, in order: nothing in it is known to be impossible.</summary>
internal sealed record PreparedSeed(PlannedSeed Planned, ImmutableArray<ISeedStep> Steps)
{
    /// <summary>Unloads what was compiled for it, as soon as it is done with.</summary>
    public void Release()
    {
        foreach (IDisposable step in Steps.OfType<IDisposable>())
        {
            step.Dispose();
        }
    }
}

/// <summary>One thing that applying a seed does, inside the seed's transaction.</summary>
internal interface ISeedStep
{
    /// <summary>Does it; whatever it throws rolls the seed back.</summary>
    Task RunAsync(SeedStepContext context, CancellationToken cancellationToken);

    /// <summary>Does what comes after the commit, if anything: nothing of it can be rolled back.</summary>
    Task CommittedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
