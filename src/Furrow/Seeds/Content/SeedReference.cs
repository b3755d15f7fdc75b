using System.Collections.Immutable;

namespace Furrow.Seeds.Content;

/// <summary>
/// A reference to a row by a natural key: <c>billing.packages[code=x, region="a,b"].id</c>. Without a column at the
/// end it means the primary key.
/// </summary>
/// <param name="Table">The table's parts, one or two, as written.</param>
/// <param name="Key">The columns and values that find the row.</param>
/// <param name="Result">The column that is wanted; null for the primary key.</param>
internal sealed record SeedReference(
    ImmutableArray<string> Table, ImmutableArray<SeedReferenceKey> Key, string? Result)
{
    /// <summary>The table as a message shows it.</summary>
    public string TableText => string.Join('.', Table);
}

/// <summary>One column of a reference and the value to look for.</summary>
internal readonly record struct SeedReferenceKey(string Column, string Value, bool IsQuoted);
