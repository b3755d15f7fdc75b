using Furrow.Providers;
using Furrow.Sqlite.Catalog;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Removal;

/// <summary>Drops every view and table but furrow's own; their indexes and triggers go with them.</summary>
internal static class SqliteDrop
{
    public static DropOutcome Run(
        SqliteConnection connection,
        SqliteTransaction? transaction,
        string statePrefix,
        CancellationToken cancellationToken)
    {
        List<MasterRow> found = connection.Query(
            "SELECT type, name, tbl_name, sql FROM main.sqlite_master WHERE type IN ('table', 'view') ORDER BY name",
            row => new MasterRow(row.GetString(0), row.GetString(1), row.GetString(2), row.Text(3)),
            transaction);
        VirtualTables virtualTables = new(found);

        // A virtual table takes the tables behind it along.
        MasterRow[] own =
        [
            .. found
                .Where(row => !SqliteName.IsReserved(row.Name)
                    && !row.Name.StartsWith(statePrefix, StringComparison.Ordinal))
                .Where(row => row.Type == "view" || virtualTables.IsVirtual(row.Name)
                    || !virtualTables.Contains(row.Name))
                .OrderBy(row => row.Type == "view" ? 0 : virtualTables.IsVirtual(row.Name) ? 1 : 2),
        ];
        foreach (MasterRow row in own)
        {
            cancellationToken.ThrowIfCancellationRequested();
            connection.Execute(
                $"DROP {row.Type.ToUpperInvariant()} IF EXISTS {SqliteName.QuoteInMain(row.Name)}", transaction);
        }

        return new DropOutcome([], [.. own.Select(row => new DroppedObject(row.Type, row.Name))]);
    }
}
