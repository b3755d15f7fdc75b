using Furrow.Data.Cells;
using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Generators;

/// <summary>
/// Text of characters from an alphabet, from one length to another, both included: hex, base 32, bits.
/// </summary>
internal sealed class TokenGenerator : CellGenerator
{
    private readonly CellKey _key;
    private readonly Alphabet _alphabet;
    private readonly int _min;
    private readonly int _count;

    /// <summary>Lengths in characters.</summary>
    public TokenGenerator(CellKey key, Alphabet alphabet, int lengthMin, int lengthMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lengthMin);
        ArgumentOutOfRangeException.ThrowIfLessThan(lengthMax, lengthMin);
        (_key, _alphabet, _min, _count) = (key, alphabet, lengthMin, checked(lengthMax - lengthMin + 1));
    }

    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Text);

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        BytesVector values = (BytesVector)target;
        foreach (ulong address in batch.Addresses)
        {
            int length = _min + Draw.Scale(_key.At(address), _count);
            _alphabet.Fill(_key, address, 0, values.GetSpan(length)[..length]);
            values.Advance(length);
            values.EndRow();
        }
    }
}
