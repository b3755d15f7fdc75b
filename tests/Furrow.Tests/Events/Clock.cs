namespace Furrow.Tests.Events;

/// <summary>A clock that moves on by one millisecond each time it is looked at.</summary>
internal sealed class Clock : TimeProvider
{
    internal static readonly DateTimeOffset Start = new(2025, 3, 1, 9, 30, 0, TimeSpan.Zero);

    private long lookCount = -1;

    public override DateTimeOffset GetUtcNow() => Start.AddMilliseconds(Interlocked.Increment(ref lookCount));
}
