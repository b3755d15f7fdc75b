using Furrow.Errors;
using Furrow.Providers;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Rows;

/// <summary>Finds rows by keys, all keys in one query.</summary>
internal static class PostgresLookUp
{
    public static async Task<IReadOnlyList<string?>> RunAsync(
        NpgsqlConnection connection, RowLookUp lookUp, CancellationToken cancellationToken)
    {
        string?[] results = new string?[lookUp.Keys.Count];
        if (results.Length == 0)
        {
            return results;
        }

        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(Query(lookUp));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        long previous = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            long place = reader.GetInt64(0);
            if (place == previous)
            {
                throw Ambiguous(lookUp);
            }

            previous = place;
            results[place - 1] = reader.IsDBNull(1) ? null : reader.GetString(1);
        }

        return results;
    }

    private static NpgsqlBatchCommand Query(RowLookUp lookUp)
    {
        CellTable cells = CellTable.Of(lookUp.Key, lookUp.Keys);
        IEnumerable<string> conditions = lookUp.Key.Select(key =>
            CellSql.KeyEquals($"t.{Quote(key.Name)}", $"r.{cells.NameOf(key)}", key.Type));
        return cells.Command($"""
            SELECT r.place, {CellSql.Canonical($"t.{Quote(lookUp.Result.Name)}", lookUp.Result.Type)}
            FROM {cells.Sql} AS r
            JOIN {TableSql.Own(lookUp.Table)} AS t ON {string.Join(" AND ", conditions)}
            ORDER BY r.place
            """);
    }

    private static FurrowException Ambiguous(RowLookUp lookUp)
    {
        string columns = string.Join(", ", lookUp.Key.Select(key => key.Name));
        return new FurrowException(
            ErrorCode.SeedInvalid,
            $"A reference to {lookUp.Table.Name} by {columns} matches more than one row; it must match exactly one.")
        {
            Hint = "Refer to the row by the columns of a unique key.",
        };
    }

    private static string Quote(string name) => SqlDialect.Postgres.QuoteIdentifier(name);
}
