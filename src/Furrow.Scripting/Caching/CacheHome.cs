namespace Furrow.Scripting.Caching;

/// <summary>
/// Where a user's programs keep what can be made again. Never a directory that others may write to: what lies there is
/// run.
/// </summary>
internal static class CacheHome
{
    private const string Folder = "furrow";

    /// <summary>The variables that decide.</summary>
    public static IReadOnlyList<string> Names { get; } = ["XDG_CACHE_HOME", "HOME", "LOCALAPPDATA"];

    /// <summary>The directory's full path, there or not; null where the user has none.</summary>
    public static string? Find(IReadOnlyDictionary<string, string> variables)
    {
        if (Get("XDG_CACHE_HOME") is { } cache)
        {
            return Path.Combine(cache, Folder);
        }

        if (OperatingSystem.IsWindows())
        {
            return Get("LOCALAPPDATA") is { } local ? Path.Combine(local, Folder, "cache") : null;
        }

        string below = OperatingSystem.IsMacOS() ? Path.Combine("Library", "Caches") : ".cache";
        return Get("HOME") is { } home ? Path.Combine(home, below, Folder) : null;

        // A relative path would lead somewhere else with each current directory.
        string? Get(string name) => variables.TryGetValue(name, out string? value) && Path.IsPathFullyQualified(value)
            ? value
            : null;
    }
}
