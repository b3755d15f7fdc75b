using System.Collections.Immutable;
using Furrow.Scenarios.Planning;
using Furrow.Scenarios.Reporting;

namespace Furrow.Scenarios;

/// <summary>What <c>generate</c> did, or would do.</summary>
public sealed record GenerateResult
{
    /// <summary>The scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>The preset; null for none.</summary>
    public string? Preset { get; init; }

    /// <summary>The random seed.</summary>
    public required long RandomSeed { get; init; }

    /// <summary>The day that times are relative to.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The value of every parameter in canonical text.</summary>
    public required ImmutableSortedDictionary<string, string> Parameters { get; init; }

    /// <summary>The tables in the order in which they were filled.</summary>
    public required ImmutableArray<TableGenerated> Tables { get; init; }

    /// <summary>How long it took, planning included.</summary>
    public required long DurationMs { get; init; }

    /// <summary>How many bytes were sent to the database.</summary>
    public long ByteCount { get; init; }

    /// <summary>About how many bytes of memory the plan took.</summary>
    public long PlanByteCount { get; init; }

    /// <summary>Whether nothing was written.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Whether the rows continue those of an earlier run.</summary>
    public bool IsContinued { get; init; }

    /// <summary>The folder that files were written to, a full path; null where rows went into the database.</summary>
    public string? Directory { get; init; }

    /// <summary>What was done of a run that is written in parts; null for one that is not.</summary>
    public RunPart? Part { get; init; }

    /// <summary>What the rows are like; null unless that was asked for.</summary>
    public GenerationReport? Report { get; init; }

    /// <summary>The plan, as long as it is needed.</summary>
    internal GenerationPlan? Plan { get; init; }

    /// <summary>How many rows there were in all.</summary>
    public long Rows => Tables.Sum(table => table.Rows);

    /// <summary>How many rows a second; 0 where there was no time to tell, or nothing was written.</summary>
    public long RowsPerSecond =>
        IsDryRun || DurationMs == 0 || Part is { Step: not RunStep.Shard } ? 0 : Rows * 1000 / DurationMs;
}
