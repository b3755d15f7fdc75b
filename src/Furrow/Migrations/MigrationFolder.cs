using System.Collections.Immutable;
using System.IO.Enumeration;
using Furrow.Configuration;
using Furrow.Data;
using Furrow.Errors;

namespace Furrow.Migrations;

/// <summary>
/// Reads a folder of paired migration files: <c>VERSION_name[.dialect][.tx].up.sql</c> and its <c>.down.sql</c>. A
/// subfolder with one of the provider's names is taken instead of the folder itself. Files of another dialect are
/// passed over; a file for this dialect beats its twin without one. Whatever else looks like a migration is refused by
/// name rather than passed over. Every problem is reported at once.
/// </summary>
public sealed class MigrationFolder
{
    // Other tools run these as migrations.
    private static readonly string[] ForeignExtensions =
        [".go", ".py", ".rb", ".js", ".mjs", ".cjs", ".ts", ".php", ".java", ".kt", ".groovy", ".cs", ".exs", ".pl"];

    private readonly MigrationSource _source;
    private readonly List<string> _problems = [];
    private string? _firstProblemFile;

    private MigrationFolder(MigrationSource source) => _source = source;

    /// <summary>Reads the migrations, ordered by version. A folder that is not there holds none.</summary>
    /// <param name="source">Where they lie.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FurrowException">Code <c>config.invalid</c>: files that are no migrations.</exception>
    public static async Task<MigrationSet> ReadAsync(
        MigrationSource source, CancellationToken cancellationToken)
    {
        RefuseOtherFormats(source.Settings.Format);
        string chosen = Choose(source.Folder, source.Dialects);
        if (File.Exists(chosen))
        {
            throw new FurrowException(
                ErrorCode.ConfigInvalid, $"The migrations folder {source.Display(chosen)} is a file.")
            {
                Hint = "Name a folder under `migrations: path:` in furrow.yaml.",
            };
        }

        return Directory.Exists(chosen)
            ? await new MigrationFolder(source).ReadFilesAsync(chosen, cancellationToken)
            : MigrationSet.Empty;
    }

    /// <summary>
    /// The folder that is really read: the provider's own below the configured one, where there is one.
    /// </summary>
    public static string Choose(string folder, IReadOnlyList<string> dialects) =>
        dialects.Select(dialect => Path.Combine(folder, dialect)).FirstOrDefault(Directory.Exists) ?? folder;

    private static void RefuseOtherFormats(MigrationFormat format)
    {
        if (format is not (MigrationFormat.Auto or MigrationFormat.Pairs))
        {
            throw new FurrowException(
                ErrorCode.ConfigInvalid,
                $"furrow.yaml says that migrations are in the format {format.ToString().ToLowerInvariant()}, "
                    + "which this version of furrow cannot read.")
            {
                File = ProjectFile.FileName,
                Hint = "Write them as pairs, VERSION_name.up.sql and VERSION_name.down.sql.",
            };
        }
    }

    private async Task<MigrationSet> ReadFilesAsync(string folder, CancellationToken cancellationToken)
    {
        List<Candidate> candidates = [];
        foreach (string path in List(folder))
        {
            if (Parse(path) is { } name && IsOurs(path, name))
            {
                candidates.Add(new Candidate(path, name));
            }
        }

        ImmutableArray<MigrationFile>.Builder migrations = ImmutableArray.CreateBuilder<MigrationFile>();
        foreach (IGrouping<MigrationVersion, Candidate> version in
            candidates.GroupBy(candidate => candidate.Name.Version).OrderBy(group => group.Key))
        {
            if (Pair(version) is var (up, down))
            {
                string text = await ReadTextAsync(up.Path, cancellationToken);
                migrations.Add(new MigrationFile(
                    up.Name.Version,
                    up.Name.Name,
                    new MigrationScript(up.Path, text, up.Name.Transaction),
                    down is null ? null : new MigrationScript(down.Path, down.Name.Transaction),
                    TextChecksum.Of(text)));
            }
        }

        ThrowProblems();
        return new MigrationSet(
            migrations.Count == 0 ? MigrationFormat.Auto : MigrationFormat.Pairs, migrations.ToImmutable(), []);
    }

    private IReadOnlyList<string> List(string folder)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFileSystemEntries(folder)
                    .Where(path => !Path.GetFileName(path).StartsWith('.') && !IsIgnored(Path.GetFileName(path)))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (TextFile.IsUnreadable(e))
        {
            Report(folder, $"{_source.Display(folder)}: cannot be read: {e.Message}");
            return [];
        }
    }

    private bool IsIgnored(string file) => _source.Settings.Ignore.Any(
        pattern => FileSystemName.MatchesSimpleExpression(pattern, file, ignoreCase: false));

    private MigrationFileName? Parse(string path)
    {
        string file = Path.GetFileName(path);
        if (Directory.Exists(path))
        {
            if (char.IsAsciiDigit(file[0]))
            {
                Report(
                    path,
                    $"{_source.Display(path)}: one folder a migration cannot be read by this version of furrow.");
            }

            return null;
        }

        if (ForeignExtensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
        {
            Report(path, $"{_source.Display(path)}: only SQL can be run as a migration.");
            return null;
        }

        if (!file.EndsWith(".sql", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        MigrationFileName? name = MigrationFileName.Parse(file);
        if (name is null)
        {
            Report(
                path,
                $"{_source.Display(path)}: expected VERSION_name.up.sql or VERSION_name.down.sql, "
                    + "VERSION being digits.");
        }

        return name;
    }

    private bool IsOurs(string path, MigrationFileName name)
    {
        if (name.Dialect is not null && !_source.Dialects.Contains(name.Dialect, StringComparer.OrdinalIgnoreCase))
        {
            return false;
        }

        if (name.Transaction == MigrationTransaction.None)
        {
            Report(
                path,
                $"{_source.Display(path)}: non-transactional migrations (.autocommit) cannot be run by this version of "
                    + "furrow.");
        }

        return true;
    }

    private (Candidate Up, Candidate? Down)? Pair(IGrouping<MigrationVersion, Candidate> version)
    {
        Candidate? up = Pick(version, isUp: true);
        Candidate? down = Pick(version, isUp: false);
        if (up is null)
        {
            Report(down!.Path, $"{_source.Display(down.Path)}: a down file without its up file.");
            return null;
        }

        if (down is not null && !string.Equals(up.Name.Name, down.Name.Name, StringComparison.Ordinal))
        {
            Report(
                down.Path,
                $"{_source.Display(down.Path)}: a down file whose name is not that of {_source.Display(up.Path)}.");
        }

        return (up, down);
    }

    private Candidate? Pick(IEnumerable<Candidate> version, bool isUp)
    {
        List<Candidate> all = [.. version.Where(candidate => candidate.Name.IsUp == isUp)];
        List<Candidate> own = [.. all.Where(candidate => candidate.Name.Dialect is not null)];
        List<Candidate> picked = own.Count > 0 ? own : all;
        if (picked.Count > 1)
        {
            string files = string.Join(", ", picked.Select(candidate => _source.Display(candidate.Path)));
            Report(picked[1].Path, $"version {picked[0].Name.Version} is there more than once: {files}.");
        }

        return picked.FirstOrDefault();
    }

    private async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await TextFile.ReadAsync(path, cancellationToken);
        }
        catch (Exception e) when (TextFile.IsUnreadable(e))
        {
            Report(path, $"{_source.Display(path)}: cannot be read: {e.Message}");
            return "";
        }
    }

    private void Report(string path, string problem)
    {
        _firstProblemFile ??= _source.Display(path);
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
                Detail = _problems.Count == 1 ? null : string.Join('\n', _problems),
                File = _firstProblemFile,
                Hint = "Rename, remove or repair these files, or list them under `migrations: ignore:` in furrow.yaml; "
                    + "nothing was changed.",
            };
        }
    }

    private sealed record Candidate(string Path, MigrationFileName Name);
}
