using System.Runtime.InteropServices;

namespace Furrow.Sqlite.Opening;

/// <summary>What the operating system would let this process do, asked without doing it.</summary>
internal static class UnixAccess
{
    private const int WriteOk = 2;

    /// <summary>
    /// Whether files can be made in a folder, or a file written; on Windows only trying tells, so true.
    /// </summary>
    public static bool MayWrite(string path) => OperatingSystem.IsWindows() || Access(path, WriteOk) == 0;

    [DllImport("libc", EntryPoint = "access", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}
