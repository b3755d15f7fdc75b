using Furrow.Errors;

namespace Furrow.Seeds;

/// <summary>Seeds that are compiled into an application, as if they lay in the folders that their names say.</summary>
internal static class CompiledSeeds
{
    /// <summary>The seeds in files together with the compiled ones, in order.</summary>
    /// <exception cref="FurrowException">Code <c>seed.invalid</c>: names that are taken or are none.</exception>
    public static IReadOnlyList<SeedFile> Add(
        IReadOnlyList<CompiledSeed> compiled, IReadOnlyList<SeedFile> files, string directory)
    {
        List<FurrowException> problems = [];
        Dictionary<string, SeedFile> seeds = files.ToDictionary(file => file.Name, StringComparer.Ordinal);
        foreach (CompiledSeed seed in compiled)
        {
            string[] parts = seed.Name.Split('/');
            if (parts.Length != 2 || Array.Exists(parts, part => part.Length == 0))
            {
                problems.Add(Problem(
                    seed, $"'{seed.Name}' is no seed's name.", "Name it as a file's: [Seed(\"base/05_admin\")]."));
            }
            else if (!seeds.TryAdd(seed.Name, Describe(seed, parts[0], parts[1], directory)))
            {
                problems.Add(Problem(
                    seed,
                    $"{seed.Name} is compiled into the application, and {seeds[seed.Name].DisplayPath} has that name.",
                    "Rename one of them."));
            }
            else if (!SeedVersion.TryParse(seed.Info.Version, out _))
            {
                problems.Add(Problem(
                    seed,
                    $"version is '{seed.Info.Version}'; expected numbers with points between, as 1.2.0.",
                    "Correct the class's Info."));
            }
        }

        Problems.Throw(problems, $"{problems.Count} problems in the seeds that are compiled in; nothing was changed.");
        return [.. seeds.Values.OrderBy(seed => seed, SeedOrder.WithinFolders)];
    }

    private static SeedFile Describe(CompiledSeed seed, string folder, string name, string directory) => new()
    {
        Name = seed.Name,
        Folder = folder,
        Path = Path.Combine(directory, folder, name + ".cs"),
        DisplayPath = DisplayPath(seed),
        Kind = SeedKind.Cs,
        Policy = seed.Info.Policy,
        Version = seed.Info.Version,
        Description = seed.Info.Description,
        Depends = seed.Info.Depends,
        Requires = seed.Info.Requires,
        Tables = seed.Info.Tables,
        IsVolatile = seed.Info.IsVolatile,
        Text = "",
        Checksum = seed.Checksum,
        Prefix = SeedFolder.PrefixOf(name),
        Compiled = seed,
    };

    private static string DisplayPath(CompiledSeed seed) => $"{seed.Name} (compiled in)";

    private static FurrowException Problem(CompiledSeed seed, string message, string hint) =>
        new(ErrorCode.SeedInvalid, message) { File = DisplayPath(seed), Hint = hint };
}
