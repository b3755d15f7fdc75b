using Furrow.Scripting.Caching;

namespace Furrow.Scripting.Tests;

/// <summary>What is kept between commands, and that nothing depends on it.</summary>
public sealed class SeedCacheTests : IDisposable
{
    private readonly ScriptProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_was_compiled_is_kept_for_the_user_alone()
    {
        _project.Files.Seed("base/00_a.cs", "// policy: always\n" + ScriptProject.Say("\"a\""));
        await _project.SetupAsync();
        string[] kept = Kept();
        Assert.Equal([".info", ".seed"], kept.Select(Path.GetExtension).Order());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(_project.CacheDirectory));
            foreach (string file in kept)
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }

        DateTime[] written = Array.ConvertAll(kept, File.GetLastWriteTimeUtc);
        await _project.SetupAsync();
        Assert.Equal(written, Array.ConvertAll(Kept(), File.GetLastWriteTimeUtc));
        Assert.Equal(["a", "a"], _project.Log());
    }

    [Theory]
    [InlineData("base/00_a.cs", 4)]
    [InlineData("_shared.cs", 3)]
    public async Task Another_text_is_another_seed(string changed, int keptCount)
    {
        _project.Files.Seed("_shared.cs", "static class Shared { public const string Word = \"one\"; }")
            .Seed("base/00_a.cs", "// policy: always\n" + ScriptProject.Say("Shared.Word"));
        await _project.SetupAsync();
        _project.Files.Seed("_shared.cs", "static class Shared { public const string Word = \"two\"; }")
            .Seed("base/00_a.cs", "// policy: always\n" + ScriptProject.Say("Shared.Word + 1"));
        _project.Files.Seed(changed == "_shared.cs" ? "base/00_a.cs" : "_shared.cs", changed == "_shared.cs"
            ? "// policy: always\n" + ScriptProject.Say("Shared.Word")
            : "static class Shared { public const string Word = \"one\"; }");
        await _project.SetupAsync();
        Assert.Equal(["one", changed == "_shared.cs" ? "two" : "one1"], _project.Log());
        Assert.Equal(keptCount, Kept().Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(-1)]
    public async Task What_is_cut_short_or_altered_is_made_again(int length)
    {
        _project.Files.Seed("base/00_a.cs", "// policy: always\n" + ScriptProject.Say("\"a\""));
        await _project.SetupAsync();
        foreach (string file in Kept())
        {
            byte[] content = File.ReadAllBytes(file);
            content[^1] ^= 1;
            File.WriteAllBytes(file, length < 0 ? content : content[..length]);
        }

        await _project.SetupAsync();
        await _project.SetupAsync();
        Assert.Equal(["a", "a", "a"], _project.Log());
        Assert.All(Kept(), file => Assert.True(new FileInfo(file).Length >= 50));
    }

    [Fact]
    public async Task A_directory_that_others_may_write_to_is_not_used()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateDirectory(_project.CacheDirectory);
        File.SetUnixFileMode(
            _project.CacheDirectory, File.GetUnixFileMode(_project.CacheDirectory) | UnixFileMode.OtherWrite);
        _project.Files.Seed("base/00_a.cs", ScriptProject.Say("\"a\""));
        await _project.SetupAsync();
        Assert.Empty(Kept());
        Assert.Equal(["a"], _project.Log());
    }

    [Fact]
    public async Task Without_a_place_nothing_is_kept()
    {
        _project.UsesCache = false;
        _project.Files.Seed("base/00_a.cs", ScriptProject.Say("\"a\""));
        await _project.SetupAsync();
        Assert.Equal(["a"], _project.Log());
        Assert.False(Directory.Exists(Path.Combine(Environment.CurrentDirectory, "relative")));
    }

    [Fact]
    public async Task Writers_at_once_leave_one_whole_file()
    {
        SeedCache cache = new(_project.CacheDirectory, TimeProvider.System);
        byte[][] contents = [.. Enumerable.Range(0, 8).Select(n => Enumerable.Repeat((byte)n, 100_000 + n).ToArray())];
        await Task.WhenAll(contents.Select(content => Task.Run(
            () =>
            {
                for (int i = 0; i < 20; i++)
                {
                    cache.Write("x.seed", content);
                    byte[]? read = cache.Read("x.seed");
                    Assert.Contains(contents, c => read!.AsSpan().SequenceEqual(c));
                }
            },
            ScriptProject.Token)));
        Assert.Single(Kept());
    }

    [Fact]
    public void What_nobody_asked_for_in_two_months_is_forgotten()
    {
        SeedCache cache = new(_project.CacheDirectory, TimeProvider.System);
        cache.Write("old.seed", [1]);
        cache.Write("used.seed", [2]);
        foreach (string file in Kept())
        {
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddDays(-61));
        }

        Assert.Equal([2], cache.Read("used.seed")!);
        cache.Write("new.seed", [3]);
        Assert.Equal(["new.seed", "used.seed"], Kept().Select(Path.GetFileName).Order());
    }

    [Fact]
    public void The_place_is_the_users_own()
    {
        Assert.Null(CacheHome.Find(new Dictionary<string, string>()));
        Assert.Null(CacheHome.Find(new Dictionary<string, string> { ["HOME"] = "not/whole", ["XDG_CACHE_HOME"] = "" }));
        string root = Path.GetFullPath("/");
        Assert.Equal(
            Path.Combine(root, "c", "furrow"),
            CacheHome.Find(new Dictionary<string, string>
            {
                ["XDG_CACHE_HOME"] = Path.Combine(root, "c"), ["HOME"] = root,
            }));
    }

    private string[] Kept() => Directory.Exists(_project.CacheDirectory)
        ? [.. Directory.GetFiles(_project.CacheDirectory).Order(StringComparer.Ordinal)]
        : [];
}
