using Furrow.Providers;

namespace Furrow.Seeds;

/// <summary>Where a seed stops for those before it, when several run at once.</summary>
internal interface ISeedGates
{
    /// <summary>Its rows are written, its history row is not.</summary>
    Task BeforeRecordAsync(ChangeCounts written, CancellationToken cancellationToken);

    /// <summary>Its history row has its number.</summary>
    void Recorded();

    /// <summary>All is written.</summary>
    Task BeforeCommitAsync(CancellationToken cancellationToken);
}
