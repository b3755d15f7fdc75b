using System.Diagnostics;

namespace Furrow.Postgres.Tests.Catalog;

/// <summary>
/// Counts what the driver sends while it is alive: it reports every command, and one batch as one, to tracing. Other
/// tests of the same process are told apart by the activity that this one begins.
/// </summary>
internal sealed class RoundTrips : IDisposable
{
    private readonly Activity _root = new("counting");
    private readonly ActivityListener _listener;
    private int _count;

    public RoundTrips()
    {
        _root.SetIdFormat(ActivityIdFormat.W3C);
        _root.Start();
        ActivityTraceId mine = _root.TraceId;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity =>
            {
                if (activity.TraceId == mine)
                {
                    Interlocked.Increment(ref _count);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public int Count => Volatile.Read(ref _count);

    public void Dispose()
    {
        _listener.Dispose();
        _root.Stop();
    }
}
