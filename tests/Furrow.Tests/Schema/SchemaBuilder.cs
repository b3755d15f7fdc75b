using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Tests.Schema;

/// <summary>
/// Schemas in few words. Names without a schema are in <c>public</c>; each table has a bigint primary key <c>id</c>
/// unless it says otherwise; partitions repeat what they inherit, as a catalog does.
/// </summary>
public sealed class SchemaBuilder
{
    private readonly List<Table> _tables = [];

    public static ObjectName Name(string name) => new("public", name);

    public SchemaBuilder Table(string name, Action<TableBuilder>? build = null) => Table(Name(name), build);

    public SchemaBuilder Table(ObjectName name, Action<TableBuilder>? build = null)
    {
        var table = new TableBuilder(name);
        build?.Invoke(table);
        _tables.Add(table.Build());
        return this;
    }

    /// <summary>A partition of a table that was added before.</summary>
    public SchemaBuilder Partition(string name, string of, Action<TableBuilder>? build = null)
    {
        Table parent = _tables.Single(table => table.Name == Name(of));
        var partition = new TableBuilder(parent with
        {
            Name = Name(name),
            Kind = TableKind.Ordinary,
            PartitionOf = parent.Name,
            PartitionKey = null,
            ForeignKeys = [.. parent.ForeignKeys.Select(key => key with { IsInherited = true })],
        });
        build?.Invoke(partition);
        _tables.Add(partition.Build());
        return this;
    }

    /// <summary>The schema, tables by name.</summary>
    public DatabaseSchema Build() => new() { Tables = [.. _tables.OrderBy(table => table.Name)] };
}

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

    /// <summary>A key to the other table's <c>id</c>, with a column <c>{to}_id</c> unless given or already there.</summary>
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
