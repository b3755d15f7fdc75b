using System.Runtime.InteropServices;

namespace Furrow.Sqlite.Opening;

/// <summary>What the operating system would let this process do, asked without doing it.</summary>
internal static class UnixAccess
{
    private const int EnterOk = 1;
    private const int WriteOk = 2;

    /// <summary>
    /// Whether files can be made in a folder, or a file written; on Windows only trying tells, so true.
    /// </summary>
    public static bool MayWrite(string path) => OperatingSystem.IsWindows() || Access(path, WriteOk) == 0;

    /// <summary>Whether one can see what is in a folder: where not, every file in it seems to be missing.</summary>
    public static bool MayEnter(string folder) => OperatingSystem.IsWindows() || Access(folder, EnterOk) == 0;

    [DllImport("libc", EntryPoint = "access", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}
