using System.Collections.Immutable;
using Furrow.Providers;

namespace Furrow.Integrity;

/// <summary>What a look at every row found.</summary>
/// <param name="TableCount">How many tables were looked at, partitions included.</param>
/// <param name="Findings">What is wrong, by table.</param>
public sealed record DataReport(int TableCount, ImmutableArray<DataFinding> Findings);
