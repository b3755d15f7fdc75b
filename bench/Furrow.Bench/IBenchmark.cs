using Furrow.Bench.Measuring;

namespace Furrow.Bench;

/// <summary>A group of comparisons that share what they are measured on.</summary>
internal interface IBenchmark
{
    /// <summary>The word that selects it.</summary>
    string Name { get; }

    /// <summary>What is measured, for people.</summary>
    string Title { get; }

    /// <summary>Builds what it measures on, and measures.</summary>
    IAsyncEnumerable<Measurement> MeasureAsync(BenchSession session, CancellationToken cancellationToken);
}
