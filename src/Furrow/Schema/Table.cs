using System.Collections.Immutable;

namespace Furrow.Schema;

/// <summary>What kind of table this is.</summary>
public enum TableKind
{
    /// <summary>Holds its own rows.</summary>
    Ordinary,

    /// <summary>Holds no rows: its partitions do.</summary>
    Partitioned,
}

/// <summary>A table with everything that constrains its rows.</summary>
public sealed record Table
{
    /// <summary>Schema and name.</summary>
    public required ObjectName Name { get; init; }

    /// <summary>Ordinary, or partitioned.</summary>
    public TableKind Kind { get; init; }

    /// <summary>The columns by position; dropped ones are not there.</summary>
    public required ImmutableArray<Column> Columns { get; init; }

    /// <summary>The primary key, or null.</summary>
    public UniqueKey? PrimaryKey { get; init; }

    /// <summary>Unique constraints and unique indexes other than the primary key, by name.</summary>
    public ImmutableArray<UniqueKey> UniqueKeys { get; init; } = [];

    /// <summary>Foreign keys that leave this table, by name.</summary>
    public ImmutableArray<ForeignKey> ForeignKeys { get; init; } = [];

    /// <summary>Check constraints of the table and its columns, by name.</summary>
    public ImmutableArray<CheckConstraint> Checks { get; init; } = [];

    /// <summary>Exclusion constraints, by name.</summary>
    public ImmutableArray<ExclusionConstraint> Exclusions { get; init; } = [];

    /// <summary>Triggers that somebody created, by name; those behind foreign keys are not listed.</summary>
    public ImmutableArray<Trigger> Triggers { get; init; } = [];

    /// <summary>Every index, the ones behind keys included, by name.</summary>
    public ImmutableArray<TableIndex> Indexes { get; init; } = [];

    /// <summary>The tables this one inherits from, in declared order; not the parent of a partition.</summary>
    public ImmutableArray<ObjectName> Inherits { get; init; } = [];

    /// <summary>The partitioned table this is a partition of, or null.</summary>
    public ObjectName? PartitionOf { get; init; }

    /// <summary>The partition key's definition (<c>RANGE (created_at)</c>), or null.</summary>
    public string? PartitionKey { get; init; }

    /// <summary>This partition's bounds as the server writes them, or null.</summary>
    public string? PartitionBound { get; init; }

    /// <summary>SQLite: declared WITHOUT ROWID.</summary>
    public bool IsWithoutRowId { get; init; }

    /// <summary>The extension that owns this table, or null. Such tables are not ours to drop or clear.</summary>
    public string? OwnedByExtension { get; init; }

    /// <summary>The comment, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>The server's estimate of the row count; null when it has none.</summary>
    public long? EstimatedRowCount { get; init; }

    /// <summary>The column of exactly that name, or null.</summary>
    public Column? Find(string column)
    {
        foreach (Column candidate in Columns)
        {
            if (string.Equals(candidate.Name, column, StringComparison.Ordinal))
            {
                return candidate;
            }
        }

        return null;
    }
}
