using Furrow.Snapshots;

namespace Furrow.Tests.Snapshots;

public sealed class SnapshotNameTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public void A_name_is_read_as_it_was_written()
    {
        SnapshotName name = new("our-own", "1a2b3c4", new DateTimeOffset(2026, 1, 31, 8, 15, 9, TimeSpan.Zero));
        Assert.Equal("our-own-seeded-v1a2b3c4-20260131-081509", name.ToString());
        Assert.Equal(name, SnapshotName.TryParse(name.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("development-seeded-latest")]
    [InlineData("development-seeded-v1a2b3c4-20260131")]
    [InlineData("development-seeded-v1a2b3c4-20261331-081500")]
    [InlineData("-seeded-v1-20260131-081500")]
    [InlineData("development-seeded-vXYZ-20260131-081500")]
    public void Anything_else_is_none(string text) => Assert.Null(SnapshotName.TryParse(text));

    [Fact]
    public void The_commit_is_read_from_gits_own_files()
    {
        using TempFolder folder = new();
        Assert.Null(GitCommit.Find(folder.Path));
        folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        string below = Path.Combine(folder.Path, "a", "b");
        Directory.CreateDirectory(below);
        Assert.Null(GitCommit.Find(below));
        folder.Write(".git/packed-refs", $"# pack-refs\n{Commit} refs/heads/main\n");
        Assert.Equal(Commit, GitCommit.Find(below));
        string newer = new('a', 40);
        folder.Write(".git/refs/heads/main", newer + "\n");
        Assert.Equal(newer, GitCommit.Find(below));
        folder.Write(".git/HEAD", Commit + "\n");
        Assert.Equal(Commit, GitCommit.Find(below));
        folder.Write(".git/worktrees/w/HEAD", "ref: refs/heads/main\n");
        folder.Write(".git/worktrees/w/commondir", "../..\n");
        folder.Write("tree/.git", $"gitdir: {Path.Combine(folder.Path, ".git/worktrees/w")}\n");
        Assert.Equal(newer, GitCommit.Find(Path.Combine(folder.Path, "tree")));
    }
}
