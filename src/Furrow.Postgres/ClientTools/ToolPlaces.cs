namespace Furrow.Postgres.ClientTools;

/// <summary>Where programs are looked for: a search path, and a folder with one folder a version.</summary>
internal sealed record ToolPlaces(string SearchPath, string Root)
{
    // What Debian puts on the search path. It chooses among the folders by rules of its own, by the server it is to
    // reach, so that the version it tells need not be the one that runs.
    private const string Chooser = "pg_wrapper";

    /// <summary>This machine's: PATH, and where Debian keeps the programs of each major version.</summary>
    public static ToolPlaces Here => new(Environment.GetEnvironmentVariable("PATH") ?? "", "/usr/lib/postgresql");

    /// <summary>All of a name that answer: those of the search path in its order, then the folders'.</summary>
    public async Task<IReadOnlyList<ClientTool>> ListAsync(
        string name, TimeProvider clock, CancellationToken cancellationToken)
    {
        List<ClientTool> tools = [];
        foreach (string path in Candidates(name))
        {
            if (await ClientTool.AskAsync(name, path, clock, cancellationToken) is { } tool)
            {
                tools.Add(tool);
            }
        }

        return tools;
    }

    private IEnumerable<string> Candidates(string name)
    {
        string file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        IEnumerable<string> searched = SearchPath
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(folder => Path.Combine(folder, file));
        IEnumerable<string> versions = Directory.Exists(Root)
            ? Directory.EnumerateDirectories(Root).Order(StringComparer.Ordinal)
                .Select(version => Path.Combine(version, "bin", file))
            : [];
        return searched.Concat(versions).Where(path => File.Exists(path) && !IsChooser(path))
            .Distinct(StringComparer.Ordinal);
    }

    private static bool IsChooser(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true)?.Name == Chooser;
}
