using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Schema;
using Furrow.Seeds.Code;

namespace Furrow.Seeds;

/// <summary>
/// A row of the database as a C# seed sees it. Given as a value of another row, it stands for its primary key:
/// <c>new { studio_id = studio }</c>. Names of columns may be written in Pascal case.
/// </summary>
public sealed class FoundRow
{
    private readonly Table _table;
    private readonly ImmutableArray<Column> _columns;
    private readonly string?[] _cells;

    internal FoundRow(Table table, ImmutableArray<Column> columns, string?[] cells)
    {
        _table = table;
        _columns = columns;
        _cells = cells;
    }

    /// <summary>The table, with its schema.</summary>
    public string Table => _table.Name.ToString();

    /// <summary>The names of its columns, in their order.</summary>
    public IReadOnlyList<string> Columns => [.. _columns.Select(column => column.Name)];

    /// <summary>
    /// A value as its column's type suggests: bool, long, decimal, double, string, DateOnly, TimeOnly, DateTime,
    /// DateTimeOffset, Guid, byte[]; text for what has no type of its own; null for NULL.
    /// </summary>
    /// <exception cref="FurrowException">Code <c>seed.failed</c>: the table has no such column.</exception>
    public object? this[string column]
    {
        get
        {
            int index = IndexOf(column);
            return _cells[index] is { } text ? CellReader.Natural(_columns[index].Type, text) : null;
        }
    }

    /// <summary>The value of a single primary key column in canonical text.</summary>
    internal string? KeyText => _table.PrimaryKey?.Columns is [var only]
        ? _cells[IndexOf(only)]
        : throw new FurrowException(
            ErrorCode.SeedFailed, $"A row of {Table} has no single primary key column that it could stand for.")
        {
            Hint = "Give the value of a column instead: row[\"id\"].",
        };

    /// <summary>A value as a type of C#: numbers, dates, enums, arrays, JsonElement; string for anything.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>seed.failed</c>: there is no such column, or its value is none of that type.
    /// </exception>
    public T Get<T>(string column) => (T)Get(typeof(T), IndexOf(column))!;

    /// <summary>
    /// The row as an object: by the constructor with the most parameters whose names are columns, and by settable
    /// properties whose names are.
    /// </summary>
    /// <exception cref="FurrowException">Code <c>seed.failed</c>: a value is none of its property's type.</exception>
    public T To<T>() => (T)RowObject.Create(typeof(T), Find, Get);

    /// <summary>The table's name: never values, which would end up in logs.</summary>
    public override string ToString() => $"a row of {Table}";

    private object? Get(Type type, int index)
    {
        string place = $"{Table}.{_columns[index].Name}";
        if (_cells[index] is not { } text)
        {
            return CellReader.IsNeverNull(type)
                ? throw new FurrowException(ErrorCode.SeedFailed, $"{place} is NULL, which no {type.Name} can be.")
                {
                    Hint = $"Ask for {type.Name}? instead.",
                }
                : null;
        }

        if (type == typeof(object))
        {
            return CellReader.Natural(_columns[index].Type, text);
        }

        return CellReader.Read(Nullable.GetUnderlyingType(type) ?? type, text) ?? throw new FurrowException(
            ErrorCode.SeedFailed, $"{place} ({_columns[index].Type.SqlName}) holds a value that is no {type.Name}.")
        {
            Hint = "Ask for another type; string takes every value.",
        };
    }

    private int? Find(string name)
    {
        Column? column = ColumnNames.Find(_table, name);
        int index = column is null ? -1 : _columns.IndexOf(column);
        return index < 0 ? null : index;
    }

    private int IndexOf(string name) => Find(name) ?? throw (ColumnNames.Find(_table, name) is { } left
        ? new FurrowException(ErrorCode.SeedFailed, $"{Table}.{left.Name} was left to the database.")
        {
            Hint = "Read the row from there: context.FindAsync.",
        }
        : new FurrowException(
        ErrorCode.SeedFailed,
        $"{Table} has no column {name}"
            + (NearestName.Find(name, Columns) is { } nearest ? $" (did you mean {nearest}?)." : ".")));
}
