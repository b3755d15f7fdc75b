using System.Collections.Immutable;

namespace Furrow.Schema;

/// <summary>
/// What a database's catalog says, without furrow's own tables and the system's. Immutable; every list is in a
/// stable order (schema, then name; columns by position), so that two reads of one database are alike.
/// </summary>
public sealed record DatabaseSchema
{
    /// <summary>Nothing at all: what a database holds that does not exist yet.</summary>
    public static DatabaseSchema Empty { get; } = new();

    /// <summary>Ordinary and partitioned tables and partitions; no views, no foreign tables.</summary>
    public ImmutableArray<Table> Tables { get; init; } = [];

    /// <summary>Sequences, those behind identity and serial columns among them. Empty on SQLite.</summary>
    public ImmutableArray<Sequence> Sequences { get; init; } = [];

    /// <summary>Enum types. Empty on SQLite.</summary>
    public ImmutableArray<EnumType> Enums { get; init; } = [];

    /// <summary>Domains. Empty on SQLite.</summary>
    public ImmutableArray<DomainType> Domains { get; init; } = [];

    /// <summary>Installed extensions. Empty on SQLite.</summary>
    public ImmutableArray<Extension> Extensions { get; init; } = [];

    /// <summary>The table of exactly that name, or null.</summary>
    public Table? Find(ObjectName name)
    {
        foreach (Table table in Tables)
        {
            if (table.Name == name)
            {
                return table;
            }
        }

        return null;
    }
}

/// <summary>An enum type and its labels in their sort order.</summary>
public sealed record EnumType(ObjectName Name, ImmutableArray<string> Labels);

/// <summary>A domain: the type it narrows, and what it adds.</summary>
public sealed record DomainType(
    ObjectName Name, ColumnType Type, bool IsNotNull, string? Default, ImmutableArray<string> Checks);

/// <summary>An installed extension.</summary>
public sealed record Extension(string Name, string Version, string Schema);

/// <summary>
/// A sequence; <paramref name="OwnerTable"/> and <paramref name="OwnerColumn"/> for one that a column owns.
/// </summary>
public sealed record Sequence(
    ObjectName Name,
    ObjectName? OwnerTable,
    string? OwnerColumn,
    long Start,
    long Increment,
    long Minimum,
    long Maximum,
    bool Cycles);
