using System.Diagnostics;
using System.Globalization;

namespace Furrow.Bench.Measuring;

/// <summary>A program with its arguments, timed from before it starts until after it has ended.</summary>
internal sealed record ProgramRun(string FileName, params IReadOnlyList<string> Arguments)
{
    private static readonly TimeSpan MemoryInterval = TimeSpan.FromMilliseconds(1);

    /// <summary>Variables beside the inherited ones.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>This program as one side of a comparison.</summary>
    public Contender As(string name) => new()
    {
        Name = name,
        RunAsync = RunAsync,
        ReadPeakMbAsync = ReadPeakMbAsync,
    };

    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public async Task<Sample> RunAsync(CancellationToken cancellationToken)
    {
        double? cpuBefore = ChildUsage.ReadCpuMs();
        long start = Stopwatch.GetTimestamp();
        using Process process = Start();
        await EndAsync(process, cancellationToken);
        double wallMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return new Sample(wallMs, ChildUsage.ReadCpuMs() - cpuBefore);
    }

    // Asking disturbs, so it is done in a run of its own, which nobody times.
    private async Task<double?> ReadPeakMbAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        using Process process = Start();
        Task end = EndAsync(process, cancellationToken);
        double? peakMb = null;
        while (!end.IsCompleted)
        {
            peakMb = ReadHighWaterMb(process.Id) ?? peakMb;
            await Task.WhenAny(end, Task.Delay(MemoryInterval, cancellationToken));
        }

        await end;
        return peakMb;
    }

    // The kernel keeps the peak itself; only what comes in the last millisecond can be missed.
    private static double? ReadHighWaterMb(int pid)
    {
        const string Label = "VmHWM:";
        try
        {
            string? line = File.ReadLines($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/status")
                .FirstOrDefault(text => text.StartsWith(Label, StringComparison.Ordinal));
            string? kilobytes = line?[Label.Length..].Trim().Split(' ')[0];
            return kilobytes is null ? null : double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private Process Start()
    {
        ProcessStartInfo start = new(FileName, Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in Variables)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    private async Task EndAsync(Process process, CancellationToken cancellationToken)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            // The arguments stay out of the message: they may hold a password.
            throw new InvalidOperationException(
                $"{Path.GetFileName(FileName)} ended with {process.ExitCode}:\n{await errors}{await output}");
        }
    }
}
