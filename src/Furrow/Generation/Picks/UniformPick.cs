using Furrow.Data.Cells;
using Furrow.Generation.Keys;
using Furrow.Generation.Programs;

namespace Furrow.Generation.Picks;

/// <summary>
/// The number of a row of another table, each candidate as likely as any other: one draw a row, by its address. NULL
/// where there is no candidate at all and NULL is allowed.
/// </summary>
public sealed class UniformPick : CellGenerator
{
    private static readonly CellType RowNumber = new(CellKind.Integer);

    private readonly CellKey _key;
    private readonly Candidates _candidates;

    /// <summary>Creates one.</summary>
    public UniformPick(CellKey key, Candidates candidates, bool isNullable)
    {
        _key = key;
        _candidates = candidates;
        Type = RowNumber with { IsNullable = isNullable };
    }

    /// <inheritdoc />
    public override CellType Type { get; }

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies => _candidates.Dependencies;

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        Span<long> values = ((FixedVector<long>)target).Values;
        ReadOnlySpan<ulong> addresses = batch.Addresses;
        ulong count = (ulong)_candidates.Count;
        for (int row = 0; row < values.Length; row++)
        {
            if (count == 0)
            {
                target.SetNull(row);
                continue;
            }

            // Lemire's multiplication without its rejection: the bias of a 64-bit draw is below count / 2^64.
            ulong rank = Math.BigMul(_key.At(addresses[row]), count, out _);
            values[row] = _candidates[(long)rank];
        }
    }
}
