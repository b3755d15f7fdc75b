namespace Furrow.Bench.Measuring;

/// <summary>Programs on PATH.</summary>
internal static class InstalledProgram
{
    /// <summary>The full path of the first one of this name; null where there is none.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
}
