using Furrow.Data.Cells;
using Furrow.Generation.Distributions;
using Furrow.Generation.Keys;

namespace Furrow.Generation.Generators;

/// <summary>One of several values, by weight. One draw.</summary>
internal sealed class ChoiceGenerator : CellGenerator
{
    private readonly CellKey _key;
    private readonly AliasTable _weights;
    private readonly CellVector _values;

    /// <summary>Chooses among the rows of a vector, which is never written again.</summary>
    public ChoiceGenerator(CellKey key, CellType type, AliasTable weights, CellVector values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Count, weights.Count, nameof(values));
        (_key, Type, _weights, _values) = (key, type, weights, values);
    }

    /// <inheritdoc />
    public override CellType Type { get; }

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        FixedVector<int> picks = (FixedVector<int>)batch.Rent(Picks);
        Span<int> rows = picks.Values;
        Span<ulong> addresses = batch.Addresses;
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = _weights.At(_key, addresses[row]);
        }

        target.Gather(_values, rows);
        batch.Return(picks);
    }

    // Days are what batches lend 32-bit numbers as.
    private static readonly CellType Picks = new(CellKind.Date);
}
