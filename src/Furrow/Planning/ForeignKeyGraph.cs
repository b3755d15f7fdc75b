using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Planning;

/// <summary>
/// The foreign keys among the tables that are to be loaded. Everything in it is in the order of schema and name,
/// ordinal, whatever order the tables came in.
/// </summary>
public sealed class ForeignKeyGraph
{
    private ForeignKeyGraph(PartitionTrees trees, ImmutableArray<TableGroup> groups)
    {
        Trees = trees;
        Groups = groups;
    }

    /// <summary>The groups of tables, by name.</summary>
    public ImmutableArray<TableGroup> Groups { get; }

    /// <summary>The keys with both ends among the tables, by table and key name.</summary>
    public ImmutableArray<KeyReference> References { get; private init; }

    /// <summary>
    /// The keys whose referenced rows are, all or some, in tables that are not loaded. A key to a partitioned table
    /// of which only some partitions are loaded is both here and in <see cref="References"/>.
    /// </summary>
    public ImmutableArray<ExternalReference> ReferencesToOutside { get; private init; }

    /// <summary>The keys of tables that are not loaded, to tables that are.</summary>
    public ImmutableArray<ExternalReference> ReferencesFromOutside { get; private init; }

    internal PartitionTrees Trees { get; }

    /// <summary>Builds the graph of a schema's tables.</summary>
    /// <param name="schema">The whole schema, so that partitions find their partitioned tables.</param>
    /// <param name="tables">The tables to load; default all. Naming a partitioned table covers its partitions.</param>
    /// <exception cref="ArgumentException">The schema has no table of a given name.</exception>
    public static ForeignKeyGraph Create(DatabaseSchema schema, IEnumerable<ObjectName>? tables = null)
    {
        var trees = new PartitionTrees(schema);
        ObjectName[] loaded = [.. (tables ?? trees.Tables.Select(table => table.Name)).Distinct().Order()];
        foreach (ObjectName name in loaded)
        {
            if (trees.Find(name) is null)
            {
                throw new ArgumentException($"There is no table {name} in the schema.", nameof(tables));
            }
        }

        ImmutableArray<TableGroup> groups =
        [
            .. loaded
                .GroupBy(trees.Root)
                .OrderBy(group => group.Key)
                .Select(group => Group(trees, group.Key, [.. group])),
        ];
        return Connect(trees, groups, loaded);
    }

    private static TableGroup Group(PartitionTrees trees, ObjectName root, HashSet<ObjectName> names)
    {
        ImmutableArray<ObjectName> ordered =
        [
            .. names.OrderBy(name => trees.Upwards(name).Count).ThenBy(static name => name),
        ];
        bool isEntry = ordered.All(name => trees.Upwards(name).Contains(ordered[0]));
        return new TableGroup(root, ordered, isEntry ? ordered[0] : null);
    }

    private static ForeignKeyGraph Connect(PartitionTrees trees, ImmutableArray<TableGroup> groups, ObjectName[] loaded)
    {
        var groupOfRoot = new Dictionary<ObjectName, int>();
        for (int index = 0; index < groups.Length; index++)
        {
            groupOfRoot.Add(groups[index].Name, index);
        }

        // Rows of a covered table are loaded, all of them; of a touched one, some: a table above a loaded partition.
        HashSet<ObjectName> covered = [.. loaded.SelectMany(trees.Downwards).Select(table => table.Name)];
        HashSet<ObjectName> touched = [.. covered, .. loaded.SelectMany(trees.Upwards)];

        var references = ImmutableArray.CreateBuilder<KeyReference>();
        var toOutside = ImmutableArray.CreateBuilder<ExternalReference>();
        var fromOutside = ImmutableArray.CreateBuilder<ExternalReference>();
        foreach (Table table in trees.Tables)
        {
            bool isTouched = touched.Contains(table.Name);
            foreach ((ForeignKey key, bool isAlterable) in trees.DeclaredKeys(table))
            {
                bool isReferencedTouched = touched.Contains(key.ReferencedTable);
                if (isTouched && isReferencedTouched)
                {
                    int from = groupOfRoot[trees.Root(table.Name)];
                    int to = groupOfRoot[trees.Root(key.ReferencedTable)];
                    references.Add(new KeyReference(table.Name, key, from, to, isAlterable));
                }

                if (isTouched && !covered.Contains(key.ReferencedTable))
                {
                    toOutside.Add(new ExternalReference(table.Name, key));
                }

                if (isReferencedTouched && !covered.Contains(table.Name))
                {
                    fromOutside.Add(new ExternalReference(table.Name, key));
                }
            }
        }

        return new ForeignKeyGraph(trees, groups)
        {
            References = references.ToImmutable(),
            ReferencesToOutside = toOutside.ToImmutable(),
            ReferencesFromOutside = fromOutside.ToImmutable(),
        };
    }
}
