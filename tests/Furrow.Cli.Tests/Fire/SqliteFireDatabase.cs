using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Furrow.Cli.Tests.Fire;

internal sealed class SqliteFireDatabase : IFireDatabase
{
    private const string Ours = "FROM sqlite_master WHERE name NOT LIKE 'furrow%' AND name NOT LIKE 'sqlite%'";

    private readonly string _folder = Directory.CreateTempSubdirectory("furrow-fire-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "fire.db");

    public string Url => $"sqlite:{Path}";

    public Task CreateAsync() => Task.CompletedTask;

    public Task CopyAsync(IFireDatabase origin)
    {
        string path = ((SqliteFireDatabase)origin).Path;
        if (File.Exists(path))
        {
            File.Copy(path, Path);
        }

        return Task.CompletedTask;
    }

    public async Task<bool> IsHalfDoneAsync() =>
        await HasStartedAsync()
        && (await QueryAsync("SELECT 1 FROM furrow_migration_history WHERE status = 'started'")).Length > 0;

    public async Task<bool> HasStartedAsync() =>
        File.Exists(Path)
        && (await QueryAsync("SELECT name FROM sqlite_master WHERE name = 'furrow_metadata'")).Length > 0;

    public async Task<string> ReadStateAsync()
    {
        await using SqliteConnection connection = await ConnectAsync();
        string schema = await QueryAsync(connection, $"SELECT type, name, sql {Ours} ORDER BY type, name");
        return schema + await ReadRowsAsync(connection) + await QueryAsync(
            connection,
            """
            SELECT version, checksum, status FROM furrow_migration_history WHERE status <> 'failed' ORDER BY 1;
            SELECT name, version, checksum, status FROM furrow_seed_history WHERE result <> 'failed' ORDER BY 1;
            SELECT key, value FROM furrow_metadata ORDER BY key
            """);
    }

    public async Task<string> ReadRowsAsync()
    {
        await using SqliteConnection connection = await ConnectAsync();
        return await ReadRowsAsync(connection);
    }

    public async Task<long> CountSeedsInForceAsync() => long.Parse(
        (await QueryAsync("SELECT count(*) FROM furrow_seed_history WHERE status = 'Active'")).Trim(),
        CultureInfo.InvariantCulture);

    public async Task<long> CountHistoryAsync() => long.Parse(
        (await QueryAsync(
            """
            SELECT (SELECT count(*) FROM furrow_migration_history WHERE status = 'applied')
                 + (SELECT count(*) FROM furrow_seed_history WHERE result = 'applied')
            """)).Trim(),
        CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<string> ReadRowsAsync(SqliteConnection connection)
    {
        StringBuilder rows = new();
        string tables = await QueryAsync(connection, $"SELECT name {Ours} AND type = 'table' ORDER BY name");
        foreach (string table in tables.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string columns = string.Join(
                " || '|' || ",
                (await QueryAsync(connection, $"SELECT name FROM pragma_table_info('{table}')"))
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(name => $"quote(\"{name}\")"));
            rows.Append(table).Append('\n');
            rows.Append(await QueryAsync(connection, $"SELECT {columns} FROM \"{table}\" ORDER BY 1"));
        }

        return rows.ToString();
    }

    private async Task<string> QueryAsync(string sql)
    {
        await using SqliteConnection connection = await ConnectAsync();
        return await QueryAsync(connection, sql);
    }

    private static async Task<string> QueryAsync(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await RowText.ReadAsync(command);
    }

    private async Task<SqliteConnection> ConnectAsync()
    {
        SqliteConnection connection = new($"Data Source={Path};Mode=ReadWrite;Pooling=False");
        await connection.OpenAsync();
        return connection;
    }
}
