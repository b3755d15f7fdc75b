using System.Globalization;
using System.Text;
using Npgsql;

namespace Furrow.Cli.Tests.Fire;

internal sealed class PostgresFireDatabase : IFireDatabase
{
    private const string Variable = "FURROW_TEST_POSTGRES";

    private readonly Uri _server = new(Environment.GetEnvironmentVariable(Variable)
        ?? throw new InvalidOperationException($"{Variable} is not set: run ./test, or set it to a postgres:// URL."));

    // Short enough to be whole in the names of the databases that furrow keeps for it.
    private readonly string _name = $"fire_{Guid.NewGuid():N}"[..20];

    public string Url => new UriBuilder(_server) { Path = _name }.Uri.ToString();

    public async Task<bool> IsHalfDoneAsync() =>
        await HasStartedAsync()
        && (await QueryAsync("SELECT 1 FROM furrow.migration_history WHERE status = 'started'")).Length > 0;

    public async Task<bool> HasStartedAsync()
    {
        try
        {
            return (await QueryAsync("SELECT to_regclass('furrow.metadata')::text")) != "NULL\n";
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return false;
        }
    }

    public async Task<string> ReadStateAsync()
    {
        await using NpgsqlConnection connection = await ConnectAsync(_name);
        string rows = await ReadRowsAsync(connection);
        return rows + await QueryAsync(
            connection,
            """
            SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2;
            SELECT pg_get_indexdef(indexrelid), indisvalid, indisready FROM pg_index
            JOIN pg_class c ON c.oid = indexrelid WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1;
            SELECT version, checksum, status FROM furrow.migration_history WHERE status <> 'failed' ORDER BY 1;
            SELECT name, version, checksum, status FROM furrow.seed_history WHERE result <> 'failed' ORDER BY 1;
            SELECT key, value FROM furrow.metadata ORDER BY key
            """);
    }

    public async Task<string> ReadRowsAsync()
    {
        await using NpgsqlConnection connection = await ConnectAsync(_name);
        return await ReadRowsAsync(connection);
    }

    public async Task<long> CountSeedsInForceAsync() => long.Parse(
        (await QueryAsync("SELECT count(*) FROM furrow.seed_history WHERE status = 'Active'")).Trim(),
        CultureInfo.InvariantCulture);

    public async Task<long> CountHistoryAsync() => long.Parse(
        (await QueryAsync(
            """
            SELECT (SELECT count(*) FROM furrow.migration_history WHERE status = 'applied')
                 + (SELECT count(*) FROM furrow.seed_history WHERE result = 'applied')
            """)).Trim(),
        CultureInfo.InvariantCulture);

    /// <summary>The rows of queries as lines, times in UTC.</summary>
    public async Task<string> QueryAsync(string sql)
    {
        await using NpgsqlConnection connection = await ConnectAsync(_name);
        return await QueryAsync(connection, sql);
    }

    /// <summary>Creates it, empty; <c>setup</c> would do so itself.</summary>
    public Task CreateAsync() => ServeAsync($"CREATE DATABASE \"{_name}\"");

    public Task CopyAsync(IFireDatabase origin) => ServeAsync(
        $"CREATE DATABASE \"{_name}\" TEMPLATE \"{((PostgresFireDatabase)origin)._name}\"");

    /// <summary>The copies that the server keeps of it, by name.</summary>
    public async Task<string> ReadCopiesAsync()
    {
        await using NpgsqlConnection connection = await ConnectAsync("postgres");
        return await QueryAsync(
            connection,
            $"""
            SELECT datname FROM pg_database
            WHERE datname LIKE 'furrow_copy_{_name}%' ORDER BY 1
            """);
    }

    // With what a restore keeps, and what a killed one left: their names hold this one's.
    public async ValueTask DisposeAsync()
    {
        await using NpgsqlConnection connection = await ConnectAsync("postgres");
        string all = await QueryAsync(connection, $"SELECT datname FROM pg_database WHERE datname LIKE '%{_name}%'");
        foreach (string name in all.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            await QueryAsync(connection, $"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
        }
    }

    private static async Task<string> ReadRowsAsync(NpgsqlConnection connection)
    {
        string tables = await QueryAsync(
            connection,
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
        IEnumerable<string> queries = tables.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(table => $"SELECT '{table}'::regclass::text; SELECT t::text FROM {table} t ORDER BY 1;");
        return await QueryAsync(connection, string.Concat(queries));
    }

    private static async Task<string> QueryAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        return await RowText.ReadAsync(command);
    }

    private async Task ServeAsync(string sql)
    {
        await using NpgsqlConnection connection = await ConnectAsync("postgres");
        await QueryAsync(connection, sql);
    }

    private async Task<NpgsqlConnection> ConnectAsync(string database)
    {
        string[] login = _server.UserInfo.Split(':');
        NpgsqlConnectionStringBuilder address = new()
        {
            Host = _server.Host,
            Port = _server.Port,
            Username = Uri.UnescapeDataString(login[0]),
            Password = login.Length > 1 ? Uri.UnescapeDataString(login[1]) : null,
            Database = database,
            Pooling = false,
            Timezone = "UTC",
        };
        NpgsqlConnection connection = new(address.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
