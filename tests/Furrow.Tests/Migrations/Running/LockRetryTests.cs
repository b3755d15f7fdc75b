using Furrow.Migrations.Running;

namespace Furrow.Tests.Migrations.Running;

/// <summary>How often, and after which pauses, work is tried again that somebody else's lock stopped.</summary>
public sealed class LockRetryTests
{
    private readonly Clock _clock = new();
    private readonly List<RetryNotice> _notices = [];

    [Fact]
    public async Task Pauses_double_up_to_a_limit_and_chance_cuts_them()
    {
        int attempts = 0;
        await RunAsync(chance: 1, TimeSpan.FromMinutes(5), () => ++attempts < 10);
        Assert.Equal([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5, 5, 5], _notices.Select(notice => notice.Pause.TotalSeconds));
        Assert.Equal(Enumerable.Range(1, 9), _notices.Select(notice => notice.Attempt));

        _notices.Clear();
        attempts = 0;
        await RunAsync(chance: 0, TimeSpan.FromMinutes(5), () => ++attempts < 4);
        Assert.Equal([0.05, 0.1, 0.2], _notices.Select(notice => notice.Pause.TotalSeconds));
    }

    [Fact]
    public async Task It_gives_up_when_the_limit_has_passed_since_the_first_time()
    {
        _clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(chance: 1, TimeSpan.FromSeconds(1), () => true));
        Assert.Equal(4, _notices.Count);
    }

    [Fact]
    public async Task No_limit_to_speak_of_means_one_attempt()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(chance: 1, TimeSpan.Zero, () => true));
        Assert.Empty(_notices);
    }

    [Fact]
    public async Task Other_faults_are_not_tried_again()
    {
        LockRetry retry = new(_clock, () => 1, TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => retry.RunAsync(
            _ => throw new InvalidOperationException(),
            e => e is TimeoutException ? "in the way" : null,
            NoteAsync,
            TestContext.Current.CancellationToken));
        Assert.Empty(_notices);
    }

    private Task RunAsync(double chance, TimeSpan limit, Func<bool> isInTheWay) =>
        new LockRetry(_clock, () => chance, limit).RunAsync(
            _ => isInTheWay() ? throw new TimeoutException() : Task.CompletedTask,
            e => e is TimeoutException ? "in the way" : null,
            NoteAsync,
            TestContext.Current.CancellationToken);

    private Task NoteAsync(RetryNotice notice, CancellationToken cancellationToken)
    {
        _notices.Add(notice);
        return Task.CompletedTask;
    }

    /// <summary>A clock on which every pause is over at once, its time having passed.</summary>
    private sealed class Clock : TimeProvider
    {
        private TimeSpan _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => _now += by;

        public override long GetTimestamp() => _now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Advance(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
