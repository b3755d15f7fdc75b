using System.Diagnostics;

namespace Furrow.Bench.Measuring;

/// <summary>Work done inside this process, timed.</summary>
internal static class InProcess
{
    public static async Task<Sample> RunAsync(Func<Task> work)
    {
        TimeSpan cpuBefore = CpuTime();
        long start = Stopwatch.GetTimestamp();
        await work();
        double wallMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return new Sample(wallMs, (CpuTime() - cpuBefore).TotalMilliseconds);
    }

    private static TimeSpan CpuTime()
    {
        using Process self = Process.GetCurrentProcess();
        return self.TotalProcessorTime;
    }
}
