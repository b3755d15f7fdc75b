using System.Diagnostics;
using Furrow.Cli.Tests.Scripts;
using Npgsql;

namespace Furrow.Cli.Tests.Fire;

/// <summary>A killed <c>verify</c> leaves a scratch database, and the next one drops it.</summary>
public sealed class KilledVerifyTests : IDisposable
{
    private const string SlowOnSqlite =
        "CREATE TABLE slow AS WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000000000) "
            + "SELECT max(n) FROM c;";

    private readonly DirectoryInfo _project = Directory.CreateTempSubdirectory("furrow-killed-verify-");

    public void Dispose() => _project.Delete(recursive: true);

    [Fact]
    public async Task On_SQLite()
    {
        string scratch = Path.Combine(_project.FullName, ".furrow", "scratch");
        await KillAndRunAgainAsync(
            "sqlite:app.db", SlowOnSqlite, () => Task.FromResult(Directory.GetFiles(scratch).Length));
    }

    [Fact]
    public async Task On_PostgreSQL()
    {
        Uri server = new(Environment.GetEnvironmentVariable("FURROW_TEST_POSTGRES")!);
        string name = $"killed_{Guid.NewGuid():N}"[..20];
        await KillAndRunAgainAsync(
            new UriBuilder(server) { Path = name }.Uri.ToString(),
            "SELECT pg_sleep(600);",
            () => CountAsync(server, $"furrow_scratch_{name}_"));
    }

    private async Task KillAndRunAgainAsync(string database, string slow, Func<Task<int>> countAsync)
    {
        Write("furrow.yaml", "name: shop\n");
        Write("migrations/1_a.up.sql", "CREATE TABLE a (id integer);");
        Write("migrations/1_a.down.sql", "DROP TABLE a;");
        Write("migrations/2_b.up.sql", slow);
        using (Process victim = Start(database))
        {
            while (await victim.StandardError.ReadLineAsync() is { } line
                && !line.Contains("\"migration-verified\"", StringComparison.Ordinal))
            {
                // The first migration is not done yet.
            }

            victim.Kill();
            await victim.WaitForExitAsync();
        }

        Assert.NotEqual(0, await countAsync());
        Write("migrations/2_b.up.sql", "CREATE TABLE b (id integer);");
        using Process again = Start(database);
        Task<string> errors = again.StandardError.ReadToEndAsync();
        await again.WaitForExitAsync();
        Assert.True(again.ExitCode == 0, await errors);
        Assert.Equal(0, await countAsync());
    }

    private Process Start(string database)
    {
        ProcessStartInfo start = new(
            Path.Combine(SourceTree.Root, "furrow"),
            ["verify", "-C", _project.FullName, "--database", database, "--json", "--log-format", "json"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    private void Write(string file, string text)
    {
        string path = Path.Combine(_project.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static async Task<int> CountAsync(Uri server, string prefix)
    {
        string[] login = server.UserInfo.Split(':');
        NpgsqlConnectionStringBuilder address = new()
        {
            Host = server.Host,
            Port = server.Port,
            Username = Uri.UnescapeDataString(login[0]),
            Password = login.Length > 1 ? Uri.UnescapeDataString(login[1]) : null,
            Database = "postgres",
            Pooling = false,
        };
        await using NpgsqlConnection connection = new(address.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(
            $"SELECT count(*)::int FROM pg_database WHERE starts_with(datname, '{prefix}')", connection);
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
