using Furrow.Configuration;
using Furrow.Schema;

namespace Furrow.Scenarios.Planning;

/// <summary>
/// Which foreign key decides a column that several of them have: the others follow. Keys that the scenario gives, or
/// that the parent gives, come first, then those of more columns, then by name.
/// </summary>
internal sealed class SharedColumns(TableBinder table)
{
    /// <summary>The keys of a column in that order.</summary>
    public ForeignKey[] KeysOf(string column) =>
    [
        .. table.Table.ForeignKeys.Where(key => key.Columns.Contains(column, StringComparer.Ordinal))
            .OrderByDescending(IsGiven).ThenByDescending(key => key.Columns.Length),
    ];

    /// <summary>The columns of a key that something else decides, before one of its columns picks.</summary>
    public IReadOnlyList<string> FixedOf(ForeignKey key, string picking) =>
    [
        .. key.Columns.Where(column => column != picking && (table.EntryOf(column) is { } given
            ? !IsPick(given) || key.Columns.IndexOf(column) < key.Columns.IndexOf(picking)
            : KeysOf(column)[0] != key)),
    ];

    private bool IsGiven(ForeignKey key) =>
        key.Columns.Any(column => table.EntryOf(column) is { } given && IsPick(given))
        || IsParents(key);

    private bool IsParents(ForeignKey key) =>
        table.Table.ForeignKeys.Count(known => known.ReferencedTable == key.ReferencedTable) == 1
        && ((string[])["assigned", "parent"]).Any(
            name => table.FindRowLink(name)?.Target.Table.Name == key.ReferencedTable);

    private static bool IsPick(ConfigEntry given) => given.Value is ConfigMap { Entries: var entries }
        && entries.Any(entry => entry.Key is "pick" or "key" or "tree");
}
