using Furrow.Data;
using Furrow.Schema;

namespace Furrow.Transfer;

/// <summary>
/// Cells of COPY text in the form that is the same for every provider (<see cref="CanonicalText"/>), as bytes: the
/// server's <c>t</c> becomes <c>true</c>, its blank between date and time a <c>T</c>, UTC's <c>+00</c> a <c>Z</c>.
/// Everything else is that form already, or the server's alone and stays exactly as it is.
/// </summary>
internal static class NeutralCell
{
    /// <summary>The longest text that <see cref="Write"/> changes.</summary>
    public const int LengthMax = 64;

    private const int DateLengthMin = 10;

    /// <summary>Whether cells of this kind may have to be changed.</summary>
    public static bool Concerns(TypeKind kind) =>
        kind is TypeKind.Boolean or TypeKind.Timestamp or TypeKind.TimestampTz;

    /// <summary>
    /// Writes the neutral form of a cell into <paramref name="target"/>, which takes <see cref="LengthMax"/> bytes;
    /// returns it, or the cell itself where nothing changes.
    /// </summary>
    public static ReadOnlySpan<byte> Write(TypeKind kind, ReadOnlySpan<byte> cell, Span<byte> target)
    {
        if (kind == TypeKind.Boolean)
        {
            return cell switch
            {
                [(byte)'t'] => "true"u8,
                [(byte)'f'] => "false"u8,
                _ => cell,
            };
        }

        return Concerns(kind) && cell.Length <= LengthMax ? Time(kind, cell, target) : cell;
    }

    // infinity has no blank; years before the first end in " BC", which says more than ISO 8601 can.
    private static ReadOnlySpan<byte> Time(TypeKind kind, ReadOnlySpan<byte> cell, Span<byte> target)
    {
        int blank = cell.IndexOf((byte)' ');
        if (blank < DateLengthMin || cell[^1] == (byte)'C')
        {
            return cell;
        }

        bool isUtc = cell.EndsWith("+00"u8);
        if (kind == TypeKind.TimestampTz && !isUtc)
        {
            return cell;
        }

        cell.CopyTo(target);
        target[blank] = (byte)'T';
        if (kind == TypeKind.Timestamp)
        {
            return target[..cell.Length];
        }

        target[cell.Length - 3] = (byte)'Z';
        return target[..(cell.Length - 2)];
    }
}
