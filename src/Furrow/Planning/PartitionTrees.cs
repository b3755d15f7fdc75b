using Furrow.Schema;

namespace Furrow.Planning;

/// <summary>Which table is a partition of which, at any depth.</summary>
internal sealed class PartitionTrees
{
    private readonly Dictionary<ObjectName, Table> _tables = [];
    private readonly Dictionary<ObjectName, List<ObjectName>> _partitions = [];

    public PartitionTrees(DatabaseSchema schema)
    {
        Tables = [.. schema.Tables.OrderBy(table => table.Name)];
        foreach (Table table in Tables)
        {
            _tables.Add(table.Name, table);
            if (table.PartitionOf is { } parent)
            {
                if (!_partitions.TryGetValue(parent, out List<ObjectName>? partitions))
                {
                    _partitions.Add(parent, partitions = []);
                }

                partitions.Add(table.Name);
            }
        }
    }

    /// <summary>Every table of the schema by name.</summary>
    public IReadOnlyList<Table> Tables { get; }

    public Table? Find(ObjectName name) => _tables.GetValueOrDefault(name);

    /// <summary>
    /// The table itself, its partitioned table, and so on to the top. The last may be a name the schema lacks.
    /// </summary>
    public IReadOnlyList<ObjectName> Upwards(ObjectName name)
    {
        var names = new List<ObjectName> { name };
        while (Find(names[^1])?.PartitionOf is { } parent)
        {
            names.Add(parent);
            if (names.Count > Tables.Count + 1)
            {
                throw new ArgumentException($"The schema says that {name} is a partition of itself.", nameof(name));
            }
        }

        return names;
    }

    public ObjectName Root(ObjectName name) => Upwards(name)[^1];

    /// <summary>The tables of the schema at and below a name, parents before partitions.</summary>
    public IEnumerable<Table> Downwards(ObjectName name)
    {
        var pending = new Queue<ObjectName>([name]);
        while (pending.TryDequeue(out ObjectName next))
        {
            if (Find(next) is { } table)
            {
                yield return table;
            }

            foreach (ObjectName partition in _partitions.GetValueOrDefault(next) ?? [])
            {
                pending.Enqueue(partition);
            }
        }
    }

    /// <summary>
    /// The keys that hold at a table by its own declaration. A copy that a partition inherits is left out, its
    /// partitioned table declares it; so is the copy PostgreSQL keeps per partition of a referenced table. Only
    /// where the schema ends below the partitioned table does the copy stand for the original.
    /// </summary>
    public IEnumerable<(ForeignKey Key, bool IsAlterable)> DeclaredKeys(Table table)
    {
        IReadOnlyList<ObjectName> upwards = Upwards(table.Name);
        bool isCutOff = table.PartitionOf is not null && Find(upwards[^1]) is null;
        foreach (ForeignKey key in table.ForeignKeys.OrderBy(key => key.Name, StringComparer.Ordinal))
        {
            if (!key.IsInherited)
            {
                yield return (key, true);
            }
            else if (isCutOff && !upwards.Any(name => Declares(Find(name), key, table.Name)))
            {
                yield return (key, false);
            }
        }
    }

    /// <summary>
    /// Whether a table has the key that another inherits: not by its name, which a partition may choose, but by what
    /// it says. Above the inheriting table any such key will do, an inherited one too: it is nearer to the original.
    /// </summary>
    private bool Declares(Table? table, ForeignKey inherited, ObjectName inheritor) =>
        table is not null && table.ForeignKeys.Any(key =>
            (!key.IsInherited || table.Name != inheritor)
            && key.Columns.SequenceEqual(inherited.Columns, StringComparer.Ordinal)
            && key.ReferencedColumns.SequenceEqual(inherited.ReferencedColumns, StringComparer.Ordinal)
            && Upwards(inherited.ReferencedTable).Contains(key.ReferencedTable));
}
