using Furrow.Snapshots;

namespace Furrow.Tests.Snapshots;

public sealed class SnapshotDraftTests
{
    private const int Contenders = 4;
    private const int RoundCount = 2_000;

    [Fact]
    public async Task A_name_that_another_gives_up_in_the_same_moment_is_taken_or_had()
    {
        using TempFolder folder = new();
        SnapshotName name = new("development", "53f9b11", new DateTimeOffset(2026, 11, 21, 3, 5, 39, TimeSpan.Zero));
        int[] begun = await Task.WhenAll(Enumerable.Range(0, Contenders).Select(_ => Task.Run(() =>
        {
            int count = 0;
            for (int round = 0; round < RoundCount; round++)
            {
                using SnapshotDraft? draft = SnapshotDraft.TryBegin(folder.Path, name);
                count += draft is null ? 0 : 1;
            }

            return count;
        })));
        Assert.InRange(begun.Sum(), 1, Contenders * RoundCount);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
