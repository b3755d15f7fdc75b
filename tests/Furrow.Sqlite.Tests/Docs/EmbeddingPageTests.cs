using Furrow.Errors;
using Furrow.Specification;
using Harbour;

namespace Furrow.Sqlite.Tests.Docs;

/// <summary>Runs the example of docs/embedding.md and holds the page to it.</summary>
public sealed class EmbeddingPageTests : IDisposable
{
    private const string Fence = "```";

    private readonly DirectoryInfo _project = Directory.CreateTempSubdirectory("furrow-embedding-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _project.Delete(recursive: true);

    [Fact]
    public async Task The_page_shows_the_example_as_it_is_compiled()
    {
        string root = SourceTree.Root;
        string page = await File.ReadAllTextAsync(Path.Combine(root, "docs", "embedding.md"), Token);
        string example = await File.ReadAllTextAsync(
            Path.Combine(root, "tests", "Furrow.Sqlite.Tests", "Docs", "DatabaseStart.cs"), Token);
        Assert.Contains($"{Fence}csharp\n{example}{Fence}\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_sets_a_database_up_and_finds_it_so_the_second_time()
    {
        await WriteProjectAsync();
        using StringWriter first = new();
        Assert.True(await new DatabaseStart(first).RunAsync(_project.FullName, Token));
        Assert.Contains("Stamped start.db as test.", first.ToString(), StringComparison.Ordinal);
        Assert.Contains("Migration 1 init applied", first.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 took ", first.ToString(), StringComparison.Ordinal);
        Assert.Contains("Seed base/00_rooms 1.0.0 applied", first.ToString(), StringComparison.Ordinal);

        using StringWriter second = new();
        Assert.True(await new DatabaseStart(second).RunAsync(_project.FullName, Token));
        Assert.DoesNotContain("applied", second.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_does_not_catch_what_it_cannot_mend()
    {
        await WriteProjectAsync();
        await WriteAsync("migrations/2_bad.up.sql", "CREATE TABL x;\n");
        using StringWriter log = new();
        FurrowException e = await Assert.ThrowsAsync<FurrowException>(
            () => new DatabaseStart(log).RunAsync(_project.FullName, Token));
        Assert.Equal(ErrorCode.MigrationFailed, e.Code);
        Assert.Equal(("migrations/2_bad.up.sql", 1), (e.File, e.Line));
    }

    private async Task WriteProjectAsync()
    {
        await WriteAsync("furrow.yaml", "database: sqlite:start.db\n");
        await WriteAsync(
            "migrations/1_init.up.sql", "CREATE TABLE rooms (id INTEGER PRIMARY KEY, name text NOT NULL);\n");
        await WriteAsync("seeds/base/00_rooms.sql", "INSERT INTO rooms (name) VALUES ('reformer'), ('mat');\n");
    }

    private async Task WriteAsync(string file, string text)
    {
        string path = Path.Combine(_project.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, Token);
    }
}
