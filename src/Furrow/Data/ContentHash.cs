using System.Globalization;

namespace Furrow.Data;

/// <summary>
/// A hash of rows that does not depend on their order: how many there are, and the sums, modulo 2^64, of both halves of
/// each row's hash of 128 bits. A sum, unlike an exclusive or, also tells two equal rows from none.
/// </summary>
/// <param name="Rows">How many rows there are.</param>
/// <param name="High">The sum of the first halves.</param>
/// <param name="Low">The sum of the second halves.</param>
public readonly record struct ContentHash(long Rows, ulong High, ulong Low)
{
    /// <summary>The hash of no rows.</summary>
    public static ContentHash Empty => default;

    /// <summary>The hash with one row more.</summary>
    /// <param name="row">The row as bytes, one form for one row.</param>
    public ContentHash Add(ReadOnlySpan<byte> row)
    {
        (ulong first, ulong second) = Murmur128.Hash(row);
        return unchecked(new ContentHash(Rows + 1, High + first, Low + second));
    }

    /// <summary>The hash with other rows as well.</summary>
    public ContentHash Add(ContentHash others) =>
        unchecked(new ContentHash(Rows + others.Rows, High + others.High, Low + others.Low));

    /// <summary>The checksum without the number of rows: 32 digits in lower-case hex.</summary>
    public string Checksum => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows}:{Checksum}");
}
