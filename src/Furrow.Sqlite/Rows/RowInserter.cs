using System.Globalization;
using Furrow.Providers;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Rows;

/// <summary>Inserts rows one by one through one prepared statement.</summary>
internal sealed class RowInserter : IDisposable
{
    private readonly RowInsert _insert;
    private readonly SqliteCommand _command;

    public RowInserter(RowInsert insert, Func<string, SqliteCommand> createCommand)
    {
        _insert = insert;
        IEnumerable<string> columns = insert.Columns.Select(column => SqliteName.Quote(column.Name));
        IEnumerable<string> parameters = insert.Columns.Select((_, ordinal) => Parameter(ordinal));
        string returning = insert.Returning.IsEmpty
            ? ""
            : " RETURNING " + string.Join(", ", insert.Returning.Select(column => SqliteName.Quote(column.Name)));
        _command = createCommand(
            $"INSERT INTO {SqliteName.QuoteInMain(insert.Table.Name.Name)} ({string.Join(", ", columns)}) "
            + $"VALUES ({string.Join(", ", parameters)}){returning}");
        for (int i = 0; i < insert.Columns.Length; i++)
        {
            _command.Parameters.Add(new SqliteParameter { ParameterName = Parameter(i) });
        }
    }

    public IReadOnlyList<string?[]> Run(CancellationToken cancellationToken)
    {
        List<string?[]> returned = [];
        foreach (string?[] row in _insert.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < row.Length; i++)
            {
                _command.Parameters[i].Value = SqliteValue.ToStored(_insert.Table, _insert.Columns[i], row[i]);
            }

            using SqliteDataReader reader = _command.ExecuteReader();
            while (reader.Read())
            {
                returned.Add(RowSearcher.Cells(reader, _insert.Returning));
            }
        }

        return returned;
    }

    public void Dispose() => _command.Dispose();

    private static string Parameter(int ordinal) =>
        string.Create(CultureInfo.InvariantCulture, $"@c{ordinal}");
}
