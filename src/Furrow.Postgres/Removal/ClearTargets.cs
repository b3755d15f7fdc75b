using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Postgres.Removal;

/// <summary>A table that is to be emptied, as the server has it now.</summary>
/// <param name="Id">Its object id.</param>
/// <param name="Name">Its name.</param>
/// <param name="HoldsRows">False for a partitioned table.</param>
/// <param name="PageCount">How large it is, exactly.</param>
/// <param name="IsOwned">Whether the role has its owner's rights.</param>
/// <param name="MayDelete">Whether the role may delete from it.</param>
/// <param name="HasDeleteRule">Whether a rule takes the place of deleting.</param>
internal sealed record ClearTarget(
    uint Id, ObjectName Name, bool HoldsRows, long PageCount, bool IsOwned, bool MayDelete, bool HasDeleteRule);

/// <summary>A user's trigger that would fire.</summary>
internal sealed record ClearTrigger(ObjectName Table, string Name, bool IsAlways);

/// <summary>A sequence that a column of a table owns.</summary>
internal sealed record ClearSequence(ObjectName Table, ObjectName Name, long Start);

/// <summary>A foreign key to one of the tables.</summary>
/// <param name="From">The referring table's id.</param>
/// <param name="To">The id of the one referred to.</param>
/// <param name="Table">The referring table.</param>
/// <param name="IsPartitioned">Whether that one is partitioned.</param>
/// <param name="Referenced">The table referred to.</param>
/// <param name="IsReferencedPartitioned">Whether that one is partitioned.</param>
/// <param name="Key">The constraint's name.</param>
/// <param name="Changes">Whether deletion would change or remove the referring rows.</param>
/// <param name="IsCopy">Whether it is the copy of a key on or to a partitioned table.</param>
/// <param name="IsCovered">Whether it is the copy of a key that refers to one of the tables too.</param>
/// <param name="Condition">That a row <c>o</c> refers to something, as SQL.</param>
/// <param name="Match">That a row <c>o</c> refers to a row <c>r</c>, as SQL.</param>
internal sealed record ClearReference(
    uint From,
    uint To,
    ObjectName Table,
    bool IsPartitioned,
    ObjectName Referenced,
    bool IsReferencedPartitioned,
    string Key,
    bool Changes,
    bool IsCopy,
    bool IsCovered,
    string Condition,
    string Match);

/// <summary>All that the server says about a set of tables to be emptied.</summary>
internal sealed record ClearTargets(
    ImmutableArray<ClearTarget> Tables,
    ImmutableArray<ClearTrigger> Triggers,
    ImmutableArray<ClearSequence> Sequences,
    ImmutableArray<ClearReference> References)
{
    /// <summary>The keys of tables that stay.</summary>
    public IReadOnlyList<ClearReference> FromOutside()
    {
        HashSet<uint> ids = [.. Tables.Select(table => table.Id)];
        return [.. References.Where(reference => !reference.IsCovered && !ids.Contains(reference.From))];
    }
}
