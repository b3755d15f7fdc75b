using Npgsql;

namespace Furrow.Postgres;

/// <summary>
/// Statements that reach the server exactly as written. The driver reads and rewrites the text of a plain command
/// (<c>@name</c>, <c>:name</c>, semicolons); the commands of a batch it sends untouched when they have no or only
/// positional parameters.
/// </summary>
internal static class RawSql
{
    /// <summary>A command of a batch, with positional parameters.</summary>
    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object?> parameters)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (object? parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        }

        return command;
    }

    /// <summary>Runs one statement and returns the batch's command, which says what it did.</summary>
    public static async Task<NpgsqlBatchCommand> ExecuteAsync(
        NpgsqlConnection connection, NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return command;
    }

    /// <summary>Runs one statement without parameters.</summary>
    public static Task<NpgsqlBatchCommand> ExecuteAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, Command(sql), cancellationToken);

    /// <summary>Runs one query and returns the first column of its first row; null for none or NULL.</summary>
    public static async Task<object?> ScalarAsync(
        NpgsqlConnection connection, NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(command);
        object? value = await batch.ExecuteScalarAsync(cancellationToken);
        return value is DBNull ? null : value;
    }

    /// <summary>Runs one query and returns the first column of its rows, which is text and never NULL.</summary>
    public static async Task<List<string>> ListAsync(
        NpgsqlConnection connection, NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(command);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<string> values = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
