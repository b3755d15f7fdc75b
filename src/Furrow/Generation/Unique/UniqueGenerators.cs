using System.Globalization;
using Furrow.Data.Cells;

namespace Furrow.Generation.Unique;

/// <summary>Each row's combination of a unique template's values.</summary>
internal sealed class UniqueCombinationGenerator(UniqueTemplate template) : CellGenerator
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
            values[row] = template.CombinationOf(numbers[row]);
        }
    }
}

/// <summary>The text of a unique template.</summary>
internal sealed class UniqueTextGenerator(UniqueTemplate template, int combinationSlot) : CellGenerator
{
    private const int DigitsMax = 19;

    private readonly int[] _reads = [combinationSlot];

    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Text);

    /// <inheritdoc />
    public override IReadOnlyList<int> Reads => _reads;

    /// <inheritdoc />
    public override bool IsUnique => true;

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        BytesVector texts = (BytesVector)target;
        ReadOnlySpan<long> combinations = ((FixedVector<long>)batch.Cells(combinationSlot)).Values;
        Span<long> numbers = batch.Numbers;
        for (int row = 0; row < combinations.Length; row++)
        {
            for (int i = 0; i < template.Parts.Length; i++)
            {
                UniquePart part = template.Parts[i];
                ulong value = template.ValueOf(i, combinations[row], numbers[row]);
                switch (part.Kind)
                {
                    case UniquePartKind.Digits:
                        WriteNumber(value, part.DigitCount, texts);
                        break;
                    case UniquePartKind.Row:
                        WriteNumber((ulong)numbers[row], 1, texts);
                        break;
                    default:
                        texts.Write(part.Written[(int)value]);
                        break;
                }
            }

            texts.EndRow();
        }
    }

    private static void WriteNumber(ulong value, int digitsMin, BytesVector texts)
    {
        Span<byte> digits = stackalloc byte[DigitsMax + 1];
        value.TryFormat(digits, out int length, provider: CultureInfo.InvariantCulture);
        for (int zeros = digitsMin - length; zeros > 0; zeros--)
        {
            texts.Write("0"u8);
        }

        texts.Write(digits[..length]);
    }
}

/// <summary>The value of one part of a unique template: a word as its list has it, or a number.</summary>
internal sealed class UniqueValueGenerator : CellGenerator
{
    private readonly UniqueTemplate _template;
    private readonly UniquePart _part;
    private readonly int _index;
    private readonly int _slot;
    private readonly int[] _reads;

    /// <summary>The value of part <paramref name="index"/>, which is words or a number.</summary>
    public UniqueValueGenerator(UniqueTemplate template, int index, int combinationSlot)
    {
        (_template, _index, _slot, _reads) = (template, index, combinationSlot, [combinationSlot]);
        _part = template.Parts[index];
        Type = new CellType(_part.Kind is UniquePartKind.Words or UniquePartKind.Text
            ? CellKind.Text : CellKind.Integer);
    }

    /// <inheritdoc />
    public override CellType Type { get; }

    /// <inheritdoc />
    public override IReadOnlyList<int> Reads => _reads;

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        ReadOnlySpan<long> combinations = ((FixedVector<long>)batch.Cells(_slot)).Values;
        Span<long> numbers = batch.Numbers;
        for (int row = 0; row < combinations.Length; row++)
        {
            ulong value = _template.ValueOf(_index, combinations[row], numbers[row]);
            switch (_part.Kind)
            {
                case UniquePartKind.Words:
                    ((BytesVector)target).Append(_part.Words[(int)value]);
                    break;
                case UniquePartKind.Text:
                    ((BytesVector)target).Append(_part.Written[0]);
                    break;
                default:
                    ((FixedVector<long>)target).Values[row] =
                        _part.Kind == UniquePartKind.Row ? numbers[row] : (long)value;
                    break;
            }
        }
    }
}
