using System.Collections.Immutable;

namespace Furrow.Configuration;

/// <summary>One assignment of a <c>.env</c> file; the value may be secret.</summary>
public sealed record DotEnvEntry(string Name, string Value, int Line)
{
    /// <summary>The name and the line, never the value.</summary>
    public override string ToString() => $"{Name} (line {Line})";
}

/// <summary>The assignments of a <c>.env</c> file. Values are taken as they stand: nothing is filled in.</summary>
public sealed class DotEnvFile
{
    /// <summary>The file's name in a project.</summary>
    public const string FileName = ".env";

    private readonly Dictionary<string, DotEnvEntry> _byName = new(StringComparer.Ordinal);

    internal DotEnvFile(string path, IEnumerable<DotEnvEntry> entries)
    {
        Path = path;
        Entries = [.. entries];

        // As in a shell, the last assignment of a name holds.
        foreach (DotEnvEntry entry in Entries) _byName[entry.Name] = entry;
    }

    /// <summary>No assignments.</summary>
    public static DotEnvFile Empty { get; } = new(FileName, []);

    /// <summary>The file, as errors name it.</summary>
    public string Path { get; }

    /// <summary>Every assignment, in the order of the file.</summary>
    public ImmutableArray<DotEnvEntry> Entries { get; }

    /// <summary>The assignment that holds for a name; null when there is none or its value is empty.</summary>
    public DotEnvEntry? Find(string name) =>
        _byName.TryGetValue(name, out DotEnvEntry? entry) && entry.Value.Length > 0 ? entry : null;

    /// <summary>
    /// Reads <c>NAME=value</c> lines, <c>export</c> before them, comments, <c>'literal'</c> and
    /// <c>"with \n escapes"</c> values, which may span lines. An unquoted value ends at a <c>#</c> after a blank.
    /// </summary>
    /// <exception cref="Errors.FurrowException">
    /// Code <c>config.invalid</c> with the line of every malformed assignment; never shows what stands there.
    /// </exception>
    public static DotEnvFile Parse(string text, string path = FileName)
    {
        var problems = new ConfigProblems();
        DotEnvFile file = new DotEnvReader(text, path, problems).Read();
        problems.ThrowIfAny();
        return file;
    }

    /// <summary>The file's name, never its values.</summary>
    public override string ToString() => Path;
}
