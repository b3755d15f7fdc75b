using System.Globalization;
using Furrow.Providers;
using Furrow.Schema;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Rows;

/// <summary>
/// A table's first rows and some from places spread evenly between its smallest and its largest row number; of a table
/// WITHOUT ROWID only the first. Each place costs one look into the table's tree.
/// </summary>
internal static class RowSampler
{
    private const int Places = 16;

    public static IReadOnlyList<string?[]> Read(
        RowSample sample, Func<string, SqliteCommand> createCommand, CancellationToken cancellationToken)
    {
        string table = SqliteName.QuoteInMain(sample.Table.Name.Name);
        string cells = string.Join(", ", sample.Columns.Select(column => Cell(column, sample.TextLengthMax)));
        List<string?[]> rows = [];
        if (RowNumber(sample.Table) is not { } number)
        {
            Add(rows, Block($"SELECT {cells} FROM {table}", sample.RowCountMax), sample, createCommand);
            return rows;
        }

        int first = sample.RowCountMax / 2;
        Add(rows, Block($"SELECT {cells} FROM {table}", first), sample, createCommand);
        if (rows.Count < first)
        {
            return rows;
        }

        long smallest = Ask(createCommand, $"SELECT min({number}) FROM {table}");
        long largest = Ask(createCommand, $"SELECT max({number}) FROM {table}");
        int block = Math.Max(1, (sample.RowCountMax - first) / Places);
        for (int place = 1; place <= Places && rows.Count < sample.RowCountMax; place++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Int128 from = smallest + (((Int128)largest - smallest) * place / (Places + 1));
            string condition = string.Create(CultureInfo.InvariantCulture, $"{number} >= {from}");
            int wanted = Math.Min(block, sample.RowCountMax - rows.Count);
            Add(
                rows,
                Block($"SELECT {cells} FROM {table} WHERE {condition} ORDER BY {number}", wanted),
                sample,
                createCommand);
        }

        return rows;
    }

    // Of the three names that SQLite has for it, one that no column has taken.
    private static string? RowNumber(Table table) => table.IsWithoutRowId
        ? null
        : Array.Find(
            ["rowid", "_rowid_", "oid"],
            name => !table.Columns.Any(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));

    private static string Block(string select, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{select} LIMIT {count}");

    private static string Cell(Column column, int? lengthMax)
    {
        string name = SqliteName.Quote(column.Name);
        return lengthMax is { } length
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"CASE typeof({name}) WHEN 'text' THEN substr({name}, 1, {length}) ELSE {name} END")
            : name;
    }

    private static void Add(
        List<string?[]> rows, string sql, RowSample sample, Func<string, SqliteCommand> createCommand)
    {
        using SqliteCommand command = createCommand(sql);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(RowSearcher.Cells(reader, sample.Columns));
        }
    }

    private static long Ask(Func<string, SqliteCommand> createCommand, string sql)
    {
        using SqliteCommand command = createCommand(sql);
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
