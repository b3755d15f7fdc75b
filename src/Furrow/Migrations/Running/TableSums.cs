using System.Collections.Immutable;
using Furrow.Providers;

namespace Furrow.Migrations.Running;

/// <summary>Adds up rows written per table over several transactions.</summary>
internal static class TableSums
{
    public static ImmutableArray<TableChanges> Add(
        ImmutableArray<TableChanges> one, ImmutableArray<TableChanges> other) =>
    [
        .. one.Concat(other)
            .GroupBy(changes => changes.Table)
            .OrderBy(group => group.Key.ToString(), StringComparer.Ordinal)
            .Select(group => new TableChanges(
                group.Key, group.Sum(c => c.Inserted), group.Sum(c => c.Updated), group.Sum(c => c.Deleted))),
    ];
}
