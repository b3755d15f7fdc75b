using System.Text.Json;
using Furrow.Cli.Tests.Fire;
using Furrow.Postgres;
using Furrow.Sqlite;
using Microsoft.Data.Sqlite;

namespace Furrow.Cli.Tests.Running;

/// <summary>A copy of a sample with a database of its own, which the tool in this process works on.</summary>
internal sealed class SampleProject : IAsyncDisposable
{
    private readonly TestProject _project = TestProject.Empty();
    private readonly PostgresFireDatabase? _postgres;

    private SampleProject(PostgresFireDatabase? postgres) => _postgres = postgres;

    public static SampleProject Copy(string name, string database)
    {
        SampleProject project = new(database == "postgres" ? new PostgresFireDatabase() : null);
        string sample = Path.Combine(SourceTree.Root, "samples", name);
        foreach (string file in Directory.EnumerateFiles(sample, "*", SearchOption.AllDirectories))
        {
            string path = Path.GetRelativePath(sample, file);
            if (!path.StartsWith(".furrow", StringComparison.Ordinal))
            {
                project._project.Write(path, File.ReadAllText(file));
            }
        }

        return project;
    }

    /// <summary>A copy whose database has the tables and no rows.</summary>
    public static async Task<SampleProject> MigrateAsync(string name, string database)
    {
        SampleProject project = Copy(name, database);
        await project.CreateAsync();
        await project.RunAsync("migrate");
        return project;
    }

    /// <summary>Makes the database, empty, where only <c>setup</c> would.</summary>
    public Task CreateAsync() => _postgres?.CreateAsync() ?? Task.CompletedTask;

    /// <summary>A variable of the environment that the tool runs in.</summary>
    public (string Name, string Value)? Variable { get; set; }

    /// <summary>The tool's clock.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Where the copy is.</summary>
    public string Folder => _project.Directory;

    /// <summary>Runs a command that has to succeed; returns its document.</summary>
    public async Task<JsonElement> RunAsync(params string[] args) =>
        JsonDocument.Parse((await RunAsTextAsync([.. args, "--json"])).Output).RootElement;

    /// <summary>Runs a command that has to succeed.</summary>
    public async Task<CliResult> RunAsTextAsync(params string[] args)
    {
        CliResult result = await TryAsync(args);
        Assert.True(result.ExitCode == ExitCode.Ok, $"{string.Join(' ', args)}\n{result}");
        return result;
    }

    /// <summary>Runs a command that may fail.</summary>
    public async Task<CliResult> TryAsync(params string[] args)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal)
        {
            ["FURROW_DATABASE"] = _postgres?.Url ?? "sqlite:sample.db",
            ["XDG_CACHE_HOME"] = Path.Combine(_project.Directory, ".cache"),
        };
        if (Variable is var (name, value))
        {
            variables.Add(name, value);
        }

        TestHost host = _project.Host(variables: variables);
        CliHost withBoth = host.Host with
        {
            Clock = Clock,
            UseProviders = options => options.Use(new SqliteProvider()).Use(new PostgresProvider()).UseScripting(),
        };
        int exitCode = await FurrowCli.RunAsync(args, withBoth, TestContext.Current.CancellationToken);
        return new CliResult(exitCode, host.Output.ToString(), host.Error.ToString());
    }

    /// <summary>The rows of queries as lines, read by the database's own driver.</summary>
    public async Task<string> QueryAsync(string sql)
    {
        if (_postgres is not null)
        {
            return await _postgres.QueryAsync(sql);
        }

        await using SqliteConnection connection = new(
            $"Data Source={Path.Combine(_project.Directory, "sample.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await RowText.ReadAsync(command);
    }

    /// <summary>Every table that has rows, and how many.</summary>
    public async Task<string> ReadTablesAsync(string environment)
    {
        JsonElement status = await RunAsync("status", "--env", environment);
        return string.Join(", ", status.GetProperty("tables").EnumerateArray()
            .Where(table => table.GetProperty("rows").GetInt64() > 0)
            .Select(table => $"{table.GetProperty("name").GetString()} {table.GetProperty("rows")}")
            .Order(StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        _project.Dispose();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }
}
