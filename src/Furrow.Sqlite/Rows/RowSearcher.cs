using System.Collections.Immutable;
using System.Globalization;
using Furrow.Providers;
using Furrow.Schema;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Rows;

/// <summary>Finds and deletes the rows that have certain values.</summary>
internal static class RowSearcher
{
    public static IReadOnlyList<string?[]> Find(
        RowSearch search, Func<string, SqliteCommand> createCommand, CancellationToken cancellationToken)
    {
        string columns = string.Join(", ", search.Columns.Select(column => SqliteName.Quote(column.Name)));
        string order = search.Table.PrimaryKey is { } key
            ? " ORDER BY " + string.Join(", ", key.Columns.Select(SqliteName.Quote))
            : "";
        string limit = search.RowCountMax is { } rowCountMax
            ? string.Create(CultureInfo.InvariantCulture, $" LIMIT {rowCountMax}")
            : "";
        using SqliteCommand command = Command($"SELECT {columns} FROM ", order + limit, search, createCommand);
        using SqliteDataReader reader = command.ExecuteReader();
        List<string?[]> found = [];
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.Add(Cells(reader, search.Columns));
        }

        return found;
    }

    public static long Delete(RowSearch search, Func<string, SqliteCommand> createCommand)
    {
        using SqliteCommand command = Command("DELETE FROM ", "", search, createCommand);
        return command.ExecuteNonQuery();
    }

    /// <summary>The row that a reader stands on in canonical text.</summary>
    public static string?[] Cells(SqliteDataReader reader, ImmutableArray<Column> columns)
    {
        string?[] cells = new string?[columns.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = SqliteValue.ToCanonical(columns[i], reader.GetValue(i));
        }

        return cells;
    }

    private static SqliteCommand Command(
        string verb, string end, RowSearch search, Func<string, SqliteCommand> createCommand)
    {
        // IS takes two NULLs for equal, and uses an index as = does.
        string where = string.Join(
            " AND ", search.By.Select((column, ordinal) => $"{SqliteName.Quote(column.Name)} IS {Parameter(ordinal)}"));
        SqliteCommand command = createCommand(
            verb + SqliteName.QuoteInMain(search.Table.Name.Name) + (where.Length == 0 ? "" : $" WHERE {where}") + end);
        for (int i = 0; i < search.By.Length; i++)
        {
            command.Parameters.Add(new SqliteParameter
            {
                ParameterName = Parameter(i),
                Value = SqliteValue.ToStored(search.Table, search.By[i], search.Values[i]),
            });
        }

        return command;
    }

    private static string Parameter(int ordinal) =>
        string.Create(CultureInfo.InvariantCulture, $"@k{ordinal}");
}
