namespace Furrow.Schema;

/// <summary>
/// One thing that a migration can make, and what the catalog says of it. Two databases with equal objects were brought
/// to the same form, whatever way they took.
/// </summary>
/// <param name="Kind">What it is: <c>table</c>, <c>column</c>, <c>trigger</c>.</param>
/// <param name="Name">
/// Its name, quoted where SQL wants quotes, with all that makes it unique among its kind: <c>public.users.email</c>,
/// <c>touch on public.users</c>.
/// </param>
/// <param name="Definition">Everything else about it, in one normal form.</param>
public sealed record CatalogObject(string Kind, string Name, string Definition)
{
    /// <summary>How other objects of the same reading refer to this one; null where none does.</summary>
    public string? Address { get; init; }

    /// <summary>The <see cref="Address"/> of what it is a part of, and goes with; null where it stands alone.</summary>
    public string? PartOf { get; init; }

    /// <summary>Kind and name: what is unique in a catalog.</summary>
    public CatalogKey Key => new(Kind, Name);
}

/// <summary>What identifies an object of a catalog.</summary>
public sealed record CatalogKey(string Kind, string Name) : IComparable<CatalogKey>
{
    /// <inheritdoc />
    public int CompareTo(CatalogKey? other)
    {
        if (other is null)
        {
            return 1;
        }

        int byKind = string.CompareOrdinal(Kind, other.Kind);
        return byKind != 0 ? byKind : string.CompareOrdinal(Name, other.Name);
    }

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {Name}";

    /// <summary>Whether one key sorts before another.</summary>
    public static bool operator <(CatalogKey left, CatalogKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether one key sorts before another or is it.</summary>
    public static bool operator <=(CatalogKey left, CatalogKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one key sorts after another.</summary>
    public static bool operator >(CatalogKey left, CatalogKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether one key sorts after another or is it.</summary>
    public static bool operator >=(CatalogKey left, CatalogKey right) => left.CompareTo(right) >= 0;
}
