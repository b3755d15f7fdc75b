using System.Globalization;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Furrow.Postgres.Rows;

/// <summary>Finds and deletes the rows that have certain values.</summary>
internal static class PostgresSearch
{
    public static async Task<IReadOnlyList<string?[]>> FindAsync(
        NpgsqlConnection connection, RowSearch search, CancellationToken cancellationToken)
    {
        string columns = string.Join(
            ", ", search.Columns.Select(column => CellSql.Canonical($"t.{Quote(column.Name)}", column.Type)));
        string order = search.Table.PrimaryKey is { } key
            ? "ORDER BY " + string.Join(", ", key.Columns.Select(column => $"t.{Quote(column)}"))
            : "";
        string limit = search.RowCountMax is { } rowCountMax
            ? string.Create(CultureInfo.InvariantCulture, $"LIMIT {rowCountMax}")
            : "";
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(Command(
            $"SELECT {columns} FROM {TableSql.Own(search.Table)} AS t {Where(search)} {order} {limit}", search));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<string?[]> found = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(Cells(reader, search.Columns.Length));
        }

        return found;
    }

    public static async Task<long> DeleteAsync(
        NpgsqlConnection connection, RowSearch search, CancellationToken cancellationToken)
    {
        NpgsqlBatchCommand command = await RawSql.ExecuteAsync(
            connection,
            Command($"DELETE FROM {TableSql.Own(search.Table)} AS t {Where(search)}", search),
            cancellationToken);
        return (long)command.Rows;
    }

    /// <summary>The row that a reader stands on, every column of it text.</summary>
    public static string?[] Cells(NpgsqlDataReader reader, int count)
    {
        string?[] cells = new string?[count];
        for (int i = 0; i < count; i++)
        {
            cells[i] = reader.IsDBNull(i) ? null : reader.GetString(i);
        }

        return cells;
    }

    private static string Where(RowSearch search)
    {
        List<string> conditions = [];
        int parameter = 0;
        for (int i = 0; i < search.By.Length; i++)
        {
            Column by = search.By[i];
            string column = $"t.{Quote(by.Name)}";
            conditions.Add(search.Values[i] is null
                ? $"{column} IS NULL"
                : CellSql.KeyEquals(column, CellSql.Value($"${++parameter}", by.Type), by.Type));
        }

        return conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
    }

    private static NpgsqlBatchCommand Command(string sql, RowSearch search)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (string value in search.Values.OfType<string>())
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = value });
        }

        return command;
    }

    private static string Quote(string name) => SqlDialect.Postgres.QuoteIdentifier(name);
}
