using Furrow.Errors;
using Furrow.Providers;

namespace Furrow.Specification;

/// <summary>One at a time, and who it is.</summary>
public abstract class LockSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IProviderFixture
{
    private static readonly LockOwner Ann = new("ann@host pid 12 (migrate)", "migrate");
    private static readonly LockOwner Bob = new("bob@host pid 13 (seed)", "seed");

    [Fact]
    public async Task Only_one_holds_it_until_it_is_released()
    {
        await using ProviderHarness harness = await CreateAsync();
        IDatabaseLock? first = await harness.Database.TryLockAsync(Ann, ProviderHarness.Token);
        Assert.NotNull(first);
        Assert.Equal(LockKind.Session, first.Kind);
        Assert.False(first.Lost.IsCancellationRequested);
        Assert.Null(await harness.Database.TryLockAsync(Bob, ProviderHarness.Token));
        await first.DisposeAsync();
        await using IDatabaseLock? second = await harness.Database.TryLockAsync(Bob, ProviderHarness.Token);
        Assert.NotNull(second);
    }

    [Fact]
    public async Task Its_state_shows_the_holder()
    {
        await using ProviderHarness harness = await CreateAsync();
        Assert.Null(await harness.Database.ReadLockAsync(ProviderHarness.Token));
        DateTimeOffset before = harness.Database.Options.Clock.GetUtcNow().AddSeconds(-5);
        await using (await harness.Database.TryLockAsync(Ann, ProviderHarness.Token))
        {
            LockState? state = await harness.Database.ReadLockAsync(ProviderHarness.Token);
            Assert.Equal((Ann.Holder, true), (state?.Holder, state?.Alive));
            Assert.InRange(state!.Since, before, before.AddMinutes(1));
            Assert.Equal(TimeSpan.Zero, state.Since.Offset);
        }

        Assert.Null(await harness.Database.ReadLockAsync(ProviderHarness.Token));
    }

    [Fact]
    public async Task Of_two_that_race_exactly_one_wins()
    {
        await using ProviderHarness harness = await CreateAsync();
        for (int round = 0; round < 20; round++)
        {
            using Barrier start = new(2);
            Task<IDatabaseLock?> run(LockOwner owner) => Task.Run(async () =>
            {
                start.SignalAndWait(ProviderHarness.Token);
                return await harness.Database.TryLockAsync(owner, ProviderHarness.Token);
            });
            IDatabaseLock?[] locks = await Task.WhenAll(run(Ann), run(Bob));
            IDatabaseLock winner = Assert.Single(locks.OfType<IDatabaseLock>());
            await winner.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_dead_holder_is_shown_as_dead_and_can_be_removed()
    {
        await using ProviderHarness harness = await CreateAsync();
        await harness.LeaveDeadClaimAsync("ghost");
        LockState? state = await harness.Database.ReadLockAsync(ProviderHarness.Token);
        Assert.Equal(("ghost", false), (state?.Holder, state?.Alive));
        Assert.True(await harness.Database.BreakLockAsync(force: false, ProviderHarness.Token));
        Assert.Null(await harness.Database.ReadLockAsync(ProviderHarness.Token));
        Assert.False(await harness.Database.BreakLockAsync(force: false, ProviderHarness.Token));
    }

    [Fact]
    public async Task A_dead_holder_stops_nobody()
    {
        await using ProviderHarness harness = await CreateAsync();
        await harness.LeaveDeadClaimAsync("ghost");
        await using IDatabaseLock? taken = await harness.Database.TryLockAsync(Ann, ProviderHarness.Token);
        Assert.NotNull(taken);
        Assert.Equal(Ann.Holder, (await harness.Database.ReadLockAsync(ProviderHarness.Token))?.Holder);
    }

    [Fact]
    public async Task A_live_holder_is_not_removed_without_force()
    {
        await using ProviderHarness harness = await CreateAsync();
        await using IDatabaseLock? held = await harness.Database.TryLockAsync(Ann, ProviderHarness.Token);
        Assert.False(await harness.Database.BreakLockAsync(force: false, ProviderHarness.Token));
        Assert.True((await harness.Database.ReadLockAsync(ProviderHarness.Token))?.Alive);
    }

    [Fact]
    public async Task Its_guard_lets_the_holder_write_and_nobody_after_release()
    {
        await using ProviderHarness harness = await CreateAsync();
        await harness.RunAsync("CREATE TABLE t (a integer)");
        IDatabaseLock? held = await harness.Database.TryLockAsync(Ann, ProviderHarness.Token);
        await using ISession session = await harness.OpenAsync();
        await using (ISessionTransaction transaction = await Begin(session))
        {
            await held!.GuardAsync(session, transaction.Transaction, ProviderHarness.Token);
            await session.ExecuteAsync(ProviderHarness.Statement("INSERT INTO t VALUES (1)"), ProviderHarness.Token);
            await transaction.CommitAsync(ProviderHarness.Token);
        }

        await held.DisposeAsync();
        await using IDatabaseLock? other = await harness.Database.TryLockAsync(Bob, ProviderHarness.Token);
        await using (ISessionTransaction transaction = await Begin(session))
        {
            FurrowException lost = await Assert.ThrowsAsync<FurrowException>(
                () => held.GuardAsync(session, transaction.Transaction, ProviderHarness.Token));
            Assert.Equal(ErrorCode.Locked, lost.Code);
        }

        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM t"));
    }

    private async Task<ProviderHarness> CreateAsync()
    {
        ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.CreateStateAsync();
        return harness;
    }

    private static Task<ISessionTransaction> Begin(ISession session) =>
        session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), ProviderHarness.Token);
}
