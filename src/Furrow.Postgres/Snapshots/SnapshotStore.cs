using System.Globalization;
using Furrow.Errors;
using Furrow.Postgres.ClientTools;
using Furrow.Providers;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// Stores a database as pg_dump's archive of one moment: a session exports what it sees, the program writes that, and
/// meanwhile whoever asked looks at the same through the session.
/// </summary>
internal sealed class SnapshotStore(SnapshotServer server)
{
    private static readonly TimeSpan ProgressPause = TimeSpan.FromMilliseconds(200);

    // A partition's rows go by its own name.
    private const string Partitions = """
        SELECT n.nspname::text, c.relname::text
        FROM pg_partition_tree(format('%I.%I', $1::text, $2::text)::regclass) t
        JOIN pg_class c ON c.oid = t.relid JOIN pg_namespace n ON n.oid = c.relnamespace
        """;

    public async Task<StoredDatabase> RunAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        await using ISession session = await server.Database.OpenSessionAsync(SessionAccess.Read, cancellationToken);
        NpgsqlConnection connection = (NpgsqlConnection)session.Connection;
        ClientTool tool = (await server.Tools.FindAsync("pg_dump", session.Server.Major, cancellationToken))[0];
        await using ISessionTransaction transaction = await session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work) { IsRepeatable = true }, cancellationToken);
        await StoreRights.CheckAsync(connection, server.Name, cancellationToken);
        await RawSql.ExecuteAsync(connection, "SET LOCAL idle_in_transaction_session_timeout = 0", cancellationToken);
        List<string> arguments = await ArgumentsAsync(connection, session.Server, request, cancellationToken);
        bool isDirectory = server.StoreJobs > 1 && await IsLargeAsync(connection, cancellationToken);
        ToolConnection target = await server.Tools.ConnectAsync(connection, server.Name, "", cancellationToken);
        ToolRun run = server.Tools.Run(tool, target);
        try
        {
            ArchiveFile.Create(request.Path, isDirectory);
            await Together.RunAsync(
                token => WriteAsync(run, [.. arguments, .. Format(isDirectory), .. Compression(tool)], request, token),
                token => request.Look(session, token),
                cancellationToken);
        }
        catch (Exception exception)
        {
            ArchiveFile.Delete(request.Path);
            if (exception is ToolFailure failure)
            {
                throw ToolErrors.Describe(
                    failure, $"Database \"{server.Name}\" was not stored", ErrorCode.SnapshotFailed);
            }

            throw;
        }

        return new StoredDatabase(request.Path, tool.Version, ArchiveFile.Size(request.Path));
    }

    private static async Task<List<string>> ArgumentsAsync(
        NpgsqlConnection connection, ServerInfo info, StoreRequest request, CancellationToken cancellationToken)
    {
        object? snapshot = await RawSql.ScalarAsync(
            connection, RawSql.Command("SELECT pg_export_snapshot()"), cancellationToken);
        List<string> arguments = [$"--file={request.Path}", $"--snapshot={snapshot}"];

        // In one encoding, so that what is restored as text is read rightly too; that of bytes is none.
        if (info.Encoding != "SQL_ASCII")
        {
            arguments.Add("--encoding=UTF8");
        }

        foreach (ObjectName table in request.WithoutRows)
        {
            await using NpgsqlBatch batch = new(connection);
            batch.BatchCommands.Add(RawSql.Command(Partitions, table.Schema, table.Name));
            await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
            bool isPartitioned = false;
            while (await reader.ReadAsync(cancellationToken))
            {
                arguments.Add(Without(reader.GetString(0), reader.GetString(1)));
                isPartitioned = true;
            }

            if (!isPartitioned)
            {
                arguments.Add(Without(table.Schema, table.Name));
            }
        }

        return arguments;
    }

    // A pattern, in which nothing within quotes is special but the quote itself.
    private static string Without(string schema, string name) =>
        $"--exclude-table-data={SnapshotServer.Quote(schema)}.{SnapshotServer.Quote(name)}";

    private string[] Format(bool isDirectory) => isDirectory
        ? ["--format=directory", string.Create(CultureInfo.InvariantCulture, $"--jobs={server.StoreJobs}")]
        : ["--format=custom"];

    // The default takes four times as long for a file that is a seventh smaller.
    private static string[] Compression(ClientTool tool) =>
        tool.Major >= 16 ? ["--compress=zstd:1"] : ["--compress=1"];

    private async Task<bool> IsLargeAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await RawSql.ScalarAsync(
            connection, RawSql.Command("SELECT pg_database_size(current_database())"), cancellationToken)
            is long size && size >= server.DirectorySizeMin;

    private async Task WriteAsync(
        ToolRun run, string[] arguments, StoreRequest request, CancellationToken cancellationToken)
    {
        Task running = RunAsync(run, arguments, cancellationToken);
        if (request.Progress is { } progress)
        {
            while (!running.IsCompleted)
            {
                await Task.WhenAny(running, Task.Delay(ProgressPause, server.Clock, CancellationToken.None));
                progress.Report(ArchiveFile.Size(request.Path));
            }
        }

        await running;
    }

    private static async Task RunAsync(ToolRun run, string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            await run.RunAsync(arguments, cancellationToken);
        }
        catch (ToolFailure failure)
            when (failure.Said.Contains("does not support compression", StringComparison.Ordinal))
        {
            await run.RunAsync([.. arguments[..^1], "--compress=gzip:1"], cancellationToken);
        }
    }
}
