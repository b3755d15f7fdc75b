using System.Globalization;
using Furrow.Data;
using Furrow.Errors;

namespace Furrow.Seeds;

/// <summary>
/// Reads the seeds folder: every folder in it, every seed in those, with its metadata. Companions
/// (<c>NAME.down.sql</c>, <c>NAME.from-VERSION.sql</c>) and other files are passed over. Every problem is reported at once.
/// </summary>
public sealed class SeedFolder
{
    private static readonly Dictionary<string, SeedKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [".sql"] = SeedKind.Sql,
        [".csv"] = SeedKind.Csv,
        [".json"] = SeedKind.Json,
        [".yaml"] = SeedKind.Yaml,
        [".yml"] = SeedKind.Yaml,
    };

    private readonly Func<string, string> _display;
    private readonly List<FurrowException> _problems = [];

    private SeedFolder(Func<string, string> display) => _display = display;

    /// <summary>Reads every seed of every folder, ordered by folder, then as they run within it. No folder, no seeds.</summary>
    /// <param name="directory">The seeds folder's full path.</param>
    /// <param name="display">Turns a full path into what people are shown.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FurrowException">Code <c>seed.invalid</c>: files that are no seeds.</exception>
    public static async Task<IReadOnlyList<SeedFile>> ReadAsync(
        string directory, Func<string, string> display, CancellationToken cancellationToken)
    {
        SeedFolder reader = new(display);
        List<SeedFile> seeds = [];
        if (Directory.Exists(directory))
        {
            foreach (string folder in Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal))
            {
                await reader.ReadFolderAsync(folder, seeds, cancellationToken);
            }
        }

        reader.FindNamesakes(seeds);
        reader.ThrowProblems();
        return [.. seeds.OrderBy(seed => seed, SeedOrder.WithinFolders)];
    }

    private async Task ReadFolderAsync(string folder, List<SeedFile> seeds, CancellationToken cancellationToken)
    {
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            string file = Path.GetFileName(path);
            string extension = Path.GetExtension(file);
            if (file.StartsWith('.') || IsCompanion(file))
            {
                continue;
            }

            if (string.Equals(extension, ".cs", StringComparison.OrdinalIgnoreCase))
            {
                Report(path, "C# seeds cannot be run by this version of furrow.", "Write it as sql, csv, json or yaml.");
            }
            else if (Kinds.TryGetValue(extension, out SeedKind kind)
                && await ReadSeedAsync(path, folder, kind, cancellationToken) is { } seed)
            {
                seeds.Add(seed);
            }
        }
    }

    private async Task<SeedFile?> ReadSeedAsync(
        string path, string folder, SeedKind kind, CancellationToken cancellationToken)
    {
        try
        {
            string text = await File.ReadAllTextAsync(path, cancellationToken);
            string file = Path.GetFileNameWithoutExtension(path);
            string folderName = Path.GetFileName(folder);
            SeedMetadata metadata = SeedMetadata.Read(text, kind, _display(path));
            return new SeedFile
            {
                Name = $"{folderName}/{file}",
                Folder = folderName,
                Path = path,
                DisplayPath = _display(path),
                Kind = kind,
                Policy = metadata.Policy ?? (kind == SeedKind.Sql ? SeedPolicy.Once : SeedPolicy.Upsert),
                Version = metadata.Version ?? "1.0.0",
                Description = metadata.Description ?? "",
                Depends = metadata.Depends,
                Requires = metadata.Requires,
                Tables = metadata.Tables,
                IsVolatile = metadata.IsVolatile,
                Text = text,
                Checksum = TextChecksum.Of(text),
                Prefix = PrefixOf(file),
            };
        }
        catch (FurrowException e)
        {
            _problems.Add(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(path, $"The file cannot be read: {e.Message}", "Give the user who runs furrow the right to read it.");
        }

        return null;
    }

    private static long? PrefixOf(string file)
    {
        int digits = file.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && long.TryParse(file.AsSpan(0, digits), CultureInfo.InvariantCulture, out long prefix) ? prefix : null;
    }

    private static bool IsCompanion(string file) =>
        file.EndsWith(".down.sql", StringComparison.OrdinalIgnoreCase)
        || (file.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) && file.Contains(".from-", StringComparison.OrdinalIgnoreCase));

    private void FindNamesakes(List<SeedFile> seeds)
    {
        foreach (IGrouping<string, SeedFile> name in seeds.GroupBy(s => s.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            string files = string.Join(" and ", name.Select(seed => seed.DisplayPath));
            Report(name.Last().Path, $"{files} are one seed by name.", "Rename one of them.");
        }
    }

    private void Report(string path, string message, string hint) =>
        _problems.Add(new FurrowException(ErrorCode.SeedInvalid, message) { File = _display(path), Hint = hint });

    private void ThrowProblems()
    {
        if (_problems.Count == 1)
        {
            throw _problems[0];
        }

        if (_problems.Count > 1)
        {
            throw new FurrowException(ErrorCode.SeedInvalid, $"{_problems.Count} problems in the seeds.")
            {
                File = _problems[0].File,
                Line = _problems[0].Line,
                Column = _problems[0].Column,
                Detail = string.Join('\n', _problems.Select(Describe)),
                Hint = "Repair these files; nothing was changed.",
            };
        }
    }

    private static string Describe(FurrowException problem)
    {
        string place = problem.Line is { } line ? $"{problem.File}:{line}" : problem.File ?? "";
        return $"{place}: {problem.Message}";
    }
}
