using Furrow.Schema;

namespace Furrow.Planning;

/// <summary>A foreign key between tables that are loaded: an edge of a <see cref="ForeignKeyGraph"/>.</summary>
/// <param name="Table">
/// The table that declares the key, where its definition can be changed: for the copies that partitions inherit,
/// the partitioned table above, even where only its partitions are loaded.
/// </param>
/// <param name="Key">The key as declared there.</param>
/// <param name="From">The referencing group, as an index into <see cref="ForeignKeyGraph.Groups"/>.</param>
/// <param name="To">The referenced group, likewise.</param>
/// <param name="IsAlterable">
/// Whether <paramref name="Table"/> is where the key can be changed; false for an inherited key whose partitioned
/// table is not in the schema that was read.
/// </param>
public sealed record KeyReference(ObjectName Table, ForeignKey Key, int From, int To, bool IsAlterable)
{
    /// <summary>Whether rows refer to rows of the same group.</summary>
    public bool IsSelf => From == To;
}

/// <summary>A foreign key with only one end among the tables that are loaded.</summary>
/// <param name="Table">The table that declares the key.</param>
/// <param name="Key">The key as declared there.</param>
public sealed record ExternalReference(ObjectName Table, ForeignKey Key);
