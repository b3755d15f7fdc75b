using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Sensitive.Planning;

/// <summary>The catalog as it matters here: partitions as one table, and columns joined by foreign keys.</summary>
internal sealed class ColumnMap
{
    private readonly Dictionary<ObjectName, Table> _tables;
    private readonly Dictionary<ColumnId, ColumnId> _joined = [];
    private readonly HashSet<ColumnId> _referredTo = [];

    public ColumnMap(DatabaseSchema schema)
    {
        _tables = schema.Tables.ToDictionary(table => table.Name);
        Roots = schema.Tables.Where(table => table.PartitionOf is not null)
            .ToImmutableDictionary(table => table.Name, RootOf);
        foreach (Table table in schema.Tables)
        {
            foreach (ForeignKey key in table.ForeignKeys)
            {
                Join(table, key);
            }
        }

        Groups = _joined.Keys.Order(Comparer<ColumnId>.Create(Compare)).ToLookup(Representative);
    }

    /// <summary>Tables that are no partitions, in the catalog's order.</summary>
    public IEnumerable<Table> Tables => _tables.Values.Where(table => table.PartitionOf is null);

    /// <summary>The table above each partition, in the end.</summary>
    public ImmutableDictionary<ObjectName, ObjectName> Roots { get; }

    /// <summary>Columns that hold the same values, because foreign keys join them, by the first of them.</summary>
    public ILookup<ColumnId, ColumnId> Groups { get; }

    public Table Table(ColumnId id) => _tables[id.Table];

    public Column Column(ColumnId id) => Table(id).Find(id.Column)!;

    /// <summary>Whether a foreign key refers to the column.</summary>
    public bool IsReferredTo(ColumnId id) => _referredTo.Contains(id);

    /// <summary>The column and all that foreign keys join it with; itself alone where none does.</summary>
    public IEnumerable<ColumnId> GroupOf(ColumnId id) =>
        _joined.ContainsKey(id) ? Groups[Representative(id)] : [id];

    /// <summary>Compares by table, then place.</summary>
    public int Compare(ColumnId left, ColumnId right)
    {
        int byTable = left.Table.CompareTo(right.Table);
        return byTable != 0 ? byTable : Column(left).Position.CompareTo(Column(right).Position);
    }

    private ObjectName RootOf(Table table)
    {
        while (table.PartitionOf is { } parent && _tables.TryGetValue(parent, out Table? above))
        {
            table = above;
        }

        return table.Name;
    }

    private void Join(Table table, ForeignKey key)
    {
        ObjectName referred = Roots.GetValueOrDefault(key.ReferencedTable, key.ReferencedTable);
        if (!_tables.TryGetValue(referred, out Table? other))
        {
            return;
        }

        for (int i = 0; i < key.Columns.Length; i++)
        {
            bool isThere = other.Find(key.ReferencedColumns[i]) is not null;
            if (!isThere)
            {
                continue;
            }

            ColumnId from = new(Roots.GetValueOrDefault(table.Name, table.Name), key.Columns[i]);
            ColumnId to = new(referred, key.ReferencedColumns[i]);
            _referredTo.Add(to);
            _joined.TryAdd(from, from);
            _joined.TryAdd(to, to);
            _joined[Representative(from)] = Representative(to);
        }
    }

    private ColumnId Representative(ColumnId id)
    {
        while (_joined[id] != id)
        {
            id = _joined[id];
        }

        return id;
    }
}
