using System.Diagnostics;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Sqlite.Locking;
using Furrow.Sqlite.Opening;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Tests.Locking;

public sealed class SqliteLockFileTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly LockOwner Owner = new("ann", "migrate");

    [Fact]
    public async Task It_holds_between_processes_and_goes_with_a_killed_one()
    {
        await using SqliteHarness harness = new();
        await harness.CreateStateAsync();
        using Process other = await LockHolder.StartAsync(harness.File);
        try
        {
            Assert.Null(await harness.Database.TryLockAsync(Owner, None));
            LockState? live = await harness.Database.ReadLockAsync(None);
            Assert.Equal((LockHolder.Holder, true), (live?.Holder, live?.Alive));
            Assert.False(await harness.Database.BreakLockAsync(force: false, None));
            FurrowException refused =
                await Assert.ThrowsAsync<FurrowException>(() => harness.Database.BreakLockAsync(force: true, None));
            Assert.Equal(ErrorCode.Locked, refused.Code);
            Assert.Contains(LockHolder.Holder, refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            other.Kill();
            await other.WaitForExitAsync(None);
        }

        LockState? dead = await harness.Database.ReadLockAsync(None);
        Assert.Equal((LockHolder.Holder, false), (dead?.Holder, dead?.Alive));
        await using IDatabaseLock? taken = await harness.Database.TryLockAsync(Owner, None);
        Assert.NotNull(taken);
        LockState? now = await harness.Database.ReadLockAsync(None);
        Assert.Equal((Owner.Holder, true), (now?.Holder, now?.Alive));
    }

    [Fact]
    public async Task A_reader_in_between_takes_no_claim_away()
    {
        await using SqliteHarness harness = new();
        await harness.CreateStateAsync();
        await using ISession reader = await harness.Database.OpenSessionAsync(SessionAccess.Read, None);
        using SqliteTransaction reading = ((SqliteConnection)reader.Connection).BeginTransaction(deferred: true);
        using SqliteCommand look = ((SqliteConnection)reader.Connection).CreateCommand();
        look.Transaction = reading;
        look.CommandText = "SELECT count(*) FROM furrow_lock";
        look.ExecuteScalar();
        Task<IDatabaseLock?> taking = Task.Run(() => harness.Database.TryLockAsync(Owner, None), None);

        // Longer than SQLite itself waits for a reader.
        await Task.Delay(TimeSpan.FromMilliseconds(700), None);
        await reading.RollbackAsync(None);
        await using IDatabaseLock? taken = await taking;
        Assert.Equal(Owner.Holder, (await harness.Database.ReadLockAsync(None))?.Holder);
    }

    [Fact]
    public async Task Children_do_not_inherit_it()
    {
        await using SqliteHarness harness = new();
        await harness.CreateStateAsync();
        IDatabaseLock? first = await harness.Database.TryLockAsync(Owner, None);
        using Process child = Process.Start(new ProcessStartInfo("sleep", "30"))!;
        try
        {
            await first!.DisposeAsync();
            await using IDatabaseLock? second = await harness.Database.TryLockAsync(Owner, None);
            Assert.NotNull(second);
            Assert.False(child.HasExited);
        }
        finally
        {
            child.Kill();
        }
    }

    [Fact]
    public async Task Looking_never_keeps_it_from_being_taken()
    {
        await using SqliteHarness harness = new();
        LockFile file = new(new DatabaseFile(harness.File), TimeProvider.System);
        await (await file.TryTakeAsync(None))!.DisposeAsync();
        using CancellationTokenSource stop = new();
        long looks = 0;
        Task[] lookers =
        [
            .. Enumerable.Range(0, 3).Select(_ => Task.Run(
                () =>
                {
                    while (!stop.IsCancellationRequested)
                    {
                        file.Probe();
                        Interlocked.Increment(ref looks);
                    }
                },
                None)),
        ];
        int taken = 0;
        int attempts = 0;
        for (; attempts < 300 || Interlocked.Read(ref looks) < 3_000; attempts++)
        {
            await using FileStream? held = await file.TryTakeAsync(None);
            taken += held is null ? 0 : 1;
            Assert.Equal(LockFileState.Held, file.Probe());
        }

        await stop.CancelAsync();
        await Task.WhenAll(lookers);
        Assert.Equal(attempts, taken);
        Assert.Equal(LockFileState.Free, file.Probe());
    }

    [Fact]
    public async Task Of_many_takers_one_at_a_time_holds_it()
    {
        await using SqliteHarness harness = new();
        LockFile file = new(new DatabaseFile(harness.File), TimeProvider.System);
        int inside = 0;
        int crowded = 0;
        int taken = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 200; i++)
            {
                if (await file.TryTakeAsync(None) is { } held)
                {
                    crowded += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
                    Interlocked.Increment(ref taken);
                    Interlocked.Decrement(ref inside);
                    await held.DisposeAsync();
                }
            }
        })));
        Assert.Equal(0, crowded);
        Assert.True(taken > 0);
    }

    [Fact]
    public async Task Looking_creates_no_file_and_a_release_leaves_it()
    {
        await using SqliteHarness harness = new();
        await harness.CreateStateAsync();
        string path = harness.File + ".furrow-lock";
        Assert.Null(await harness.Database.ReadLockAsync(None));
        Assert.False(await harness.Database.BreakLockAsync(force: true, None));
        await harness.LeaveDeadClaimAsync("ghost");
        Assert.False((await harness.Database.ReadLockAsync(None))?.Alive);
        Assert.False(File.Exists(path));
        await (await harness.Database.TryLockAsync(Owner, None))!.DisposeAsync();
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task Two_links_to_one_database_share_its_lock()
    {
        await using SqliteHarness harness = new();
        await harness.CreateStateAsync();
        File.CreateSymbolicLink(Path.Combine(harness.Folder, "link.db"), harness.File);
        await using IDatabaseLock? held = await harness.Open("link.db").TryLockAsync(Owner, None);
        Assert.NotNull(held);
        Assert.Null(await harness.Database.TryLockAsync(Owner, None));
    }

    [Fact]
    public async Task A_holder_whose_file_was_deleted_is_stopped_by_its_guard()
    {
        await using SqliteHarness harness = new();
        await harness.CreateStateAsync();
        await using IDatabaseLock? first = await harness.Database.TryLockAsync(Owner, None);
        File.Delete(harness.File + ".furrow-lock");
        await using IDatabaseLock? second = await harness.Database.TryLockAsync(new LockOwner("bob", "seed"), None);
        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction = await session.BeginAsync(new(TransactionPurpose.Work), None);
        await second!.GuardAsync(session, transaction.Transaction, None);
        FurrowException lost = await Assert.ThrowsAsync<FurrowException>(
            () => first!.GuardAsync(session, transaction.Transaction, None));
        Assert.Contains("bob", lost.Detail, StringComparison.Ordinal);
    }
}
