using System.Data.Common;
using System.Globalization;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Transfer.Importing;

/// <summary>
/// Looks row by row whether foreign keys hold, whatever was switched off while rows were loaded, and counts what
/// violates them.
/// </summary>
internal sealed class KeyCheck(ISession session, SqlDialect dialect)
{
    /// <summary>Checks the keys that leave some tables; those that are NOT VALID promise nothing.</summary>
    /// <exception cref="FurrowException">Code <c>import.failed</c>: each key that does not hold.</exception>
    public async Task RunAsync(DatabaseSchema schema, IEnumerable<Table> tables, CancellationToken cancellationToken)
    {
        List<string> found = [];
        foreach (Table table in tables)
        {
            foreach (ForeignKey key in table.ForeignKeys.Where(key => key.IsValidated))
            {
                long rows = await CountAsync(schema, table, key, cancellationToken);
                if (rows > 0)
                {
                    (string noun, string verb) = rows == 1 ? ("row", "refers") : ("rows", "refer");
                    found.Add(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{key.Name}: {rows} {noun} of {table.Name} {verb} to {key.ReferencedTable}, where there is no "
                            + $"such row"));
                }
            }
        }

        if (found.Count > 0)
        {
            throw new FurrowException(
                ErrorCode.ImportFailed,
                found.Count == 1
                    ? $"A foreign key would not hold: {found[0]}."
                    : $"{found.Count} foreign keys would not hold.")
            {
                Detail = found.Count == 1 ? null : string.Join('\n', found),
                Hint = "Import the missing rows too. Nothing of the import remains.",
            };
        }
    }

    private async Task<long> CountAsync(
        DatabaseSchema schema, Table table, ForeignKey key, CancellationToken cancellationToken)
    {
        string[] own = [.. key.Columns.Select(column => $"c.{dialect.QuoteIdentifier(column)}")];
        string whole = string.Join(" AND ", own.Select(column => $"{column} IS NOT NULL"));
        string match = string.Join(" AND ", own.Zip(
            key.ReferencedColumns, (column, other) => $"p.{dialect.QuoteIdentifier(other)} = {column}"));
        string parent = schema.Find(key.ReferencedTable) is { } referenced
            ? Own(referenced)
            : dialect.QuoteName(key.ReferencedTable.Schema, key.ReferencedTable.Name);
        string partly = key.IsMatchFull && own.Length > 1
            ? $" OR (NOT ({whole}) AND ({string.Join(" OR ", own.Select(column => $"{column} IS NOT NULL"))}))"
            : "";
        await using DbCommand command = session.CreateCommand(
            $"SELECT count(*) FROM {Own(table)} c WHERE ({whole} AND NOT EXISTS "
                + $"(SELECT 1 FROM {parent} p WHERE {match})){partly}");
        command.CommandTimeout = 0;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    /// <summary>A table's own rows in a FROM.</summary>
    public string Own(Table table)
    {
        string name = dialect.QuoteName(table.Name.Schema, table.Name.Name);
        return dialect.HasCopy && table.Kind != TableKind.Partitioned ? $"ONLY {name}" : name;
    }
}
