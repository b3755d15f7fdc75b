using System.Data;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres;

/// <summary>Runs a script's statement as the server's shell would: the text untouched, COPY with its rows.</summary>
internal static class ScriptStatement
{
    private const int ChunkChars = 1 << 16;

    public static Task<long> ExecuteAsync(
        NpgsqlConnection connection, SqlStatement statement, CancellationToken cancellationToken) =>
        statement.Kind == SqlStatementKind.Copy
            ? CopyAsync(connection, statement, cancellationToken)
            : RunAsync(connection, statement.Text, cancellationToken);

    /// <summary>Sends Parse and Describe for the unnamed statement, and no Execute.</summary>
    public static async Task AnalyseAsync(
        NpgsqlConnection connection, SqlStatement statement, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(statement.Text));
        await using NpgsqlDataReader reader =
            await batch.ExecuteReaderAsync(CommandBehavior.SchemaOnly, cancellationToken);
    }

    private static async Task<long> RunAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        NpgsqlBatchCommand command = new(sql);
        batch.BatchCommands.Add(command);
        int affected = await batch.ExecuteNonQueryAsync(cancellationToken);

        // The command keeps the full count where the return value is cut to 32 bits.
        return affected == -1 ? -1 : (long)command.Rows;
    }

    private static async Task<long> CopyAsync(
        NpgsqlConnection connection, SqlStatement statement, CancellationToken cancellationToken)
    {
        NpgsqlCopyTextWriter writer = await connection.BeginTextImportAsync(statement.Text, cancellationToken);
        try
        {
            ReadOnlyMemory<char> rest = statement.CopyData;
            while (!rest.IsEmpty)
            {
                int length = ChunkLength(rest.Span);
                await writer.WriteAsync(rest[..length], cancellationToken);
                rest = rest[length..];
            }
        }
        catch
        {
            await writer.CancelAsync();
            throw;
        }

        // Completing is what loads the rows; the driver does not pass on how many there were.
        await writer.DisposeAsync();
        return -1;
    }

    // A pair of surrogates is one character and stays together.
    private static int ChunkLength(ReadOnlySpan<char> rest)
    {
        if (rest.Length <= ChunkChars)
        {
            return rest.Length;
        }

        return char.IsHighSurrogate(rest[ChunkChars - 1]) ? ChunkChars - 1 : ChunkChars;
    }
}
