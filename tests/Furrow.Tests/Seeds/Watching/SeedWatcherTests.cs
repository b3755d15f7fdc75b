using Furrow.Seeds.LockFile;
using Furrow.Seeds.Watching;
using Furrow.Sql;

namespace Furrow.Tests.Seeds.Watching;

/// <summary>A real folder, watched by the real watcher; nothing is timed, only waited for.</summary>
public sealed class SeedWatcherTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<SeedWatchEvent> _seen = [];
    private readonly Lock _gate = new();
    private Task _watching = Task.CompletedTask;

    [Fact]
    public async Task Seeds_that_are_there_are_listed_at_once()
    {
        _folder.Write("seeds/base/00_a.sql", "SELECT 1;").Write("seeds/test/00_b.csv", "id\n1\n");
        Start();
        await SeesAsync("watching seeds", "added base/00_a", "added test/00_b");
        await ListsAsync("base/00_a", "test/00_b");
    }

    [Fact]
    public async Task Files_that_come_change_and_go_are_told_and_listed()
    {
        _folder.Write("seeds/base/00_a.sql", "SELECT 1;");
        Start();
        await ListsAsync("base/00_a");
        _folder.Write("seeds/base/05_b.sql", "SELECT 2;");
        await ListsAsync("base/00_a", "base/05_b");
        string before = Text();
        _folder.Write("seeds/base/05_b.sql", "SELECT 3;");
        await UntilAsync(() => Text() != before, "the lock has another checksum");
        await SeesAsync("changed base/05_b");
        File.Delete(_folder.Full("seeds/base/05_b.sql"));
        await ListsAsync("base/00_a");
        await SeesAsync("removed base/05_b");
    }

    [Fact]
    public async Task An_editor_that_saves_by_renaming_is_understood()
    {
        _folder.Write("seeds/base/00_a.sql", "SELECT 1;");
        Start();
        await ListsAsync("base/00_a");
        _folder.Write("seeds/base/.00_a.sql.swp", "SELECT 2; -- half")
            .Write("elsewhere.sql", "-- version: 2\nSELECT 2;");
        File.Move(_folder.Full("elsewhere.sql"), _folder.Full("seeds/base/00_a.sql"), overwrite: true);
        await UntilAsync(() => Text().Contains("base/00_a sql 2 ", StringComparison.Ordinal), "version 2 is listed");
        Assert.DoesNotContain(Seen(), seen => seen.Contains("swp", StringComparison.Ordinal)
            || seen.StartsWith("removed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bad_file_is_told_with_its_place_and_keeps_its_line()
    {
        _folder.Write("seeds/base/00_a.yaml", "tables: []\n");
        Start();
        await ListsAsync("base/00_a");
        string before = Text();
        _folder.Write("seeds/base/00_a.yaml", "tables: [\n").Write("seeds/base/05_b.sql", "SELECT 'open");
        await SeesAsync("problem seeds/base/00_a.yaml", "problem seeds/base/05_b.sql", "added base/05_b");
        Assert.Contains(before.Split('\n')[1], Text(), StringComparison.Ordinal);
        _folder.Write("seeds/base/00_a.yaml", "version: 2\ntables: []\n").Write("seeds/base/05_b.sql", "SELECT 'shut'");
        await SeesAsync("solved seeds/base/00_a.yaml", "solved seeds/base/05_b.sql", "changed base/00_a");
        await UntilAsync(() => Text().Contains("base/00_a yaml 2 ", StringComparison.Ordinal), "version 2 is listed");
    }

    [Fact]
    public async Task Folders_come_and_go()
    {
        Start();
        await SeesAsync("missing seeds");
        _folder.Write("seeds/base/00_a.sql", "SELECT 1;");
        await ListsAsync("base/00_a");
        _folder.Write("seeds/demo/00_b.sql", "SELECT 1;");
        await ListsAsync("base/00_a", "demo/00_b");
        Directory.Delete(_folder.Full("seeds/demo"), recursive: true);
        await ListsAsync("base/00_a");
        Directory.Delete(_folder.Full("seeds"), recursive: true);
        await UntilAsync(() => Seen().Count(seen => seen == "missing seeds") == 2, "the folder is missed");
        Assert.False(Directory.Exists(_folder.Full("seeds")));
        _folder.Write("seeds/base/05_c.sql", "SELECT 1;");
        await ListsAsync("base/05_c");
        Assert.False(_watching.IsCompleted);
    }

    [Fact]
    public async Task Many_files_at_once_are_all_listed()
    {
        _folder.Write("seeds/base/00_a.sql", "SELECT 1;");
        Start();
        await ListsAsync("base/00_a");
        for (int i = 0; i < 200; i++)
        {
            _folder.Write($"seeds/development/{i:000}_n.sql", $"SELECT {i};");
        }

        await ListsAsync(["base/00_a", .. Enumerable.Range(0, 200).Select(i => $"development/{i:000}_n")]);
    }

    [Fact]
    public async Task A_lock_that_others_change_is_put_right()
    {
        _folder.Write("seeds/base/00_a.sql", "SELECT 1;").Write("seeds/seeds.lock", "<<<<<<< ours\n");
        Start();
        await ListsAsync("base/00_a");
        File.Delete(_folder.Full("seeds/seeds.lock"));
        await ListsAsync("base/00_a");
    }

    [Fact]
    public async Task It_ends_when_it_is_told_to()
    {
        _folder.Write("seeds/base/00_a.sql", "SELECT 1;");
        Start();
        await ListsAsync("base/00_a");
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _watching);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
        _folder.Dispose();
    }

    private void Start() => _watching = Task.Run(() => new SeedWatcher(new SeedWatcherOptions(
        _folder.Full("seeds"), _folder.Display, SqlDialect.Sqlite, TimeProvider.System, Report)).RunAsync(_stop.Token));

    private void Report(SeedWatchEvent seen)
    {
        lock (_gate)
        {
            _seen.Add(seen);
        }
    }

    private List<string> Seen()
    {
        lock (_gate)
        {
            return [.. _seen.Select(seen => $"{seen.Kind.Word()} {seen.Subject}")];
        }
    }

    private string Text()
    {
        try
        {
            return File.ReadAllText(_folder.Full("seeds/seeds.lock"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private Task SeesAsync(params string[] events) => UntilAsync(
        () => events.Except(Seen(), StringComparer.Ordinal).ToArray() is [], string.Join(", ", events));

    private Task ListsAsync(params string[] names) => UntilAsync(
        () =>
        {
            try
            {
                return SeedLock.Parse(Text()).Entries.Select(entry => entry.Name).SequenceEqual(names);
            }
            catch (SeedLockFormatException)
            {
                return false;
            }
        },
        $"seeds.lock lists {string.Join(", ", names)}");

    private async Task UntilAsync(Func<bool> condition, string what)
    {
        using CancellationTokenSource limit =
            CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (!condition())
        {
            Assert.False(_watching.IsFaulted, _watching.Exception?.ToString());
            Assert.False(limit.IsCancellationRequested, $"Waited in vain for: {what}.\n{string.Join('\n', Seen())}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
