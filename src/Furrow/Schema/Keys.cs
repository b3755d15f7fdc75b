using System.Collections.Immutable;

namespace Furrow.Schema;

/// <summary>When a constraint is checked.</summary>
public enum Deferrability
{
    /// <summary>At once, always.</summary>
    NotDeferrable,

    /// <summary>At once, unless the transaction asks for later.</summary>
    InitiallyImmediate,

    /// <summary>At commit, unless the transaction asks for sooner.</summary>
    InitiallyDeferred,
}

/// <summary>One part of a key: a column, or an expression over columns.</summary>
public sealed record KeyPart(string? Column, string? Expression);

/// <summary>A primary key, unique constraint or unique index.</summary>
public sealed record UniqueKey
{
    /// <summary>The constraint's or index's name.</summary>
    public required string Name { get; init; }

    /// <summary>The parts in index order.</summary>
    public required ImmutableArray<KeyPart> Parts { get; init; }

    /// <summary>Whether a constraint stands behind it; otherwise a unique index alone.</summary>
    public required bool IsConstraint { get; init; }

    /// <summary>The condition of a partial index, or null.</summary>
    public string? Predicate { get; init; }

    /// <summary>When it is checked.</summary>
    public Deferrability Deferrability { get; init; }

    /// <summary>Whether two NULLs count as equal.</summary>
    public bool NullsNotDistinct { get; init; }

    /// <summary>Whether the index is complete; false after a failed concurrent build.</summary>
    public bool IsValid { get; init; } = true;

    /// <summary>Whether any part is an expression.</summary>
    public bool HasExpressions => Parts.Any(part => part.Column is null);

    /// <summary>Whether it holds for every row and only names columns, so that it can identify rows.</summary>
    public bool IdentifiesRows => IsValid && Predicate is null && !HasExpressions;

    /// <summary>The columns; empty when any part is an expression.</summary>
    public ImmutableArray<string> Columns => HasExpressions ? [] : [.. Parts.Select(part => part.Column!)];
}

/// <summary>What happens to a referencing row.</summary>
public enum ReferentialAction
{
    /// <summary>The check fails, at the end of the statement or transaction.</summary>
    NoAction,

    /// <summary>The check fails at once.</summary>
    Restrict,

    /// <summary>The row goes too, or takes the new key.</summary>
    Cascade,

    /// <summary>The key becomes NULL.</summary>
    SetNull,

    /// <summary>The key becomes its default.</summary>
    SetDefault,
}

/// <summary>
/// A foreign key, from <see cref="Columns"/> of its table to <see cref="ReferencedColumns"/>, pair by pair.
/// </summary>
public sealed record ForeignKey
{
    /// <summary>The constraint's name; on SQLite, where most have none, <c>table_columns_fkey</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The referencing columns.</summary>
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>The referenced table.</summary>
    public required ObjectName ReferencedTable { get; init; }

    /// <summary>The referenced columns, in the order of <see cref="Columns"/>.</summary>
    public required ImmutableArray<string> ReferencedColumns { get; init; }

    /// <summary>On deletion of the referenced row.</summary>
    public ReferentialAction OnDelete { get; init; }

    /// <summary>On a change of the referenced key.</summary>
    public ReferentialAction OnUpdate { get; init; }

    /// <summary>MATCH FULL: all NULL or none.</summary>
    public bool IsMatchFull { get; init; }

    /// <summary>When it is checked.</summary>
    public Deferrability Deferrability { get; init; }

    /// <summary>False for NOT VALID: rows from before it may violate it.</summary>
    public bool IsValidated { get; init; } = true;

    /// <summary>Whether it comes from the partitioned table above and cannot be changed here.</summary>
    public bool IsInherited { get; init; }

    /// <summary>Whether the referenced columns are the referenced table's primary key.</summary>
    public bool ReferencesPrimaryKey { get; init; } = true;

    /// <summary>The constraint as the server writes it; null where it writes none.</summary>
    public string? Definition { get; init; }
}
