using Furrow.Schema;

namespace Furrow.Tests.Schema;

/// <summary>A table of a <see cref="SchemaBuilder"/>.</summary>
public sealed class TableBuilder
{
    private static readonly ColumnType s_bigint = new()
    {
        Kind = TypeKind.Int64,
        SqlName = "bigint",
        Name = new ObjectName("pg_catalog", "int8"),
    };

    private Table _table;

    public TableBuilder(ObjectName name)
    {
        _table = new Table { Name = name, Columns = [] };
        Column("id");
        PrimaryKey("id");
    }

    public TableBuilder(Table table) => _table = table;

    public TableBuilder Column(string name, bool nullable = false, Func<Column, Column>? with = null)
    {
        var column = new Column
        {
            Name = name,
            Position = _table.Columns.Length + 1,
            Type = s_bigint,
            IsNullable = nullable,
        };
        return With(table => table with { Columns = table.Columns.Add(with?.Invoke(column) ?? column) });
    }

    public TableBuilder PrimaryKey(params string[] columns) =>
        With(table => table with { PrimaryKey = columns.Length == 0 ? null : Key($"{table.Name.Name}_pkey", columns) });

    public TableBuilder Unique(params string[] columns) => Unique(columns, key => key);

    public TableBuilder Unique(string[] columns, Func<UniqueKey, UniqueKey> with) => With(table => table with
    {
        UniqueKeys = table.UniqueKeys.Add(
            with(Key($"{table.Name.Name}_{string.Join('_', columns)}_key", columns))),
    });

    public TableBuilder Check(string name, string expression) =>
        With(table => table with { Checks = table.Checks.Add(new CheckConstraint(name, expression)) });

    /// <summary>A key to another table's <c>id</c> from a column <c>{to}_id</c>, added where it is missing.</summary>
    public TableBuilder References(
        string to, bool nullable = false, string? column = null, Func<ForeignKey, ForeignKey>? with = null)
    {
        string name = column ?? $"{to}_id";
        if (_table.Find(name) is null)
        {
            Column(name, nullable);
        }

        return References(SchemaBuilder.Name(to), [name], ["id"], with);
    }

    /// <summary>A key from columns that are there, called <c>{table}_{columns}_fkey</c>.</summary>
    public TableBuilder References(
        ObjectName to, string[] columns, string[] referenced, Func<ForeignKey, ForeignKey>? with = null)
    {
        var key = new ForeignKey
        {
            Name = $"{_table.Name.Name}_{string.Join('_', columns)}_fkey",
            Columns = [.. columns],
            ReferencedTable = to,
            ReferencedColumns = [.. referenced],
        };
        return With(table => table with { ForeignKeys = table.ForeignKeys.Add(with?.Invoke(key) ?? key) });
    }

    public TableBuilder Partitioned(string by) =>
        With(table => table with { Kind = TableKind.Partitioned, PartitionKey = by });

    public TableBuilder With(Func<Table, Table> change)
    {
        _table = change(_table);
        return this;
    }

    public Table Build() => _table;

    private static UniqueKey Key(string name, string[] columns) => new()
    {
        Name = name,
        Parts = [.. columns.Select(column => new KeyPart(column, null))],
        IsConstraint = true,
    };
}
