using System.Collections.Immutable;
using System.Globalization;
using Furrow.Data;
using Furrow.Errors;

namespace Furrow.Seeds;

/// <summary>
/// Reads the seeds folder: every folder in it, every seed in those, with its metadata and its companions
/// (<c>NAME.down.sql</c>, <c>NAME.from-VERSION.sql</c>). Other files are passed over. C# files and folders whose name
/// begins with <c>_</c> hold no seeds but what C# seeds share. Every problem is reported at once.
/// </summary>
public sealed class SeedFolder
{
    private const string ReadHint = "Give the user who runs furrow the right to read it.";

    private static readonly Dictionary<string, SeedKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [".sql"] = SeedKind.Sql,
        [".csv"] = SeedKind.Csv,
        [".json"] = SeedKind.Json,
        [".yaml"] = SeedKind.Yaml,
        [".yml"] = SeedKind.Yaml,
        [".cs"] = SeedKind.Cs,
    };

    private readonly Func<string, string> _display;
    private readonly Lazy<ISeedCompiler>? _compiler;
    private readonly List<FurrowException> _problems = [];
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    private SeedFolder(Func<string, string> display, Lazy<ISeedCompiler>? compiler)
    {
        _display = display;
        _compiler = compiler;
    }

    /// <summary>
    /// Reads every seed of every folder, ordered by folder, then as they run within it. No folder, no seeds.
    /// </summary>
    /// <param name="directory">The seeds folder's full path.</param>
    /// <param name="display">Turns a full path into what people are shown.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FurrowException">Code <c>seed.invalid</c>: files that are no seeds.</exception>
    public static Task<IReadOnlyList<SeedFile>> ReadAsync(
        string directory, Func<string, string> display, CancellationToken cancellationToken) =>
        ReadAsync(directory, display, compiler: null, cancellationToken);

    /// <summary>The same, C# seeds included.</summary>
    /// <param name="directory">The seeds folder's full path.</param>
    /// <param name="display">Turns a full path into what people are shown.</param>
    /// <param name="compiler">Reads what C# seeds say about themselves; null where there is none.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FurrowException">Code <c>seed.invalid</c>: files that are no seeds.</exception>
    public static async Task<IReadOnlyList<SeedFile>> ReadAsync(
        string directory,
        Func<string, string> display,
        Lazy<ISeedCompiler>? compiler,
        CancellationToken cancellationToken)
    {
        SeedFolderContent content = await InspectAsync(directory, display, compiler, cancellationToken);
        Problems.Throw(
            content.Problems, $"{content.Problems.Length} problems in the seeds; nothing was changed.");
        return content.Seeds;
    }

    /// <summary>The same, whatever is wrong: the seeds that are well, and every problem.</summary>
    /// <param name="directory">The seeds folder's full path.</param>
    /// <param name="display">Turns a full path into what people are shown.</param>
    /// <param name="compiler">Reads what C# seeds say about themselves; null where there is none.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<SeedFolderContent> InspectAsync(
        string directory,
        Func<string, string> display,
        Lazy<ISeedCompiler>? compiler,
        CancellationToken cancellationToken)
    {
        SeedFolder reader = new(display, compiler);
        List<SeedFile> seeds = [];
        if (File.Exists(directory))
        {
            reader.Report(
                directory, "The seeds folder is a file.", "Name a folder under `seeds: path:` in furrow.yaml.");
        }
        else if (Directory.Exists(directory))
        {
            foreach (string folder in reader.List(directory, Directory.EnumerateDirectories).Where(f => !IsShared(f)))
            {
                seeds.AddRange(await reader.ReadFolderAsync(folder, cancellationToken));
            }

            if (seeds.Exists(seed => seed.Kind == SeedKind.Cs))
            {
                ImmutableArray<SeedSource> shared = await reader.ReadSharedAsync(directory, cancellationToken);
                seeds = seeds.ConvertAll(
                    seed => seed.Kind == SeedKind.Cs ? seed with { SharedSources = shared } : seed);
            }
        }

        reader.FindNamesakes(seeds);
        seeds.RemoveAll(seed => reader._unread.Contains(seed.Name));
        return new SeedFolderContent(
            [.. seeds.OrderBy(seed => seed, SeedOrder.WithinFolders)],
            [.. reader._problems],
            [.. reader._unread.Order(StringComparer.Ordinal)]);
    }

    private async Task<IReadOnlyList<SeedFile>> ReadFolderAsync(string folder, CancellationToken cancellationToken)
    {
        List<SeedFile> seeds = [];
        List<(string Path, SeedCompanion Companion)> companions = [];
        foreach (string path in List(folder, Directory.EnumerateFiles))
        {
            string file = Path.GetFileName(path);
            string extension = Path.GetExtension(file);
            if (SeedCompanion.Parse(file) is { } companion)
            {
                companions.Add((path, companion));
            }
            else if (Kinds.TryGetValue(extension, out SeedKind kind) && (kind != SeedKind.Cs || !IsShared(path)))
            {
                if (await ReadSeedAsync(path, folder, kind, cancellationToken) is { } seed)
                {
                    seeds.Add(seed);
                }
                else
                {
                    _unread.Add($"{Path.GetFileName(folder)}/{Path.GetFileNameWithoutExtension(path)}");
                }
            }
        }

        foreach ((string path, SeedCompanion companion) in companions)
        {
            await AttachAsync(path, companion, seeds, cancellationToken);
        }

        return seeds;
    }

    private static bool IsShared(string path) => Path.GetFileName(path).StartsWith('_');

    // Those of folders that begin with an underscore, however deep, and those that do themselves.
    private async Task<ImmutableArray<SeedSource>> ReadSharedAsync(
        string directory, CancellationToken cancellationToken)
    {
        IEnumerable<string> paths = List(directory, Directory.EnumerateFiles).Where(IsShared);
        foreach (string folder in List(directory, Directory.EnumerateDirectories))
        {
            paths = paths.Concat(
                IsShared(folder) ? ListDeep(folder) : List(folder, Directory.EnumerateFiles).Where(IsShared));
        }

        ImmutableArray<SeedSource>.Builder sources = ImmutableArray.CreateBuilder<SeedSource>();
        foreach (string path in paths.Where(p => p.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)))
        {
            if (await ReadTextAsync(path, cancellationToken) is { } text)
            {
                sources.Add(new SeedSource(_display(path), text));
            }
        }

        return sources.ToImmutable();
    }

    private IEnumerable<string> ListDeep(string folder) => List(folder, Directory.EnumerateFiles)
        .Concat(List(folder, Directory.EnumerateDirectories).SelectMany(ListDeep));

    // The order of a directory is the file system's; names that begin with a dot are other programs'.
    private IReadOnlyList<string> List(string folder, Func<string, IEnumerable<string>> enumerate)
    {
        try
        {
            return
            [
                .. enumerate(folder)
                    .Where(path => !Path.GetFileName(path).StartsWith('.'))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (TextFile.IsUnreadable(e))
        {
            Report(folder, $"The folder cannot be read: {e.Message}", ReadHint);
            return [];
        }
    }

    private async Task<SeedFile?> ReadSeedAsync(
        string path, string folder, SeedKind kind, CancellationToken cancellationToken)
    {
        if (await ReadTextAsync(path, cancellationToken) is not { } text)
        {
            return null;
        }

        try
        {
            string file = Path.GetFileNameWithoutExtension(path);
            string folderName = Path.GetFileName(folder);
            SeedMetadata metadata = SeedMetadata.Read(
                text, kind, _display(path), kind == SeedKind.Cs ? ReadInfo(path, text, cancellationToken) : []);
            return new SeedFile
            {
                Name = $"{folderName}/{file}",
                Folder = folderName,
                Path = path,
                DisplayPath = _display(path),
                Kind = kind,
                Policy = metadata.Policy ?? (kind is SeedKind.Sql or SeedKind.Cs ? SeedPolicy.Once : SeedPolicy.Upsert),
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
            return null;
        }
    }

    private ImmutableArray<MetadataEntry> ReadInfo(string path, string text, CancellationToken cancellationToken) =>
        _compiler?.Value.ReadInfo(new SeedSource(_display(path), text), cancellationToken)
            ?? throw new FurrowException(ErrorCode.SeedInvalid, "This host does not compile C# seeds.")
            {
                File = _display(path),
                Hint = SeedCodes.NoCompilerHint,
            };

    private async Task AttachAsync(
        string path, SeedCompanion companion, List<SeedFile> seeds, CancellationToken cancellationToken)
    {
        int place = seeds.FindIndex(seed =>
            string.Equals(Path.GetFileNameWithoutExtension(seed.Path), companion.Seed, StringComparison.Ordinal));
        if (place < 0)
        {
            // A seed that could not be read has its companions all the same.
            bool isThere = Kinds.Keys.Any(kind => File.Exists(
                Path.Combine(Path.GetDirectoryName(path)!, companion.Seed + kind)));
            if (!isThere)
            {
                Report(path, $"There is no seed {companion.Seed} that this belongs to.", "Rename or remove it.");
            }
        }
        else if (await ReadTextAsync(path, cancellationToken) is { } text)
        {
            seeds[place] = companion.From is { } from
                ? seeds[place] with { Upgrades = seeds[place].Upgrades.Add(new(from, _display(path), text)) }
                : seeds[place] with { Down = new SeedDown(_display(path), text) };
        }
    }

    private async Task<string?> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await TextFile.ReadAsync(path, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            Report(path, $"The file cannot be read: {e.Message}.", "Save it as UTF-8.");
        }
        catch (Exception e) when (TextFile.IsUnreadable(e))
        {
            Report(path, $"The file cannot be read: {e.Message}", ReadHint);
        }

        return null;
    }

    /// <summary>The number that a file's name begins with; null where it begins with none.</summary>
    internal static long? PrefixOf(string file)
    {
        int digits = 0;
        while (digits < file.Length && char.IsAsciiDigit(file[digits]))
        {
            digits++;
        }

        bool isNumber = long.TryParse(file.AsSpan(0, digits), CultureInfo.InvariantCulture, out long prefix);
        return isNumber ? prefix : null;
    }

    private void FindNamesakes(List<SeedFile> seeds)
    {
        foreach (IGrouping<string, SeedFile> name in
            seeds.GroupBy(seed => seed.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            _unread.Add(name.Key);
            string files = string.Join(" and ", name.Select(seed => seed.DisplayPath));
            Report(name.Last().Path, $"{files} are one seed by name.", "Rename one of them.");
        }
    }

    private void Report(string path, string message, string hint) =>
        _problems.Add(new FurrowException(ErrorCode.SeedInvalid, message) { File = _display(path), Hint = hint });
}
