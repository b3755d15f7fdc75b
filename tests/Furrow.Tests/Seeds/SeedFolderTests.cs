using System.Text;
using Furrow.Errors;
using Furrow.Seeds;

namespace Furrow.Tests.Seeds;

/// <summary>Which files are seeds, and what is said of the others.</summary>
public sealed class SeedFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_folder_is_read_in_order()
    {
        _folder.Write("test/00_a.sql").Write("base/10_b.yml", "tables: []").Write("base/9_a.csv", "id\n")
            .Write("base/x.JSON", "{}").Write("demo/00_d.yaml", "version: 2\ntables: []");
        IReadOnlyList<SeedFile> seeds = await ReadAsync();
        Assert.Equal(["base/9_a", "base/10_b", "base/x", "demo/00_d", "test/00_a"], seeds.Select(seed => seed.Name));
        Assert.Equal(
            [SeedKind.Csv, SeedKind.Yaml, SeedKind.Json, SeedKind.Yaml, SeedKind.Sql], seeds.Select(seed => seed.Kind));
        Assert.Equal(
            [SeedPolicy.Upsert, SeedPolicy.Upsert, SeedPolicy.Upsert, SeedPolicy.Upsert, SeedPolicy.Once],
            seeds.Select(seed => seed.Policy));
        Assert.Equal([9, 10, null, 0, 0], seeds.Select(seed => seed.Prefix));
        Assert.Equal(["1.0.0", "1.0.0", "1.0.0", "2", "1.0.0"], seeds.Select(seed => seed.Version));
        Assert.Equal("base/9_a.csv", seeds[0].DisplayPath);
        Assert.Equal("base", seeds[0].Folder);
        Assert.Equal("id\n", seeds[0].Text);
    }

    [Fact]
    public async Task Other_files_and_hidden_ones_are_left_alone()
    {
        _folder.Write("base/README.md").Write("base/.x.sql").Write("base/photo.png").Write("base/data/1.sql")
            .Write(".git/hooks.cs").Write("top.sql").Write("base/00_a.sql");
        Assert.Equal(["base/00_a"], (await ReadAsync()).Select(seed => seed.Name));
    }

    [Fact]
    public async Task Companions_belong_to_their_seed()
    {
        _folder.Write("base/00_a.sql").Write("base/00_a.down.sql").Write("base/00_a.from-1.0.0.sql", "UP")
            .Write("base/00_a.FROM-1.5.sql", "UP2").Write("base/10_b.csv", "id\n").Write("base/10_b.from-1.sql", "B");
        IReadOnlyList<SeedFile> seeds = await ReadAsync();
        Assert.Equal(["base/00_a", "base/10_b"], seeds.Select(seed => seed.Name));
        Assert.Equal(
            [(1L, 5L, "UP2", "base/00_a.FROM-1.5.sql"), (1L, 0L, "UP", "base/00_a.from-1.0.0.sql")],
            seeds[0].Upgrades.Select(found => (found.From.Major, found.From.Minor, found.Text, found.DisplayPath)));
        Assert.Single(seeds[1].Upgrades);
    }

    [Fact]
    public async Task What_only_looks_like_a_companion_is_a_seed()
    {
        _folder.Write("base/00_users.from-legacy.sql").Write("base/10_b.from-1.0-beta.sql");
        Assert.Equal(
            ["base/00_users.from-legacy", "base/10_b.from-1.0-beta"], (await ReadAsync()).Select(seed => seed.Name));
    }

    [Theory]
    [InlineData("base/00_a.down.sql")]
    [InlineData("base/00_a.from-1.0.0.sql")]
    public async Task A_companion_of_nothing_is_refused(string file)
    {
        _folder.Write(file).Write("base/10_b.sql");
        FurrowException error = await FailsAsync();
        Assert.Equal(file, error.File);
        Assert.Contains("no seed 00_a", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_down_file_belongs_to_its_seed()
    {
        _folder.Write("base/00_a.sql").Write("base/00_a.down.sql", "DELETE FROM a;").Write("base/10_b.csv", "id\n1\n")
            .Write("base/10_b.DOWN.sql", "DELETE FROM b;").Write("base/20_c.sql");
        Assert.Equal(
            [("base/00_a.down.sql", "DELETE FROM a;"), ("base/10_b.DOWN.sql", "DELETE FROM b;"), (null, null)],
            (await ReadAsync()).Select(seed => (seed.Down?.DisplayPath, seed.Down?.Text)));
    }

    [Fact]
    public async Task C_sharp_seeds_are_refused_by_file()
    {
        _folder.Write("base/05_admin.cs");
        Assert.Equal("base/05_admin.cs", (await FailsAsync()).File);
    }

    [Fact]
    public async Task Namesakes_are_refused_with_both_files()
    {
        _folder.Write("base/00_a.sql").Write("base/00_a.json", "{}").Write("test/00_a.sql");
        FurrowException error = await FailsAsync();
        Assert.Contains("base/00_a.json and base/00_a.sql", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_problems_are_told_at_once_with_their_lines()
    {
        _folder.Write("base/00_a.cs").Write("base/10_b.sql", "-- x\n-- policy: never").WriteUnreadable("base/20_c.sql")
            .Write("demo/30_d.csv", Encoding.Latin1.GetBytes("id,name\n1,Grüße\n")).Write("demo/40_e.json", "{")
            .Write("demo/40_e.down.sql").WriteUnreadable("demo/50_f.from-1.sql").Write("demo/50_f.sql");
        FurrowException error = await FailsAsync();
        string[] lines =
            [.. error.Detail!.Split('\n').Where(line => !line.StartsWith("  → ", StringComparison.Ordinal))];
        Assert.StartsWith("6 problems", error.Message, StringComparison.Ordinal);
        Assert.Equal(6, lines.Length);
        Assert.Contains(lines, line => line.StartsWith("base/00_a.cs: ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("base/10_b.sql:2: policy", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("base/20_c.sql: The file cannot", StringComparison.Ordinal));
        Assert.Contains(lines, line => line == "demo/30_d.csv: The file cannot be read: line 2 is not UTF-8.");
        Assert.Contains(lines, line => line.StartsWith("demo/40_e.json:1:2: ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("demo/50_f.from-1.sql: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_holds_none_and_a_file_is_no_folder()
    {
        Assert.Empty(await ReadAsync("nowhere"));
        _folder.Write("seeds");
        FurrowException error = await FailsAsync("seeds");
        Assert.Contains("is a file", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00_a", 0L)]
    [InlineData("20250111231125_a", 20250111231125L)]
    [InlineData("7", 7L)]
    [InlineData("a1", null)]
    [InlineData("99999999999999999999_a", null)]
    [InlineData("٣_a", null)]
    public async Task The_prefix_is_the_number_that_the_name_begins_with(string name, long? prefix)
    {
        _folder.Write($"base/{name}.sql");
        Assert.Equal(prefix, (await ReadAsync()).Single().Prefix);
    }

    private Task<IReadOnlyList<SeedFile>> ReadAsync(string folder = "") => SeedFolder.ReadAsync(
        _folder.Full(folder), _folder.Display, TestContext.Current.CancellationToken);

    private async Task<FurrowException> FailsAsync(string folder = "")
    {
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => ReadAsync(folder));
        Assert.Equal(ErrorCode.SeedInvalid, error.Code);
        return error;
    }
}
