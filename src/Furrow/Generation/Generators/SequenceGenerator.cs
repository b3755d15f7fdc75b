using Furrow.Data.Cells;
using Furrow.Errors;

namespace Furrow.Generation.Generators;

/// <summary>start, start + step, start + 2 × step, …, by the row's number.</summary>
internal sealed class SequenceGenerator(long start, long step) : CellGenerator
{
    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Integer);

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        Span<long> values = ((FixedVector<long>)target).Values;
        Span<long> numbers = batch.Numbers;
        for (int row = 0; row < values.Length; row++)
        {
            long high = Math.BigMul(numbers[row], step, out long low);
            long value = unchecked(start + low);
            if (high != low >> 63 || ((start ^ value) & (low ^ value)) < 0)
            {
                throw new FurrowException(
                    ErrorCode.GenerateCapacity, $"A sequence from {start} in steps of {step} leaves 64 bits.")
                {
                    Hint = "Begin lower or take smaller steps.",
                };
            }

            values[row] = value;
        }
    }
}
