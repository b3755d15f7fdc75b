using System.Runtime.InteropServices;

namespace Furrow.Bench.Measuring;

/// <summary>
/// The processor time of all children that have ended. One child runs at a time, so that the difference of two readings
/// is that child's, its own children included.
/// </summary>
internal static partial class ChildUsage
{
    private const int Children = -1;

    // struct rusage begins with two struct timeval: user and system time, each seconds and microseconds.
    private const int LongsOfUsage = 18;

    public static double? ReadCpuMs()
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        long[] usage = new long[LongsOfUsage];
        return getrusage(Children, usage) == 0
            ? ((usage[0] + usage[2]) * 1000.0) + ((usage[1] + usage[3]) / 1000.0)
            : null;
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int getrusage(int who, [Out] long[] usage);
}
