using System.Text.Json;
using Furrow.Errors;
using Furrow.Events;

namespace Furrow.Tests.Events;

public sealed class JsonLineFileSinkTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("furrow-log-");

    private string LogPath => Path.Combine(folder.FullName, "furrow.log");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_file_is_made_for_its_owner_alone_and_appended_to()
    {
        new JsonLineFileSink(LogPath).Emit(new LockAcquired(1));
        new JsonLineFileSink(LogPath).Emit(new LockAcquired(2));

        Assert.Equal([1L, 2L], Waits());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(LogPath));
    }

    [Fact]
    public void Progress_and_statements_are_left_out_unless_verbose()
    {
        foreach (var isVerbose in new[] { false, true })
        {
            var sink = new JsonLineFileSink(LogPath, isVerbose);
            sink.Emit(new ProgressMade(EventOperation.Insert, "a", "rows", 1, null));
            sink.Emit(new SqlExecuted(EventOperation.Insert, "SELECT 1", 1));
        }

        Assert.Contains("SELECT 1", Assert.Single(File.ReadAllLines(LogPath)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_writers_of_one_file_lose_and_tear_nothing()
    {
        const int writerCount = 6;
        const int eachCount = 500;
        await Task.WhenAll(Enumerable.Range(0, writerCount).Select(writer => Task.Run(() =>
        {
            var sink = new JsonLineFileSink(LogPath);
            for (var i = 0; i < eachCount; i++) sink.Emit(new LockAcquired((writer * eachCount) + i));
        })));

        Assert.Equal(Enumerable.Range(0, writerCount * eachCount).Select(i => (long)i), Waits().Order());
    }

    [Fact]
    public void A_log_that_is_rotated_away_begins_again()
    {
        var sink = new JsonLineFileSink(LogPath);
        sink.Emit(new LockAcquired(1));
        File.Move(LogPath, LogPath + ".1");
        sink.Emit(new LockAcquired(2));
        Assert.Equal([2L], Waits());
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named_at_once()
    {
        var path = Path.Combine(folder.FullName, "missing", "furrow.log");
        var error = Assert.Throws<FurrowException>(() => new JsonLineFileSink(path));
        Assert.Equal(ErrorCode.ConfigInvalid, error.Code);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Throws<FurrowException>(() => new JsonLineFileSink(folder.FullName));
    }

    private List<long> Waits() => [.. File.ReadAllLines(LogPath).Select(WaitIn)];

    private static long WaitIn(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("waitedMs").GetInt64();
    }
}
