using Furrow.Errors;
using Furrow.Integrity;
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
    private readonly KeyViolations _violations = new(session, dialect);

    /// <summary>Checks the keys that leave some tables; those that are NOT VALID promise nothing.</summary>
    /// <exception cref="FurrowException">Code <c>import.failed</c>: each key that does not hold.</exception>
    public async Task RunAsync(
        DatabaseSchema schema, IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        // A planner that believes the tables to be as empty as they were joins row by row.
        await session.Transfer.RefreshStatisticsAsync(tables, cancellationToken);
        List<string> found = [];
        foreach (Table table in tables)
        {
            foreach (ForeignKey key in table.ForeignKeys.Where(key => key.IsValidated))
            {
                long rows = await _violations.CountAsync(schema, table, key, cancellationToken);
                if (rows > 0)
                {
                    found.Add($"{key.Name}: {KeyViolations.Describe(key, rows, $" of {table.Name}")}");
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
}
