using System.Security.Cryptography;
using Furrow.Providers;
using Furrow.Specification.Workflows;

namespace Furrow.Sqlite.Tests.Workflows;

/// <summary>A project whose database is a file that does not exist yet, in a folder that does not either.</summary>
internal sealed class SqliteWorkflowHarness : WorkflowHarness
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("furrow-sqlite-");

    public override IDatabaseProvider Provider { get; } = new SqliteProvider();

    public string DatabasePath => Path.Combine(_folder.FullName, "data", "shop.db");

    public override string Address => "sqlite:" + DatabasePath;

    public override string Schema => "main";

    public override string AloneStatement => "VACUUM";

    public override string SlowStatement =>
        """
        CREATE TABLE slow AS
        WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000000000) SELECT max(n) FROM c
        """;

    public override Task<string> FingerprintAsync() => Task.FromResult(string.Join(
        '\n',
        Directory.EnumerateFileSystemEntries(_folder.FullName, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} {(File.Exists(path) ? Hash(path) : "")}")));

    public override Task<int> CountScratchAsync()
    {
        string scratch = Path.Combine(Project.Path, ".furrow", "scratch");
        return Task.FromResult(Directory.Exists(scratch) ? Directory.GetFiles(scratch).Length : 0);
    }

    public override Task RefuseRowsAsync(string table, string condition) => ExecuteAsync(
        $"""
        CREATE TRIGGER refuse BEFORE INSERT ON {State[table]} WHEN {condition}
        BEGIN SELECT RAISE(ABORT, 'history is closed'); END
        """);

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return base.DisposeAsync();
    }

    private static string Hash(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
}
