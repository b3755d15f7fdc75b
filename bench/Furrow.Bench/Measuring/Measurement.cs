namespace Furrow.Bench.Measuring;

/// <summary>A comparison's outcome.</summary>
/// <param name="Comparison">What was compared.</param>
/// <param name="Subject">What the subject took.</param>
/// <param name="Baseline">What the baseline took; null where there is none.</param>
/// <param name="Ratio">Subject by baseline, of each pair alone; null where there is no baseline.</param>
/// <param name="CpuRatio">The same of processor times; null too where the system does not tell.</param>
internal sealed record Measurement(
    Comparison Comparison, Series Subject, Series? Baseline, Spread? Ratio, Spread? CpuRatio)
{
    /// <summary>Whether the medians meet every goal; null where there is none, or one that nobody can tell.</summary>
    public bool? IsGoalMet =>
        Comparison is { GoalRatio: null, GoalMs: null, GoalCpuRatio: null, GoalPeakMb: null } ? null
        : Comparison.GoalCpuRatio is not null && CpuRatio is null ? null
        : Comparison.GoalPeakMb is not null && Subject.PeakMb is null ? null
        : !(Subject.WallMs.Median > Comparison.GoalMs) && !(Ratio?.Median > Comparison.GoalRatio)
            && !(CpuRatio?.Median > Comparison.GoalCpuRatio) && !(Subject.PeakMb > Comparison.GoalPeakMb);
}

/// <summary>One contender's samples.</summary>
/// <param name="WallMs">Wall-clock times.</param>
/// <param name="CpuMs">Processor times; null where the system does not tell.</param>
/// <param name="PeakMb">Peak memory of one more run; null where it was not read.</param>
internal sealed record Series(Spread WallMs, Spread? CpuMs, double? PeakMb);
