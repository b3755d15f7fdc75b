using System.Buffers.Binary;
using System.Globalization;

namespace Furrow.Data;

/// <summary>
/// A hash of rows that does not depend on their order: how many there are, and the sums, modulo 2^64, of the first and
/// the second eight bytes of each row's SHA-256. A sum, unlike an exclusive or, also tells two equal rows from none.
/// </summary>
/// <param name="Rows">How many rows there are.</param>
/// <param name="High">The sum of the first eight bytes.</param>
/// <param name="Low">The sum of the second eight bytes.</param>
public readonly record struct ContentHash(long Rows, ulong High, ulong Low)
{
    /// <summary>The hash of no rows.</summary>
    public static ContentHash Empty => default;

    /// <summary>The hash with one row more.</summary>
    /// <param name="row">The row as bytes, one form for one row.</param>
    public ContentHash Add(ReadOnlySpan<byte> row)
    {
        byte[] hash = Sha256.Hash(row);
        return unchecked(new ContentHash(
            Rows + 1,
            High + BinaryPrimitives.ReadUInt64BigEndian(hash),
            Low + BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(sizeof(ulong)))));
    }

    /// <summary>The checksum without the number of rows: 32 digits in lower-case hex.</summary>
    public string Checksum => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows}:{Checksum}");
}
