using Furrow.Providers;
using Furrow.Sqlite;
using Microsoft.Data.Sqlite;

namespace Furrow.Cli.Tests.Secrets;

internal sealed class SqliteSecretScene : SecretScene
{
    public override IDatabaseProvider Provider { get; } = new SqliteProvider();

    public override string? EndOfConnection => null;

    public override (string Wrong, string Nowhere)? BadAddresses => null;

    protected override string Address => "sqlite:shop.db";

    public override async Task<string> ReadHistoriesAsync()
    {
        string path = Path.Combine(Folder.Path, "shop.db");
        if (!File.Exists(path))
        {
            return "";
        }

        await using SqliteConnection connection = new($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        List<string> rows = [];
        foreach (string table in await ReadAsync(
            connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'furrow%'"))
        {
            rows.AddRange(await ReadAsync(connection, $"SELECT * FROM \"{table}\""));
        }

        return string.Join('\n', rows);
    }

    private static async Task<List<string>> ReadAsync(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await using SqliteDataReader reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        }

        return rows;
    }
}
