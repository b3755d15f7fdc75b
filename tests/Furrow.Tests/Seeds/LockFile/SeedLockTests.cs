using FsCheck;
using FsCheck.Fluent;
using Furrow.Seeds.LockFile;

namespace Furrow.Tests.Seeds.LockFile;

public sealed class SeedLockTests
{
    private static readonly SeedLockEntry A = new("base/00_a", "sql", "1.0.0", "aa11");
    private static readonly SeedLockEntry B = new("base/my seed", "yaml", "2.1", "bb22");

    [Fact]
    public void The_text_is_one_line_a_seed_by_name()
    {
        string[] lines = SeedLock.Of([B, A]).Write().Split('\n');
        Assert.StartsWith("# furrow seeds.lock 1:", lines[0], StringComparison.Ordinal);
        Assert.Equal(["base/00_a sql 1.0.0 aa11", "base/my seed yaml 2.1 bb22", ""], lines[1..]);
    }

    [Fact]
    public void Line_ends_and_a_byte_order_mark_do_not_matter() => Assert.Equal(
        [A, B], SeedLock.Parse("\uFEFF" + SeedLock.Of([A, B]).Write().ReplaceLineEndings("\r\n")).Entries);

    [Fact]
    public void What_is_written_is_read_again() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<string[]>(RoundTrip));

    [Fact]
    public void Any_text_is_read_or_refused_with_its_line() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<string[]>(ReadOrRefuse));

    private static void RoundTrip(string[] names)
    {
        SeedLockEntry[] entries =
        [
            .. (names ?? []).Select(name => $"base/{name}").Distinct(StringComparer.Ordinal)
                .Select(name => A with { Name = name }),
        ];
        SeedLock written = SeedLock.Of(entries);
        SeedLock read = SeedLock.Parse(written.Write());
        Assert.Equal(written.Entries, read.Entries);
        Assert.Equal(entries.Length + 2, written.Write().Split('\n').Length);
        Assert.Empty(written.ChangesTo(read));
    }

    private static void ReadOrRefuse(string[] lines)
    {
        string text = "# furrow seeds.lock 1:\n" + string.Join('\n', lines ?? []);
        try
        {
            _ = SeedLock.Parse(text);
        }
        catch (SeedLockFormatException e)
        {
            Assert.InRange(e.Line, 1, text.ReplaceLineEndings("\n").Split('\n').Length);
        }
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("# furrow seeds.lock 2: x\n", 1)]
    [InlineData("# furrow seeds.lock 1:\nbase/a sql 1.0.0\n", 2)]
    [InlineData("# furrow seeds.lock 1:\nbase/a sql 1.0.0 xyz\n", 2)]
    [InlineData("# furrow seeds.lock 1:\na sql 1.0.0 aa\n", 2)]
    [InlineData("# furrow seeds.lock 1:\nbase/\\u00 sql 1.0.0 aa\n", 2)]
    [InlineData("# furrow seeds.lock 1:\nbase/a sql 1.0.0 aa\n\nbase/a sql 1.0.0 aa\n", 4)]
    [InlineData("# furrow seeds.lock 1:\n=======\n", 2)]
    public void What_furrow_did_not_write_is_refused(string text, int line) =>
        Assert.Equal(line, Assert.Throws<SeedLockFormatException>(() => SeedLock.Parse(text)).Line);

    [Fact]
    public void Changes_are_added_changed_versioned_and_removed()
    {
        SeedLock before = SeedLock.Of([A, B, A with { Name = "base/c" }]);
        SeedLock after = SeedLock.Of(
            [A with { Checksum = "cc" }, B with { Version = "3", Checksum = "dd" }, A with { Name = "base/d" }]);
        Assert.Equal(
            [
                ("base/00_a", SeedLockChangeKind.Changed), ("base/c", SeedLockChangeKind.Removed),
                ("base/d", SeedLockChangeKind.Added), ("base/my seed", SeedLockChangeKind.Versioned),
            ],
            before.ChangesTo(after).Select(change => (change.Name, change.Kind)));
    }

    [Fact]
    public async Task Only_other_content_is_written()
    {
        using TempFolder folder = new();
        SeedLockStore store = new(folder.Full("seeds"), folder.Display);
        CancellationToken token = TestContext.Current.CancellationToken;
        Assert.Null(await store.ReadAsync(token));
        Assert.True(await store.WriteAsync(SeedLock.Of([A]), token));
        Assert.False(await store.WriteAsync(SeedLock.Of([A]), token));
        folder.Write("seeds/seeds.lock", SeedLock.Of([A]).Write().ReplaceLineEndings("\r\n"));
        Assert.False(await store.WriteAsync(SeedLock.Of([A]), token));
        Assert.True(await store.WriteAsync(SeedLock.Of([A, B]), token));
        Assert.Equal([A, B], (await store.ReadAsync(token))!.Entries);
        Assert.Equal(["seeds/seeds.lock"], folder.Files());
        folder.Write("seeds/seeds.lock", [0xff, 0xfe, 0xff]);
        Assert.Empty((await store.ReadOrEmptyAsync(token)).Entries);
        Assert.True(await store.WriteAsync(SeedLock.Of([A]), token));
    }
}
