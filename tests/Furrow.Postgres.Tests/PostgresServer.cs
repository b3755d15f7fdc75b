using System.Globalization;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Tests;

/// <summary>
/// The server that FURROW_TEST_POSTGRES names, and an ordinary role of this test run's own. Each test gets a database
/// that this role owns; all are dropped at the end.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Variable = "FURROW_TEST_POSTGRES";

    private readonly string _run = Guid.NewGuid().ToString("N")[..12];
    private readonly List<string> _databases = [];
    private readonly List<string> _roles = [];
    private NpgsqlConnectionStringBuilder _administrator = new();
    private int _numbers;

    /// <summary>The role that owns the tests' databases: no superuser, no CREATEDB, no CREATEROLE.</summary>
    public TestRole Owner { get; private set; } = new("", "");

    public string Host => _administrator.Host!;

    public int Port => _administrator.Port;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        string url = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException(
                $"These tests need a PostgreSQL server: run ./test, or set {Variable} to the postgres:// URL of a role "
                + "that may create databases and roles.");
        _administrator = ServerUrl.Parse(url);

        // The driver reads these by itself; what a shell has set for its own use must not decide a test.
        foreach (string variable in (string[])["PGPASSWORD", "PGPASSFILE", "PGOPTIONS", "PGTZ"])
        {
            Environment.SetEnvironmentVariable(variable, null);
        }

        Owner = await CreateRoleAsync("owner");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_administrator.Host is null)
        {
            return;
        }

        await using NpgsqlConnection connection = await ConnectAsync("postgres");
        foreach (string database in _databases)
        {
            await RunAsync(connection, $"DROP DATABASE IF EXISTS {Quote(database)} WITH (FORCE)");
        }

        // What restores replaced is kept for undoing them, and nobody else drops it.
        foreach (string kept in await OwnedDatabasesAsync(connection))
        {
            await RunAsync(connection, $"DROP DATABASE IF EXISTS {Quote(kept)} WITH (FORCE)");
        }

        foreach (string role in _roles)
        {
            await RunAsync(connection, $"DROP ROLE IF EXISTS {Quote(role)}");
        }
    }

    private async Task<List<string>> OwnedDatabasesAsync(NpgsqlConnection connection)
    {
        await using NpgsqlCommand command = new(
            "SELECT datname::text FROM pg_database WHERE pg_get_userbyid(datdba)::text = ANY ($1)", connection)
        {
            Parameters = { new NpgsqlParameter { Value = _roles.ToArray() } },
        };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> names = [];
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <summary>A name that nothing on the server has, with what a careless statement would stumble over.</summary>
    public string NewName(string label)
    {
        int number = Interlocked.Increment(ref _numbers);
        return string.Create(CultureInfo.InvariantCulture, $"furrow {label}\"'%Ü {_run} {number}");
    }

    public async Task<TestRole> CreateRoleAsync(string label, string options = "")
    {
        TestRole role = new(NewName(label), "s3cr3t-" + Guid.NewGuid().ToString("N"));
        lock (_roles)
        {
            _roles.Add(role.Name);
        }

        await using NpgsqlConnection connection = await ConnectAsync("postgres");
        await RunAsync(connection, $"CREATE ROLE {Quote(role.Name)} LOGIN PASSWORD '{role.Password}' {options}");
        await RunAsync(connection, $"GRANT {Quote(role.Name)} TO CURRENT_USER");
        return role;
    }

    /// <summary>A database of the owner's, opened as the owner.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync(DatabaseOptions? options = null)
    {
        string name = NewDatabaseName();
        await using NpgsqlConnection connection = await ConnectAsync("postgres");
        await RunAsync(connection, $"CREATE DATABASE {Quote(name)} OWNER {Quote(Owner.Name)}");
        return new TestDatabase(this, name, Owner, options ?? Quick);
    }

    /// <summary>The name of a database that does not exist; if the test creates it, it is dropped at the end.</summary>
    public string NewDatabaseName()
    {
        string name = NewName("db");
        lock (_databases)
        {
            _databases.Add(name);
        }

        return name;
    }

    /// <summary>Runs a statement as the administrator.</summary>
    public async Task AdministerAsync(string sql, string database = "postgres")
    {
        await using NpgsqlConnection connection = await ConnectAsync(database);
        await RunAsync(connection, sql);
    }

    /// <summary>The first column of a query's rows, as the administrator.</summary>
    public async Task<List<string>> AskAsync(string sql, string database = "postgres")
    {
        await using NpgsqlConnection connection = await ConnectAsync(database);
        await using NpgsqlCommand command = new(sql, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> values = [];
        while (await reader.ReadAsync())
        {
            values.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? "");
        }

        return values;
    }

    public DatabaseReference Reference(string database, TestRole role, string extra = "") =>
        Reference(database, role, Host, Port, extra);

    public static DatabaseReference Reference(
        string database, TestRole role, string host, int port, string extra = "")
    {
        NpgsqlConnectionStringBuilder settings = new(extra)
        {
            Host = host,
            Port = port,
            Database = database,
            Username = role.Name,
            Password = role.Password,
        };
        return new DatabaseReference
        {
            Provider = "postgres",
            ConnectionString = settings.ConnectionString,
            DatabaseName = database,
            Display = $"postgres://{host}:{port}/{database}",
            IsLocal = true,
            Secrets = [role.Password],
        };
    }

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Options that do not wait for a server that is known to be there.</summary>
    public static DatabaseOptions Quick { get; } = new() { ConnectWait = TimeSpan.FromSeconds(5) };

    private async Task<NpgsqlConnection> ConnectAsync(string database)
    {
        NpgsqlConnectionStringBuilder settings = new(_administrator.ConnectionString)
        {
            Database = database,
            Pooling = false,
        };
        NpgsqlConnection connection = new(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A role and its password.</summary>
public sealed record TestRole(string Name, string Password);
