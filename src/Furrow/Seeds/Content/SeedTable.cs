using System.Collections.Immutable;
using Furrow.Data;

namespace Furrow.Seeds.Content;

/// <summary>Rows for one table, as the file has them: nothing is known of the database yet.</summary>
internal sealed record SeedTable
{
    /// <summary>The table as written, perhaps with its schema: <c>billing.packages</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name stands.</summary>
    public required TextPlace Place { get; init; }

    /// <summary>The columns that identify a row; null where the file names none.</summary>
    public ImmutableArray<SeedKeyColumn>? Key { get; init; }

    /// <summary>The rows in the file's order.</summary>
    public required IReadOnlyList<SeedRow> Rows { get; init; }
}

/// <summary>A column named as part of the key.</summary>
internal readonly record struct SeedKeyColumn(string Name, TextPlace Place);

/// <summary>A row: its cells in the file's order, no column twice.</summary>
internal sealed record SeedRow(TextPlace Place, ImmutableArray<SeedCell> Cells);

/// <summary>A column's name, where it stands, and the value.</summary>
internal readonly record struct SeedCell(string Column, TextPlace Place, SeedValue Value);
