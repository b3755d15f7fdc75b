using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Furrow.Data;
using Furrow.Providers;
using Furrow.Sqlite.Changes;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Rows;

/// <summary>
/// Hashes rows, each cell with its storage class: 1, 1.0 and '1' are three values, whatever column they stand in.
/// </summary>
internal sealed class RowHashing(SqliteConnection connection, SqliteTransaction? transaction)
{
    public ImmutableArray<TableContent> Run(
        IReadOnlyList<ContentRequest> requests, CancellationToken cancellationToken)
    {
        CellCode.Register(connection);
        return [.. requests.Select(request => Hash(request, cancellationToken))];
    }

    private TableContent Hash(ContentRequest request, CancellationToken cancellationToken)
    {
        string[] cells = [.. request.Cells.Select(cell => Cell(cell, "t", 1))];
        using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"""
            SELECT {(cells.Length == 0 ? "''" : string.Join(", ", cells))}
            FROM {SqliteName.QuoteInMain(request.Table.Name.Name)} AS t
            """;
        ContentHash rows = ContentHash.Empty;
        ContentHash[] columns = new ContentHash[request.EachColumn ? cells.Length : 0];
        StringBuilder row = new();
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            row.Clear();
            for (int place = 0; place < cells.Length; place++)
            {
                string cell = reader.GetString(place);
                row.Append(place == 0 ? "" : ",").Append(cell);
                if (request.EachColumn)
                {
                    columns[place] = columns[place].Add(Encoding.UTF8.GetBytes(cell));
                }
            }

            rows = rows.Add(Encoding.UTF8.GetBytes(row.ToString()));
        }

        return new TableContent(request.Table.Name, rows, [.. columns]);
    }

    // The row referred to stands in brackets, which no cell has.
    private static string Cell(ContentCell cell, string row, int depth)
    {
        if (cell is not ReferredCell referred)
        {
            return CellCode.Cell(row, cell.Column);
        }

        string other = string.Create(CultureInfo.InvariantCulture, $"r{depth}");
        string cells = CellCode.Join(referred.Cells.Select(own => Cell(own, other, depth + 1)));
        IEnumerable<string> match = referred.Match.Select(pair =>
            $"{other}.{SqliteName.Quote(pair.Referenced)} = {row}.{SqliteName.Quote(pair.Column)}");
        return $"""
            coalesce((SELECT '(' || {cells} || ')' FROM {SqliteName.QuoteInMain(referred.Table.Name.Name)} AS {other}
                WHERE {string.Join(" AND ", match)}), 'n')
            """;
    }
}
