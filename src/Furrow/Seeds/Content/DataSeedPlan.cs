using System.Collections.Immutable;
using Furrow.Data;
using Furrow.Schema;

namespace Furrow.Seeds.Content;

/// <summary>What a data seed would write: checked against the catalog, converted, not yet resolved.</summary>
internal sealed record DataSeedPlan(ImmutableArray<TablePlan> Tables);

/// <summary>Rows of one table, and the columns that find each of them again.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">Its name as the seed writes it.</param>
/// <param name="Key">The columns that identify a row.</param>
/// <param name="Rows">The rows in the file's order.</param>
internal sealed record TablePlan(Table Table, string Name, ImmutableArray<Column> Key, ImmutableArray<PlannedRow> Rows)
{
    /// <summary>Whether a row's key holds a reference.</summary>
    public bool RefersInKey { get; } = Rows.Any(row => row.References.Any(
        reference => Key.Contains(row.Shape.Columns[reference.Index])));
}

/// <summary>
/// The columns that some rows give, in the order of their cells; one instance per set and table, compared by identity.
/// </summary>
internal sealed class RowShape(ImmutableArray<Column> columns)
{
    /// <summary>The columns.</summary>
    public ImmutableArray<Column> Columns { get; } = columns;

    /// <summary>The place of a column among the cells; -1 where the rows do not give it.</summary>
    public int IndexOf(Column column)
    {
        for (int i = 0; i < Columns.Length; i++)
        {
            if (ReferenceEquals(Columns[i], column))
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>A row: canonical text for each column, null where it is NULL or still to be resolved.</summary>
internal sealed class PlannedRow(
    SeedRow source, RowShape shape, string?[] cells, ImmutableArray<PlannedReference> references)
{
    /// <summary>Where the row and its cells stand in the file.</summary>
    public SeedRow Source { get; } = source;

    /// <summary>The columns.</summary>
    public RowShape Shape { get; } = shape;

    /// <summary>The values, in the order of the columns.</summary>
    public IReadOnlyList<string?> Cells { get; } = cells;

    /// <summary>The cells that are values of other rows.</summary>
    public ImmutableArray<PlannedReference> References { get; } = references;

    /// <summary>Whether the row says what is in a column: a value that is neither NULL nor a reference.</summary>
    public bool IsKnown(int index) => Cells[index] is not null;

    /// <summary>Whether there is a value, known already or not.</summary>
    public bool HasValue(int index) => IsKnown(index) || References.Any(reference => reference.Index == index);

    /// <summary>The cells with the references' values in their places.</summary>
    public string?[] Resolve(Func<ReferenceTarget, string> valueOf)
    {
        string?[] resolved = [.. Cells];
        foreach (PlannedReference reference in References)
        {
            resolved[reference.Index] = valueOf(reference.Target);
        }

        return resolved;
    }
}

/// <summary>A cell whose value is looked up.</summary>
internal readonly record struct PlannedReference(int Index, ReferenceTarget Target);

/// <summary>
/// A row to be found and the column wanted of it. Equal texts in one seed are one instance, and instances are compared
/// by identity.
/// </summary>
internal sealed class ReferenceTarget
{
    /// <summary>The reference as the file has it.</summary>
    public required string Text { get; init; }

    /// <summary>Where it stands first.</summary>
    public required TextPlace Place { get; init; }

    /// <summary>The table.</summary>
    public required Table Table { get; init; }

    /// <summary>The columns to find the row by.</summary>
    public required ImmutableArray<Column> Key { get; init; }

    /// <summary>Their values in canonical text.</summary>
    public required string[] Values { get; init; }

    /// <summary>The column wanted.</summary>
    public required Column Result { get; init; }

    /// <summary>What is looked for, for a message: <c>public.organizations by slug</c>.</summary>
    public string Description => $"{Table.Name} by {string.Join(", ", Key.Select(column => column.Name))}";
}
