using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Data;

/// <summary>
/// What of a database's rows is the same however often and in whichever order they are written: every column but those
/// that the database fills with another value each time (its own numbers, clocks, chance), and in place of a reference
/// to such a column the row that it refers to.
/// </summary>
/// <remarks>
/// A row is referred to by its natural key: the first by name of its unique keys whose columns are never NULL and not
/// the database's own to fill, else such a primary key. A row without one is referred to by all else it holds,
/// references included. A circle of references is cut where it closes, and after <see cref="DepthMax"/> of them a row
/// without a natural key is taken by its own values alone.
/// </remarks>
public sealed class ContentMapping
{
    private const int DepthMax = 4;

    private readonly DatabaseSchema _schema;
    private readonly IReadOnlySet<(ObjectName Table, string Column)> _leftOut;

    /// <summary>The mapping of a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="leftOut">Columns that are known to change besides.</param>
    public ContentMapping(DatabaseSchema schema, IReadOnlySet<(ObjectName Table, string Column)> leftOut) =>
        (_schema, _leftOut) = (schema, leftOut);

    /// <summary>The cells of a table's rows.</summary>
    public ImmutableArray<ContentCell> CellsOf(Table table) => Cells(table, []);

    /// <summary>The columns of a table that are compared in no form: filled by the database, and no key.</summary>
    public IEnumerable<Column> NotCompared(Table table) => table.Columns.Where(column =>
        IsFilled(table, column) && table.PrimaryKey?.Columns.Contains(column.Name) != true);

    private ImmutableArray<ContentCell> Cells(Table table, ImmutableArray<ObjectName> path) =>
    [
        .. table.Columns.Where(column => column.IsWritable && !IsFilled(table, column))
            .Select(column => Cell(table, column, path)),
    ];

    private ContentCell Cell(Table table, Column column, ImmutableArray<ObjectName> path)
    {
        foreach ((ForeignKey key, Table referred, Column target) in ReferencesOf(table, column))
        {
            if (IsMapped(referred, target, []))
            {
                return new ReferredCell(
                    column.Name,
                    referred,
                    [.. key.Columns.Zip(key.ReferencedColumns)],
                    Target(referred, target, path));
            }
        }

        return new OwnCell(column.Name);
    }

    private ImmutableArray<ContentCell> Target(Table table, Column column, ImmutableArray<ObjectName> path)
    {
        if (path.Contains(table.Name))
        {
            return [];
        }

        path = path.Add(table.Name);
        if (!IsFilled(table, column))
        {
            return [Cell(table, column, path)];
        }

        if (NaturalKey(table) is { } key)
        {
            return [.. key.Columns.Select(name => Cell(table, table.Find(name)!, path))];
        }

        return path.Length < DepthMax
            ? Cells(table, path)
            : [.. table.Columns.Where(own => own.IsWritable && !IsMapped(table, own, []))
                .Select(own => new OwnCell(own.Name))];
    }

    private UniqueKey? NaturalKey(Table table) => table.UniqueKeys
        .Append(table.PrimaryKey)
        .FirstOrDefault(key => key is { IdentifiesRows: true } && key.Columns.All(name =>
            table.Find(name) is { IsNullable: false, IsWritable: true } column && !IsFilled(table, column)));

    // Whether its value says nothing by itself.
    private bool IsMapped(Table table, Column column, ImmutableArray<(ObjectName, string)> path) =>
        !path.Contains((table.Name, column.Name))
        && (IsFilled(table, column)
            || ReferencesOf(table, column).Any(reference => IsMapped(
                reference.Referred, reference.Target, path.Add((table.Name, column.Name)))));

    // SQLite takes every INTEGER PRIMARY KEY for its own to fill, also one that refers to another table.
    private bool IsFilled(Table table, Column column) =>
        _leftOut.Contains((table.Name, column.Name))
        || ((column.Identity != IdentityKind.None || ChangingDefault.Is(column.Default))
            && !ReferencesOf(table, column).Any());

    private IEnumerable<(ForeignKey Key, Table Referred, Column Target)> ReferencesOf(Table table, Column column)
    {
        foreach (ForeignKey key in table.ForeignKeys)
        {
            int place = key.Columns.IndexOf(column.Name);
            if (place >= 0
                && _schema.Find(key.ReferencedTable) is { } referred
                && referred.Find(key.ReferencedColumns[place]) is { } target)
            {
                yield return (key, referred, target);
            }
        }
    }
}
