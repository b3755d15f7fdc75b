using System.Security.Cryptography;
using Furrow.Errors;
using Furrow.Schema;
using Furrow.Transfer;

namespace Furrow.Tests.Transfer;

/// <summary>Files that appear complete or not at all.</summary>
public sealed class ExportFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Target => _folder.Full("out");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_is_seen_before_everything_is_written()
    {
        _folder.Write("out/a.sql", "old").Write("out/mine.txt", "mine").Write("out/b.sql", "old");
        await using (ExportFolder folder = ExportFolder.Begin(Target))
        {
            ExportFile file = folder.Add("a.sql", hasChecksum: true);
            await file.WriteAsync("new"u8.ToArray(), Token);
            Assert.Equal("old", await File.ReadAllTextAsync(_folder.Full("out/a.sql"), Token));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("new"u8)), file.Checksum());
            ExportedFiles files = await folder.PublishAsync(["a.sql", "b.sql", "c.sql"], Token);
            Assert.Equal([new ExportedFile("a.sql", 3)], files.Files);
            Assert.Equal(["b.sql"], files.Removed);
        }

        Assert.Equal(["out/a.sql", "out/mine.txt"], _folder.Files());
        Assert.Equal("new", await File.ReadAllTextAsync(_folder.Full("out/a.sql"), Token));
    }

    [Fact]
    public async Task What_is_given_up_leaves_nothing_not_even_the_folder()
    {
        await using (ExportFolder folder = ExportFolder.Begin(Target))
        {
            await folder.Add("a.sql").WriteAsync("half"u8.ToArray(), Token);
        }

        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task Two_exports_do_not_mix_in_one_folder()
    {
        await using ExportFolder folder = ExportFolder.Begin(Target);
        FurrowException error = Assert.Throws<FurrowException>(() => ExportFolder.Begin(Target));
        Assert.Equal(ErrorCode.Locked, error.Code);
    }

    [Fact]
    public async Task What_a_killed_export_left_is_removed_by_the_next_one()
    {
        _folder.Write("out/.export/lock").Write("out/.export/a.sql", "half");
        await using (ExportFolder folder = ExportFolder.Begin(Target))
        {
            folder.Add("a.sql");
            await folder.PublishAsync([], Token);
        }

        Assert.Equal(["out/a.sql"], _folder.Files());
    }

    [Fact]
    public void Every_table_has_a_file_of_its_own_on_any_file_system()
    {
        string longName = new('ü', 31);
        Assert.Equal(
            [
                "public.users.csv", "public.Users~2.csv", "a%2Eb.c.csv", "a.b%2Ec.csv",
                "public.%2E%2E%2F%22x%20y%2A.csv",
                $"public.{string.Concat(Enumerable.Repeat("%C3%BC", 17))[..100]}.csv",
            ],
            CsvFileNames.Of(
            [
                new("public", "users"), new("public", "Users"), new("a.b", "c"), new("a", "b.c"),
                new("public", "../\"x y*"), new("public", longName),
            ]));
    }
}
