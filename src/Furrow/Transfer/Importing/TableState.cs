using System.Data.Common;
using System.Globalization;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Transfer.Importing;

/// <summary>Looks what tables hold before and after an import.</summary>
internal sealed class TableState(ISession session, SqlDialect dialect)
{
    /// <summary>What may be done about tables that have rows.</summary>
    public const string ClearHint =
        "`furrow import PATH --clear-first` empties the tables that it fills, in the same transaction.";

    private readonly KeyCheck _names = new(session, dialect);

    /// <summary>Refuses tables that have rows, all at once.</summary>
    /// <exception cref="FurrowException">Code <c>refused</c>.</exception>
    public async Task RefuseRowsAsync(IEnumerable<Table> tables, string hint, CancellationToken cancellationToken)
    {
        List<string> withRows = [];
        foreach (Table table in tables)
        {
            if (await HasRowsAsync(table, cancellationToken))
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

    /// <summary>How many rows a table has.</summary>
    public async Task<long> CountAsync(Table table, CancellationToken cancellationToken)
    {
        await using DbCommand command = session.CreateCommand($"SELECT count(*) FROM {_names.Own(table)}");
        command.CommandTimeout = 0;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private async Task<bool> HasRowsAsync(Table table, CancellationToken cancellationToken)
    {
        await using DbCommand command = session.CreateCommand($"SELECT 1 FROM {_names.Own(table)} LIMIT 1");
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }
}
