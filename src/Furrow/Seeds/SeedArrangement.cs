using Furrow.Errors;

namespace Furrow.Seeds;

/// <summary>
/// Orders seeds by a depth-first walk in their natural order: each is preceded by what it depends on, and nothing else
/// moves.
/// </summary>
internal sealed class SeedArrangement
{
    private readonly IReadOnlyList<SeedFile> _all;
    private readonly IReadOnlyList<string> _folders;
    private readonly Dictionary<string, SeedFile> _inFolders;
    private readonly List<SeedFile> _arranged = [];
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly List<SeedFile> _path = [];
    private readonly List<FurrowException> _problems = [];

    public SeedArrangement(IReadOnlyList<SeedFile> all, IReadOnlyList<string> folders)
    {
        _all = all;
        _folders = folders;
        _inFolders = Natural().ToDictionary(seed => seed.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<SeedFile> Arrange()
    {
        IReadOnlyList<SeedFile> arranged = Inspect(out IReadOnlyList<FurrowException> problems);
        Problems.Throw(problems, $"{problems.Count} dependencies between seeds cannot be met.");
        return arranged;
    }

    /// <summary>The order as far as dependencies can be met, and those that cannot.</summary>
    public IReadOnlyList<SeedFile> Inspect(out IReadOnlyList<FurrowException> problems)
    {
        foreach (SeedFile seed in Natural())
        {
            Visit(seed);
        }

        problems = _problems;
        return _arranged;
    }

    private IEnumerable<SeedFile> Natural() => _folders.SelectMany(folder => _all
        .Where(seed => string.Equals(seed.Folder, folder, StringComparison.Ordinal))
        .Order(Comparer<SeedFile>.Create(SeedOrder.ComparePrefixAndName)));

    private void Visit(SeedFile seed)
    {
        if (_done.Contains(seed.Name))
        {
            return;
        }

        int circle = _path.FindIndex(s => s.Name == seed.Name);
        if (circle >= 0)
        {
            string names = string.Join(" -> ", _path.Skip(circle).Append(seed).Select(s => s.Name));
            Report(
                seed,
                $"The seeds depend on one another in a circle: {names}.",
                "Take one of these dependencies away.");
            return;
        }

        _path.Add(seed);
        foreach (string name in seed.Depends)
        {
            if (Resolve(seed, name) is { } dependency)
            {
                Visit(dependency);
            }
        }

        _path.RemoveAt(_path.Count - 1);
        if (_done.Add(seed.Name))
        {
            _arranged.Add(seed);
        }
    }

    private SeedFile? Resolve(SeedFile seed, string name)
    {
        if (_inFolders.TryGetValue(name, out SeedFile? found))
        {
            return found;
        }

        SeedFile? elsewhere = _all.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.Ordinal));
        if (elsewhere is not null)
        {
            Report(
                seed,
                $"{seed.Name} depends on {name}, whose folder is not part of this environment "
                    + $"({string.Join(", ", _folders)}).",
                $"Move {name} to a folder that this environment takes, or {seed.Name} out of it.");
        }
        else
        {
            Report(
                seed,
                $"{seed.Name} depends on {name}, and there is no such seed.",
                NearestName.Find(name, _all.Select(s => s.Name)) is { } nearest
                    ? $"Did you mean {nearest}?"
                    : "Write it as folder/file-without-extension.");
        }

        return null;
    }

    private void Report(SeedFile seed, string message, string hint) =>
        _problems.Add(new FurrowException(ErrorCode.SeedInvalid, message) { File = seed.DisplayPath, Hint = hint });
}
