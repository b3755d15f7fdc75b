using System.Globalization;
using System.Runtime.InteropServices;

namespace Furrow.Bench.Reporting;

/// <summary>What the numbers were measured on.</summary>
internal static class Machine
{
    /// <summary>One line: cores and processor, system, runtime, load.</summary>
    public static string Describe()
    {
        List<string> parts =
        [
            $"{Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)} cores ({Processor()})",
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
        ];
        if (LoadOfLastMinute() is { } load)
        {
            parts.Add(load > Environment.ProcessorCount / 2.0
                ? string.Create(CultureInfo.InvariantCulture, $"load {load:0.0} at the start: busy, only ratios hold")
                : string.Create(CultureInfo.InvariantCulture, $"load {load:0.0} at the start"));
        }

        return string.Join(" · ", parts);
    }

    private static string Processor()
    {
        const string Place = "/proc/cpuinfo";
        string? line = File.Exists(Place)
            ? File.ReadLines(Place).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static double? LoadOfLastMinute()
    {
        const string Place = "/proc/loadavg";
        return File.Exists(Place)
            ? double.Parse(File.ReadAllText(Place).Split(' ')[0], CultureInfo.InvariantCulture)
            : null;
    }
}
