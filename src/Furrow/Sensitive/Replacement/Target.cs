using Furrow.Schema;

namespace Furrow.Sensitive.Replacement;

/// <summary>What a replacement has to fit into.</summary>
/// <param name="Type">The type of the column, or of an array's elements.</param>
/// <param name="LengthMax">The most characters; null for any number.</param>
internal sealed record Target(ColumnType Type, int? LengthMax)
{
    /// <summary>Whether text of so many characters fits.</summary>
    public bool Takes(int length) => LengthMax is not { } max || length <= max;

    /// <summary>As much of a length as fits.</summary>
    public int AtMost(int length) => Math.Min(length, LengthMax ?? length);
}
