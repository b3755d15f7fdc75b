using Npgsql;

namespace Furrow.Postgres.Loading;

/// <summary>A COPY … FROM STDIN that is under way, in either format.</summary>
/// <param name="Stream">Takes the data; is not to be disposed.</param>
/// <param name="CancelAsync">Ends it without rows.</param>
/// <param name="EndAsync">Ends it with its rows; throws what the server has to say.</param>
internal sealed record CopyInput(Stream Stream, Func<Task> CancelAsync, Func<ValueTask> EndAsync)
{
    public static async Task<CopyInput> BeginBinaryAsync(
        NpgsqlConnection connection, string target, CancellationToken cancellationToken)
    {
        NpgsqlRawCopyStream stream = await connection.BeginRawBinaryCopyAsync(
            $"COPY {target} FROM STDIN (FORMAT binary)", cancellationToken);
        return new CopyInput(stream, stream.CancelAsync, stream.DisposeAsync);
    }

    public static async Task<CopyInput> BeginTextAsync(
        NpgsqlConnection connection, string target, CancellationToken cancellationToken)
    {
        NpgsqlCopyTextWriter writer = await connection.BeginTextImportAsync(
            $"COPY {target} FROM STDIN", cancellationToken);
        return new CopyInput(writer.BaseStream, writer.CancelAsync, writer.DisposeAsync);
    }
}
