using System.Text.RegularExpressions;
using Furrow.Data;
using Furrow.Errors;

namespace Furrow.Migrations;

/// <summary>
/// Reads a folder of paired migration files: <c>VERSION_name[.dialect][.tx].up.sql</c> and its <c>.down.sql</c>. A
/// subfolder with
/// one of the provider's names is taken instead of the folder itself. Files of another dialect are passed over; a
/// file for this dialect beats its
/// twin without one. Every problem is reported at once.
/// </summary>
public sealed partial class MigrationFolder
{
    private static readonly string[] KnownDialects =
        ["postgres", "postgresql", "pg", "sqlite", "sqlite3", "mysql", "mariadb", "cockroach", "cockroachdb", "mssql", "sqlserver", "oracle"];

    private readonly IReadOnlyList<string> _dialects;
    private readonly Func<string, string> _display;
    private readonly List<string> _problems = [];
    private string? _firstProblemFile;

    private MigrationFolder(IReadOnlyList<string> dialects, Func<string, string> display)
    {
        _dialects = dialects;
        _display = display;
    }

    /// <summary>
    /// Reads the migrations under a folder, ordered by version. A folder that is not there holds none.
    /// </summary>
    /// <param name="folder">The configured folder's full path.</param>
    /// <param name="dialects">The names that select this provider (<see
    /// cref="Providers.IDatabaseProvider.DialectNames"/>).</param>
    /// <param name="display">Turns a full path into what people are shown.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<IReadOnlyList<MigrationFile>> ReadAsync(
        string folder, IReadOnlyList<string> dialects, Func<string, string> display, CancellationToken cancellationToken)
    {
        MigrationFolder reader = new(dialects, display);
        string chosen = Choose(folder, dialects);
        return Directory.Exists(chosen) ? await reader.ReadFilesAsync(chosen, cancellationToken) : [];
    }

    /// <summary>
    /// The folder that is really read: the provider's own below the configured one, where there is one.
    /// </summary>
    public static string Choose(string folder, IReadOnlyList<string> dialects) =>
        dialects.Select(dialect => Path.Combine(folder, dialect)).FirstOrDefault(Directory.Exists) ?? folder;

    [GeneratedRegex(@"^(?<version>\d+(?:[._-]\d+)*)(?:[_.-](?<name>.*?))?(?<mode>\.tx|\.autocommit)?\.(?<direction>up|down)\.sql$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PairedName { get; }

    private async Task<IReadOnlyList<MigrationFile>> ReadFilesAsync(string folder, CancellationToken cancellationToken)
    {
        List<Candidate> candidates = [];
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            string file = Path.GetFileName(path);
            if (file.StartsWith('.') || !file.EndsWith(".sql", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (Parse(path, file) is { } candidate && IsOurs(candidate))
            {
                candidates.Add(candidate);
            }
        }

        List<MigrationFile> migrations = [];
        foreach (IGrouping<MigrationVersion, Candidate> version in candidates.GroupBy(c => c.Version).OrderBy(g => g.Key))
        {
            if (Pair(version) is { } pair)
            {
                string text = await ReadTextAsync(pair.Up.Path, cancellationToken);
                migrations.Add(new MigrationFile(
                    pair.Up.Version, pair.Up.Name, pair.Up.Path, pair.Down?.Path, text, TextChecksum.Of(text)));
            }
        }

        ThrowProblems();
        return migrations;
    }

    private Candidate? Parse(string path, string file)
    {
        Match match = PairedName.Match(file);
        if (!match.Success || !MigrationVersion.TryParse(match.Groups["version"].Value, out MigrationVersion? version))
        {
            Report(path, $"{_display(path)}: expected VERSION_name.up.sql or VERSION_name.down.sql, VERSION being digits.");
            return null;
        }

        string mode = match.Groups["mode"].Value;
        if (mode == ".autocommit")
        {
            Report(path, $"{_display(path)}: non-transactional migrations (.autocommit) cannot be run by this version of furrow.");
        }

        string name = match.Groups["name"].Value;
        string? dialect = KnownDialects.FirstOrDefault(known => name.EndsWith("." + known, StringComparison.OrdinalIgnoreCase));
        return new Candidate(path, version, dialect is null ? name : name[..^(dialect.Length + 1)], dialect, match.Groups["direction"].Value == "up");
    }

    private bool IsOurs(Candidate candidate) => candidate.Dialect is null || IsOurDialect(candidate.Dialect);

    private bool IsOurDialect(string dialect) => _dialects.Contains(dialect, StringComparer.OrdinalIgnoreCase);

    private (Candidate Up, Candidate? Down)? Pair(IGrouping<MigrationVersion, Candidate> version)
    {
        Candidate? up = Pick(version, isUp: true);
        Candidate? down = Pick(version, isUp: false);
        if (up is null)
        {
            Report(down!.Path, $"{_display(down.Path)}: a down file without its up file.");
            return null;
        }

        return (up, down);
    }

    private Candidate? Pick(IEnumerable<Candidate> version, bool isUp)
    {
        List<Candidate> all = [.. version.Where(c => c.IsUp == isUp)];
        List<Candidate> own = [.. all.Where(c => c.Dialect is not null)];
        List<Candidate> picked = own.Count > 0 ? own : all;
        if (picked.Count > 1)
        {
            Report(picked[1].Path, $"version {picked[0].Version} is there more than once: {string.Join(", ", picked.Select(c => _display(c.Path)))}.");
        }

        return picked.FirstOrDefault();
    }

    private async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(path, $"{_display(path)}: cannot be read: {e.Message}");
            return "";
        }
    }

    private void Report(string path, string problem)
    {
        _firstProblemFile ??= _display(path);
        _problems.Add(problem);
    }

    private void ThrowProblems()
    {
        if (_problems.Count > 0)
        {
            throw new FurrowException(ErrorCode.ConfigInvalid, _problems.Count == 1
                ? _problems[0]
                : $"{_problems.Count} problems in the migrations folder.")
            {
                Detail = _problems.Count == 1 ? null : string.Join(Environment.NewLine, _problems),
                File = _firstProblemFile,
                Hint = "Rename, remove or repair these files; nothing was changed.",
            };
        }
    }

    private sealed record Candidate(string Path, MigrationVersion Version, string Name, string? Dialect, bool IsUp);
}
