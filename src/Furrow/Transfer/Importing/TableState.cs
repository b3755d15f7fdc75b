using Furrow.Errors;
using Furrow.Integrity;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Transfer.Importing;

/// <summary>Looks what tables hold before an import.</summary>
internal sealed class TableState(ISession session, SqlDialect dialect)
{
    /// <summary>What may be done about tables that have rows.</summary>
    public const string ClearHint =
        "`furrow import PATH --clear-first` empties the tables that it fills, in the same transaction.";

    private readonly RowQuery _rows = new(session, dialect);

    /// <summary>Refuses tables that have rows, all at once.</summary>
    /// <exception cref="FurrowException">Code <c>refused</c>.</exception>
    public async Task RefuseRowsAsync(IEnumerable<Table> tables, string hint, CancellationToken cancellationToken)
    {
        List<string> withRows = [];
        foreach (Table table in tables)
        {
            if (await _rows.AnyAsync(table, cancellationToken))
            {
                withRows.Add(table.Name.ToString());
            }
        }

        if (withRows.Count > 0)
        {
            throw new FurrowException(
                ErrorCode.Refused,
                withRows.Count == 1
                    ? $"{withRows[0]} has rows, and the import would write it. Nothing was changed."
                    : $"{withRows.Count} tables have rows, and the import would write them. Nothing was changed.")
            {
                Detail = withRows.Count == 1 ? null : string.Join('\n', withRows),
                Hint = hint,
            };
        }
    }
}
