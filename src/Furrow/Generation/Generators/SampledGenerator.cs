using Furrow.Data.Cells;
using Furrow.Generation.Distributions;
using Furrow.Generation.Keys;

namespace Furrow.Generation.Generators;

/// <summary>Values of a distribution: numbers, days, times, timestamps.</summary>
/// <param name="type">What they are; its vector holds <typeparamref name="T"/>.</param>
/// <param name="key">The stream.</param>
/// <param name="sampler">The distribution.</param>
internal sealed class SampledGenerator<T>(CellType type, CellKey key, Sampler<T> sampler) : CellGenerator
    where T : unmanaged
{
    /// <inheritdoc />
    public override CellType Type => type;

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target) =>
        sampler.Fill(key, batch.Addresses, ((FixedVector<T>)target).Values);
}
