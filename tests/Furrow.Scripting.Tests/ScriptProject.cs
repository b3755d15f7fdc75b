using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Seeds;
using Furrow.Specification.Workflows;
using Furrow.Workflows;
using Microsoft.Data.Sqlite;

namespace Furrow.Scripting.Tests;

/// <summary>A project with a SQLite database, a table <c>log (what)</c> and a cache directory of its own.</summary>
internal sealed class ScriptProject : IDisposable
{
    public const string Head = "public sealed class Rows : Seed\n{\n";

    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("furrow-cache-");

    public ScriptProject()
    {
        Files.Migration("1_log", "CREATE TABLE log (id INTEGER PRIMARY KEY, what text NOT NULL);");
        Files.Migration("2_users", "CREATE TABLE users (id INTEGER PRIMARY KEY, email text UNIQUE, state text);");
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public ProjectFolder Files { get; } = new();

    public EventRecorder Events { get; } = new();

    public string CacheDirectory => Path.Combine(_cache.FullName, "furrow");

    public bool UsesCache { get; set; } = true;

    public IServiceProvider? Services { get; set; }

    /// <summary>A seed's text whose RunAsync has this body; its first statement stands in line 5.</summary>
    public static string Class(string body, string more = "") => $$"""
        {{Head}}    public override async Task RunAsync(SeedContext context, CancellationToken cancellationToken)
            {
                {{body}}
                await Task.Yield();
            }
            {{more}}
        }

        """;

    /// <summary>A seed's text that writes one row of <c>log</c>.</summary>
    public static string Say(string expression) =>
        Class($"await context.InsertAsync(\"log\", new {{ what = {expression} }}, cancellationToken);");

    public Task<FurrowProject> OpenAsync(Action<FurrowOptions>? configure = null) => FurrowProject.OpenAsync(
        Files.Path,
        options =>
        {
            options.UseSqlite().UseScripting();
            options.Variables = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["XDG_CACHE_HOME"] = UsesCache ? _cache.FullName : "relative",
            };
            options.Overrides = new ProjectOverrides { Database = "sqlite:shop.db" };
            options.Services = Services;
            options.Sinks.Add(Events);
            configure?.Invoke(options);
        },
        Token);

    public async Task<SetupResult> SetupAsync(CancellationToken? token = null)
    {
        await using FurrowProject project = await OpenAsync();
        return await project.SetupAsync(new SetupOptions(), token ?? Token);
    }

    public async Task<FurrowException> FailsAsync(string code = ErrorCode.SeedFailed)
    {
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => SetupAsync());
        Assert.True(error.Code == code, $"{error.Code}: {error.Message}\n{error.Detail}");
        return error;
    }

    public async Task<IReadOnlyList<SeedFile>> ListAsync()
    {
        await using FurrowProject project = await OpenAsync();
        return [.. (await project.ListAsync(new QueryOptions(), Token)).Seeds.Select(seed => seed.Seed)];
    }

    public IReadOnlyList<string> Log() => Rows("SELECT what FROM log ORDER BY id");

    public IReadOnlyList<string> Rows(string sql)
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(Files.Path, "shop.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    public void Dispose()
    {
        Files.Dispose();
        _cache.Delete(recursive: true);
    }
}
