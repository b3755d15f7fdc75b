using System.Globalization;
using System.Text;
using Npgsql;

namespace Furrow.Cli.Tests.Fire;

internal sealed class PostgresFireDatabase : IFireDatabase
{
    private const string Variable = "FURROW_TEST_POSTGRES";

    private readonly Uri _server = new(Environment.GetEnvironmentVariable(Variable)
        ?? throw new InvalidOperationException($"{Variable} is not set: run ./test, or set it to a postgres:// URL."));

    private readonly string _name = $"fire_{Guid.NewGuid():N}";

    public string Url => new UriBuilder(_server) { Path = _name }.Uri.ToString();

    public async Task<bool> IsHalfDoneAsync() =>
        await HasStartedAsync()
        && (await QueryAsync(_name, "SELECT 1 FROM furrow.migration_history WHERE status = 'started'")).Length > 0;

    public async Task<bool> HasStartedAsync() =>
        (await QueryAsync("postgres", $"SELECT 1 FROM pg_database WHERE datname = '{_name}'")).Length > 0
        && (await QueryAsync(_name, "SELECT 1 FROM pg_tables WHERE schemaname = 'furrow' AND tablename = 'metadata'"))
            .Length > 0;

    public async Task<string> ReadStateAsync()
    {
        StringBuilder state = new(await ReadRowsAsync());
        state.Append(await QueryAsync(
            _name,
            """
            SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2
            """));
        state.Append(await QueryAsync(
            _name,
            """
            SELECT pg_get_indexdef(indexrelid), indisvalid, indisready FROM pg_index
            JOIN pg_class c ON c.oid = indexrelid WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1
            """));
        state.Append(await QueryAsync(
            _name,
            "SELECT version, checksum, status FROM furrow.migration_history WHERE status <> 'failed' ORDER BY 1"));
        state.Append(await QueryAsync(
            _name,
            "SELECT name, version, checksum, status FROM furrow.seed_history WHERE result <> 'failed' ORDER BY 1"));
        state.Append(await QueryAsync(_name, "SELECT key, value FROM furrow.metadata ORDER BY key"));
        return state.ToString();
    }

    public async Task<string> ReadRowsAsync()
    {
        StringBuilder rows = new();
        string tables = await QueryAsync(
            _name,
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
        foreach (string table in tables.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            rows.Append(table).Append('\n');
            rows.Append(await QueryAsync(_name, $"SELECT t::text FROM {table} t ORDER BY 1"));
        }

        return rows.ToString();
    }

    public async Task<long> CountSeedsInForceAsync() => long.Parse(
        (await QueryAsync(_name, "SELECT count(*) FROM furrow.seed_history WHERE status = 'Active'")).Trim(),
        CultureInfo.InvariantCulture);

    public async Task<long> CountHistoryAsync() => long.Parse(
        (await QueryAsync(
            _name,
            """
            SELECT (SELECT count(*) FROM furrow.migration_history WHERE status = 'applied')
                 + (SELECT count(*) FROM furrow.seed_history WHERE result = 'applied')
            """)).Trim(),
        CultureInfo.InvariantCulture);

    /// <summary>Creates it, empty; <c>setup</c> would do so itself.</summary>
    public Task CreateAsync() => QueryAsync("postgres", $"CREATE DATABASE \"{_name}\"");

    public Task CopyAsync(IFireDatabase origin) => QueryAsync(
        "postgres", $"CREATE DATABASE \"{_name}\" TEMPLATE \"{((PostgresFireDatabase)origin)._name}\"");

    public async ValueTask DisposeAsync() =>
        await QueryAsync("postgres", $"DROP DATABASE IF EXISTS \"{_name}\" WITH (FORCE)");

    private async Task<string> QueryAsync(string database, string sql)
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
        };
        await using NpgsqlConnection connection = new(address.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return await RowText.ReadAsync(command);
    }
}
