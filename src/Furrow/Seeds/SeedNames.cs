using Furrow.Errors;

namespace Furrow.Seeds;

/// <summary>Finds the seeds that a command line names.</summary>
internal static class SeedNames
{
    /// <summary>Full names for what was typed: <c>folder/file</c>, or the file alone where that is unique.</summary>
    /// <exception cref="FurrowException">Code <c>usage</c>: unknown or ambiguous names.</exception>
    public static HashSet<string> Resolve(
        IReadOnlyList<string> typed, IReadOnlyList<SeedFile> seeds, string whose = "this environment")
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        List<string> problems = [];
        foreach (string name in typed)
        {
            List<SeedFile> matches =
            [
                .. seeds.Where(seed => name.Contains('/', StringComparison.Ordinal)
                    ? string.Equals(seed.Name, name, StringComparison.Ordinal)
                    : string.Equals(seed.Name[(seed.Folder.Length + 1)..], name, StringComparison.Ordinal)),
            ];
            if (matches.Count == 1)
            {
                names.Add(matches[0].Name);
            }
            else
            {
                problems.Add(matches.Count == 0
                    ? $"'{name}' is no seed of {whose}."
                    : $"'{name}' could be {string.Join(" or ", matches.Select(seed => seed.Name))}.");
            }
        }

        return problems.Count == 0 ? names : throw new FurrowException(ErrorCode.Usage, string.Join(' ', problems))
        {
            Hint = seeds.Count == 0
                ? $"{char.ToUpperInvariant(whose[0])}{whose[1..]} has no seeds."
                : $"Its seeds are {string.Join(", ", seeds.Select(seed => seed.Name))}.",
        };
    }

    /// <summary>Some seeds with everything they depend on, directly or not.</summary>
    public static HashSet<string> WithDependencies(HashSet<string> names, IReadOnlyList<SeedFile> seeds)
    {
        Dictionary<string, SeedFile> byName = seeds.ToDictionary(seed => seed.Name, StringComparer.Ordinal);
        HashSet<string> all = new(names, StringComparer.Ordinal);
        Stack<string> open = new(names);
        while (open.TryPop(out string? name))
        {
            foreach (string dependency in byName[name].Depends.Where(all.Add))
            {
                open.Push(dependency);
            }
        }

        return all;
    }
}
