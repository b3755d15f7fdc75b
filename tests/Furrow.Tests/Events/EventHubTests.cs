using Furrow.Events;

namespace Furrow.Tests.Events;

public sealed class EventHubTests
{
    [Fact]
    public void A_failing_sink_is_dropped_after_its_first_failure_and_reported_once_to_the_others()
    {
        var before = new Recorder();
        var failing = new FailingSink("disk full");
        var after = new Recorder();
        var hub = new EventHub([before, failing, after], new Clock(), SecretRedactor.None);

        hub.Emit(new LockAcquired(1));
        hub.Emit(new LockReleased(2));

        Assert.Equal(1, failing.CallCount);
        Assert.Equal(before.Events, after.Events);
        Assert.Collection(
            before.Events,
            first => Assert.IsType<LockAcquired>(first),
            second => Assert.Equal(
                "FailingSink failed and hears nothing more: disk full", Assert.IsType<WarningRaised>(second).Message),
            third => Assert.IsType<LockReleased>(third));
    }

    [Fact]
    public void A_sink_that_fails_on_the_report_of_another_is_dropped_too()
    {
        var recorder = new Recorder();
        var onWarning = new FailingSink("second") { FailsOn = typeof(WarningRaised) };
        var hub = new EventHub([new FailingSink("first"), onWarning, recorder], new Clock(), SecretRedactor.None);

        hub.Emit(new LockAcquired(1));
        hub.Emit(new LockReleased(2));

        Assert.Equal(2, onWarning.CallCount);
        Assert.Equal(
            ["lock-acquired", "warning-raised", "warning-raised", "lock-released"],
            recorder.Events.Select(heard => heard.Name));
    }

    [Fact]
    public void With_no_sink_left_the_work_still_goes_on()
    {
        var failing = new FailingSink("gone");
        var hub = new EventHub([failing], new Clock(), SecretRedactor.None);
        hub.Emit(new LockAcquired(1));
        hub.Emit(new LockAcquired(2));
        Assert.Equal(1, failing.CallCount);
    }

    [Fact]
    public void An_event_raised_by_a_sink_follows_the_one_it_was_raised_in()
    {
        var echo = new EchoSink();
        var recorder = new Recorder();
        var hub = new EventHub([echo, recorder], new Clock(), SecretRedactor.None);
        echo.Target = hub;

        hub.Emit(new LockAcquired(1));

        Assert.Equal(["lock-acquired", "warning-raised"], recorder.Events.Select(heard => heard.Name));
    }

    [Fact]
    public async Task From_many_threads_every_sink_hears_everything_once_in_the_same_order_with_rising_times()
    {
        const int threadCount = 8;
        const int eachCount = 500;
        var first = new Recorder();
        var second = new Recorder();
        var hub = new EventHub([first, new FailingSink("early"), second], new Clock(), SecretRedactor.None);

        await Task.WhenAll(Enumerable.Range(0, threadCount).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < eachCount; i++) hub.Emit(new LockAcquired((thread * eachCount) + i));
        })));

        Assert.Equal(first.Events, second.Events);
        var heard = first.Events.OfType<LockAcquired>().Select(acquired => acquired.WaitedMs).ToList();
        Assert.Equal(Enumerable.Range(0, threadCount * eachCount).Select(i => (long)i), heard.Order());
        Assert.Single(first.Events.OfType<WarningRaised>());
        var times = first.Events.Select(one => one.Timestamp).ToList();
        Assert.Equal(times.Order(), times);
        for (var thread = 0; thread < threadCount; thread++)
        {
            var own = heard.Where(number => number / eachCount == thread).ToList();
            Assert.Equal(own.Order(), own);
        }
    }

    [Fact]
    public void The_hub_gives_the_time_and_leaves_the_callers_event_alone()
    {
        var recorder = new Recorder();
        var original = new LockAcquired(1);
        new EventHub([recorder], new Clock(), SecretRedactor.None).Emit(original);
        Assert.Equal(Clock.Start, Assert.Single(recorder.Events).Timestamp);
        Assert.Equal(default, original.Timestamp);
    }

    [Fact]
    public void Secrets_reach_no_sink_not_even_by_the_failure_of_another()
    {
        var recorder = new Recorder();
        var secrets = new SecretRedactor("hunter22");
        var hub = new EventHub([new FailingSink("cannot log hunter22"), recorder], new Clock(), secrets);
        hub.Emit(new WarningRaised("tried hunter22", "not hunter22"));
        Assert.Equal(
            ["tried ***", "FailingSink failed and hears nothing more: cannot log ***"],
            recorder.Events.Select(heard => heard.Details));
        Assert.DoesNotContain(recorder.Events, heard => $"{heard}".Contains("hunter22", StringComparison.Ordinal));
    }

    private sealed class FailingSink(string message) : IEventSink
    {
        internal int CallCount { get; private set; }

        internal Type? FailsOn { get; init; }

        public void Emit(FurrowEvent furrowEvent)
        {
            CallCount++;
            if (FailsOn is null || FailsOn == furrowEvent.GetType()) throw new IOException(message);
        }
    }

    private sealed class EchoSink : IEventSink
    {
        internal EventHub? Target { get; set; }

        public void Emit(FurrowEvent furrowEvent)
        {
            if (furrowEvent is LockAcquired) Target!.Emit(new WarningRaised("echo", null));
        }
    }
}
