using Furrow.Bench.Measuring;
using Furrow.Configuration;
using Npgsql;

namespace Furrow.Bench;

/// <summary>What every benchmark works with. Disposing it drops the databases that it created.</summary>
internal sealed class BenchSession(BenchOptions options) : IAsyncDisposable
{
    private const int WarmUps = 2;

    private readonly DatabaseAddress _server = DatabaseAddress.Parse(options.Postgres, options.Scratch);
    private readonly List<string> _databases = [];

    public BenchOptions Options => options;

    /// <summary>The program that runs published assemblies: the one that runs this.</summary>
    public static string Dotnet => Environment.ProcessPath!;

    /// <summary>A published program as <c>dotnet Program.dll …</c>, which is how ./furrow starts its own.</summary>
    public ProgramRun Bare(string program, params string[] arguments) =>
        new(Dotnet, [Path.Combine(options.Programs, program, program + ".dll"), .. arguments]);

    /// <summary>The published command.</summary>
    public ProgramRun Furrow(params string[] arguments) => new(Dotnet, [options.Cli, .. arguments]);

    /// <summary>Measures, and says so to whoever waits.</summary>
    public async Task<Measurement> CompareAsync(Comparison comparison, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync($"  {comparison.Title}…");
        return await new PairedRunner(options.Pairs, WarmUps).RunAsync(comparison, cancellationToken);
    }

    /// <summary>Does the work once: for what a single run tells, such as memory.</summary>
    public static async Task<Measurement> MeasureOnceAsync(Comparison comparison, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync($"  {comparison.Title}…");
        return await new PairedRunner(Pairs: 1, WarmUps: 0).RunAsync(comparison, cancellationToken);
    }

    /// <summary>A new directory to work in.</summary>
    public string CreateDirectory(string name) =>
        Directory.CreateDirectory(Path.Combine(options.Scratch, name)).FullName;

    /// <summary>A new, empty PostgreSQL database.</summary>
    public async Task<DatabaseAddress> CreatePostgresAsync(string name, CancellationToken cancellationToken)
    {
        string database = $"furrow_bench_{name}_{Environment.ProcessId}";
        await ExecuteAsync(_server, $"CREATE DATABASE {database}", cancellationToken);
        _databases.Add(database);
        return _server.WithDatabase(database);
    }

    /// <summary>The server that databases are created on.</summary>
    public DatabaseAddress Server => _server;

    /// <summary>The databases of the server whose names begin so.</summary>
    public async Task<IReadOnlyList<string>> ListDatabasesAsync(string start, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = new(_server.ToConnectionString() + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using NpgsqlCommand command = new(
            "SELECT datname::text FROM pg_database WHERE starts_with(datname::text, $1)", connection)
        {
            Parameters = { new() { Value = start } },
        };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        List<string> names = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <summary>Makes a database that this created empty again, by dropping and creating it.</summary>
    public async Task EmptyAsync(DatabaseAddress address, CancellationToken cancellationToken)
    {
        string database = address.DatabaseName;
        await ExecuteAsync(_server, $"DROP DATABASE {database} WITH (FORCE)", cancellationToken);
        await ExecuteAsync(_server, $"CREATE DATABASE {database}", cancellationToken);
    }

    /// <summary>Makes a database that this created a copy of another, to which nobody is connected.</summary>
    public async Task CopyAsync(DatabaseAddress from, DatabaseAddress address, CancellationToken cancellationToken)
    {
        string database = address.DatabaseName;
        await ExecuteAsync(_server, $"DROP DATABASE {database} WITH (FORCE)", cancellationToken);
        await ExecuteAsync(_server, $"CREATE DATABASE {database} TEMPLATE {from.DatabaseName}", cancellationToken);
    }

    /// <summary>Runs statements on a PostgreSQL database.</summary>
    public static async Task ExecuteAsync(DatabaseAddress address, string sql, CancellationToken cancellationToken)
    {
        string settings = address.ToConnectionString() + ";Pooling=false;Command Timeout=0";
        await using NpgsqlConnection connection = new(settings);
        await connection.OpenAsync(cancellationToken);
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (string database in _databases)
        {
            await ExecuteAsync(_server, $"DROP DATABASE IF EXISTS {database} WITH (FORCE)", CancellationToken.None);
        }

        // What furrow keeps for itself of them has names that say so.
        foreach (string kind in (string[])["previous", "copy"])
        {
            foreach (string kept in await ListDatabasesAsync($"furrow_{kind}_furrow_bench_", CancellationToken.None))
            {
                await ExecuteAsync(
                    _server, $"DROP DATABASE IF EXISTS \"{kept}\" WITH (FORCE)", CancellationToken.None);
            }
        }
    }
}
