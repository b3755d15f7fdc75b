namespace Furrow.Snapshots;

/// <summary>Keeps an environment's snapshots out of git, by a <c>.gitignore</c> in their folder.</summary>
internal static class IgnoredSnapshots
{
    /// <summary>Adds the line for an environment unless it is there.</summary>
    public static async Task AddAsync(string directory, string environment, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        string path = Path.Combine(directory, ".gitignore");
        string line = $"/{environment}-seeded-*";
        string text = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : "";
        if (text.Split('\n').Any(known => known.Trim() == line))
        {
            return;
        }

        string end = text.Length == 0 || text.EndsWith('\n') ? "" : "\n";
        await File.WriteAllTextAsync(path, $"{text}{end}{line}\n", cancellationToken);
    }
}
