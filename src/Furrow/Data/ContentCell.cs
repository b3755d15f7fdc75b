using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Data;

/// <summary>One cell of a row as a content hash takes it.</summary>
/// <param name="Column">The column that it stands for.</param>
public abstract record ContentCell(string Column)
{
    /// <summary>Every column of a table by its own value: what tells any two contents apart.</summary>
    public static ImmutableArray<ContentCell> Own(Table table) =>
        [.. table.Columns.Select(column => new OwnCell(column.Name))];
}

/// <summary>The value itself.</summary>
/// <param name="Column">The column.</param>
public sealed record OwnCell(string Column) : ContentCell(Column);

/// <summary>
/// In place of the value, cells of the row that it refers to: NULL where it refers to none.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="Table">The table referred to.</param>
/// <param name="Match">
/// The columns of the reference, and of <paramref name="Table"/>, pair by pair: they find at most one row.
/// </param>
/// <param name="Cells">Cells of that row; none where only the fact that there is one counts.</param>
public sealed record ReferredCell(
    string Column,
    Table Table,
    ImmutableArray<(string Column, string Referenced)> Match,
    ImmutableArray<ContentCell> Cells)
    : ContentCell(Column);
