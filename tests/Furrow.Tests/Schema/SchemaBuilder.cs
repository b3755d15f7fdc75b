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
