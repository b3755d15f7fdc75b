using Furrow.Postgres;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Cli.Tests.Secrets;

internal sealed class PostgresSecretScene : SecretScene
{
    private const string Server = "FURROW_TEST_POSTGRES";

    private readonly Uri _server = new(Environment.GetEnvironmentVariable(Server)
        ?? throw new InvalidOperationException($"{Server} is not set: run ./test, or set it to a postgres:// URL."));

    private readonly string _name = $"secrets_{Guid.NewGuid():N}";

    public override IDatabaseProvider Provider { get; } = new PostgresProvider();

    public override string? EndOfConnection => "SELECT pg_terminate_backend(pg_backend_pid());";

    public override (string Wrong, string Nowhere)? BadAddresses =>
        (AddressOf(_server.Port, "wrong" + Password), AddressOf(1, Password));

    protected override string Address => AddressOf(_server.Port, Password);

    private string Password => $"P'{PasswordWord}\"\\/%ü@:";

    public override async Task CreateAsync(CancellationToken cancellationToken)
    {
        await base.CreateAsync(cancellationToken);
        string password = Password.Replace("'", "''", StringComparison.Ordinal);
        await ExecuteAsync("postgres", $"CREATE ROLE {_name} LOGIN PASSWORD '{password}'");
        await ExecuteAsync("postgres", $"CREATE DATABASE {_name} OWNER {_name}");
    }

    public override async Task<string> ReadHistoriesAsync()
    {
        List<string> tables = await ReadAsync(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'furrow'");
        List<string> rows = [];
        foreach (string table in tables)
        {
            rows.AddRange(await ReadAsync($"SELECT t::text FROM {table} t"));
        }

        return string.Join('\n', rows);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await ExecuteAsync("postgres", $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        await ExecuteAsync("postgres", $"DROP ROLE IF EXISTS {_name}");
    }

    private string AddressOf(int port, string password) =>
        $"postgres://{_name}:{Uri.EscapeDataString(password)}@{_server.Host}:{port}/{_name}";

    private async Task ExecuteAsync(string database, string sql)
    {
        await using NpgsqlConnection connection = await ConnectAsync(database);
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using NpgsqlConnection connection = await ConnectAsync(_name);
        await using NpgsqlCommand command = new(sql, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private async Task<NpgsqlConnection> ConnectAsync(string database)
    {
        string[] user = _server.UserInfo.Split(':', 2);
        NpgsqlConnectionStringBuilder settings = new()
        {
            Host = _server.Host,
            Port = _server.Port,
            Username = Uri.UnescapeDataString(user[0]),
            Password = Uri.UnescapeDataString(user[1]),
            Database = database,
            Pooling = false,
        };
        NpgsqlConnection connection = new(settings.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
