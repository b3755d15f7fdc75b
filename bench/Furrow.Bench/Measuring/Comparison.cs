namespace Furrow.Bench.Measuring;

/// <summary>A piece of work, who does it, and against whom.</summary>
internal sealed record Comparison
{
    /// <summary>What is measured.</summary>
    public required string Title { get; init; }

    /// <summary>Whose time it is about.</summary>
    public required Contender Subject { get; init; }

    /// <summary>Who runs in turn with it; null where there is nobody to compare with.</summary>
    public Contender? Baseline { get; init; }

    /// <summary>The ratio that is aimed at; null for none.</summary>
    public double? GoalRatio { get; init; }

    /// <summary>The time that is aimed at; null for none.</summary>
    public double? GoalMs { get; init; }

    /// <summary>The ratio of processor times that is aimed at; null for none.</summary>
    public double? GoalCpuRatio { get; init; }

    /// <summary>The peak memory that is aimed at; null for none. Megabytes.</summary>
    public double? GoalPeakMb { get; init; }

    /// <summary>What else is to be said of it.</summary>
    public string Remark { get; init; } = "";
}
