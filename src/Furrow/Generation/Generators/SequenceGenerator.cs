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
            Int128 value = start + ((Int128)numbers[row] * step);
            if (value < long.MinValue || value > long.MaxValue)
            {
                throw new FurrowException(
                    ErrorCode.GenerateCapacity, $"A sequence from {start} in steps of {step} leaves 64 bits.")
                {
                    Hint = "Begin lower or take smaller steps.",
                };
            }

            values[row] = (long)value;
        }
    }
}
