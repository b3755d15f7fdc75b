using System.Collections.Immutable;
using Furrow.Providers;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Tests.Health;

public sealed class SqliteHealthTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_sound_database_passes_every_check()
    {
        await using SqliteHarness harness = new();
        await harness.CreateStateAsync();
        ImmutableArray<HealthCheck> checks = await harness.Database.DiagnoseAsync(None);
        Assert.Equal(
            ["folder", "file", "disk", "sqlite", "journal", "integrity", "foreign keys", "lock"],
            checks.Select(check => check.Name));
        Assert.All(checks, check => Assert.Equal(HealthLevel.Ok, check.Level));
    }

    [Fact]
    public async Task Rows_without_their_parent_are_found()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(
            "CREATE TABLE p (id INTEGER PRIMARY KEY)", "CREATE TABLE c (p REFERENCES p)", "PRAGMA foreign_keys = OFF");
        await using (SqliteConnection careless = new($"Data Source={harness.File};Pooling=False;Foreign Keys=False"))
        {
            careless.Open();
            careless.Execute("INSERT INTO c VALUES (1)");
        }

        HealthCheck check = (await harness.Database.DiagnoseAsync(None)).Single(check => check.Name == "foreign keys");
        Assert.Equal(HealthLevel.Failed, check.Level);
        Assert.Contains("1 row of c refers to p", check.Found, StringComparison.Ordinal);
        Assert.NotNull(check.Remedy);
    }

    [Fact]
    public async Task A_damaged_file_is_found()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(
            "CREATE TABLE t (a)", "INSERT INTO t VALUES (zeroblob(50000))", "CREATE INDEX i ON t (a)");
        await using (FileStream stream = File.OpenWrite(harness.File))
        {
            stream.Position = 4096;
            stream.Write(new byte[4096]);
        }

        ImmutableArray<HealthCheck> checks = await harness.Database.DiagnoseAsync(None);
        Assert.Contains(checks, check => check is { Name: "integrity", Level: HealthLevel.Failed, Remedy: not null });
    }

    [Fact]
    public async Task Whatever_stands_in_the_way_is_told_and_nothing_thrown()
    {
        await using SqliteHarness harness = new();
        await File.WriteAllTextAsync(Path.Combine(harness.Folder, "text.db"), new string('x', 5000), None);
        Directory.CreateDirectory(Path.Combine(harness.Folder, "folder.db"));
        foreach (string path in new[] { "text.db", "folder.db", "text.db/below.db" })
        {
            ImmutableArray<HealthCheck> checks = await harness.Open(path).DiagnoseAsync(None);
            Assert.Contains(checks, check => check is { Level: HealthLevel.Failed, Remedy: not null });
        }
    }

    [Fact]
    public async Task Who_holds_the_lock_is_told()
    {
        await using SqliteHarness harness = new();
        await harness.CreateStateAsync();
        await using IDatabaseLock? held = await harness.Database.TryLockAsync(new LockOwner("ann", "migrate"), None);
        HealthCheck check = (await harness.Database.DiagnoseAsync(None)).Single(check => check.Name == "lock");
        Assert.Equal(HealthLevel.Warning, check.Level);
        Assert.Contains("ann", check.Found, StringComparison.Ordinal);
    }
}
