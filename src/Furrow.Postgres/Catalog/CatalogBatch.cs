using System.Data;
using Npgsql;

namespace Furrow.Postgres.Catalog;

/// <summary>
/// Queries on the catalog in one round trip and one snapshot, so that a table has all of its columns or is not there.
/// While they run the search path is empty: the server then writes every name with its schema, so that definitions mean
/// the same wherever they are run again. Nor are they compiled, which would take longer than running them.
/// </summary>
internal sealed class CatalogBatch(NpgsqlConnection connection)
{
    private static readonly (string Name, string Value)[] Settings = [("search_path", ""), ("jit", "off")];

    /// <summary>Runs the queries and reads their results, which begin at the first query's.</summary>
    public async Task<T> ReadAsync<T>(
        bool inTransaction,
        IEnumerable<NpgsqlBatchCommand> queries,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        if (inTransaction)
        {
            return await ReadHereAsync(queries, read, cancellationToken);
        }

        await using NpgsqlTransaction? transaction = await TryBeginAsync(cancellationToken);
        if (transaction is null)
        {
            return await ReadHereAsync(queries, read, cancellationToken);
        }

        T result = await ReadHereAsync(queries, read, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    // A script outside a transaction of ours may have begun one itself, which only the driver knows.
    private async Task<NpgsqlTransaction?> TryBeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        }
        catch (InvalidOperationException) when (connection.State == ConnectionState.Open)
        {
            return null;
        }
    }

    private async Task<T> ReadHereAsync<T>(
        IEnumerable<NpgsqlBatchCommand> queries,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command($"SELECT {List(setting =>
            $"set_config('furrow.{setting.Name}', current_setting('{setting.Name}'), true)")}"));
        batch.BatchCommands.Add(RawSql.Command($"SELECT {List(setting =>
            $"set_config('{setting.Name}', '{setting.Value}', true)")}"));
        foreach (NpgsqlBatchCommand query in queries)
        {
            batch.BatchCommands.Add(query);
        }

        batch.BatchCommands.Add(RawSql.Command($"SELECT {List(setting =>
            $"set_config('{setting.Name}', current_setting('furrow.{setting.Name}'), true)")}"));

        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await read(reader, cancellationToken);
    }

    private static string List(Func<(string Name, string Value), string> expression) =>
        string.Join(", ", Settings.Select(expression));
}
