using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Sql;

namespace Furrow.Seeds;

/// <summary>What a seed says about itself: leading comments in sql and csv, top-level keys in yaml and json.</summary>
internal sealed record SeedMetadata
{
    private static readonly string[] Keys =
        ["version", "description", "depends", "requires", "tables", "policy", "volatile"];

    public string? Version { get; private set; }

    public string? Description { get; private set; }

    public ImmutableArray<string> Depends { get; private set; } = [];

    public ImmutableArray<string> Requires { get; private set; } = [];

    public ImmutableArray<string> Tables { get; private set; } = [];

    public SeedPolicy? Policy { get; private set; }

    public bool IsVolatile { get; private set; }

    /// <summary>Reads the metadata of a seed's text.</summary>
    /// <exception cref="FurrowException">Code <c>seed.invalid</c>.</exception>
    public static SeedMetadata Read(string text, SeedKind kind, string file) => Read(text, kind, file, declared: []);

    /// <summary>Reads the metadata of a seed's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kind">What it is written in.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="declared">What the class of a C# seed says, which its leading comments may complete.</param>
    /// <exception cref="FurrowException">Code <c>seed.invalid</c>.</exception>
    public static SeedMetadata Read(string text, SeedKind kind, string file, IEnumerable<MetadataEntry> declared)
    {
        SeedMetadata metadata = new();
        IEnumerable<MetadataEntry> entries = kind switch
        {
            SeedKind.Sql => Comments(text, "--"),
            SeedKind.Csv => Comments(text, "#"),
            SeedKind.Json => JsonMetadata.Read(text, file),
            SeedKind.Yaml => YamlMetadata.Read(text, file),
            SeedKind.Cs => Comments(text, "//").Concat(declared),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a seed's kind"),
        };
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<FurrowException> problems = [];
        foreach (MetadataEntry entry in entries)
        {
            try
            {
                metadata.Take(entry, file, isRepeated: !seen.Add(entry.Key));
            }
            catch (FurrowException e)
            {
                problems.Add(e);
            }
        }

        Problems.Throw(problems, $"{problems.Count} problems in this seed.");
        return metadata;
    }

    // A comment that only looks like metadata is a comment: prose in SQL files is full of colons.
    private static IEnumerable<MetadataEntry> Comments(string text, string prefix) =>
        LeadingComments.Read(text, prefix)
            .Where(comment => Keys.Contains(comment.Key, StringComparer.Ordinal))
            .Select(comment => MetadataEntry.OfText(comment.Key, comment.Value, comment.Line));

    // A list may be given in several lines; of a single value, one of two would be lost.
    private void Take(MetadataEntry entry, string file, bool isRepeated)
    {
        if (isRepeated && entry.Key is not ("depends" or "requires" or "tables"))
        {
            throw new FurrowException(ErrorCode.SeedInvalid, $"{entry.Key} is given twice.")
            {
                File = file,
                Line = entry.Line,
                Hint = "Keep one of them.",
            };
        }

        switch (entry.Key)
        {
            case "version":
                Version = SeedVersion.TryParse(entry.Text, out _)
                    ? entry.Text
                    : throw Invalid(entry, file, "numbers with points between, as 1.2.0");
                break;
            case "description":
                Description = entry.Text;
                break;
            case "depends":
                Depends = [.. Depends.Union(Names(entry, file), StringComparer.Ordinal)];
                break;
            case "requires":
                Requires = [.. Requires.Union(Names(entry, file), StringComparer.Ordinal)];
                break;
            case "tables":
                Tables = [.. Tables.Union(Names(entry, file), StringComparer.Ordinal)];
                break;
            case "policy":
                Policy = PolicyOf(entry, file);
                break;
            case "volatile":
                IsVolatile = entry.Text switch
                {
                    "true" => true,
                    "false" => false,
                    _ => throw Invalid(entry, file, "true or false"),
                };
                break;
            default:
                throw Unknown(entry, file);
        }
    }

    private static ImmutableArray<string> Names(MetadataEntry entry, string file) =>
        entry.Items.IsEmpty && entry.Text.Length > 0 ? throw Invalid(entry, file, "a list of names") : entry.Items;

    private static SeedPolicy PolicyOf(MetadataEntry entry, string file) => entry.Text switch
    {
        "once" => SeedPolicy.Once,
        "on-change" => SeedPolicy.OnChange,
        "always" => SeedPolicy.Always,
        "upsert" => SeedPolicy.Upsert,
        _ => throw Invalid(entry, file, "once, on-change, always or upsert"),
    };

    private static FurrowException Unknown(MetadataEntry entry, string file)
    {
        string meant = NearestName.Find(entry.Key, Keys) is { } nearest ? $" (did you mean {nearest}?)" : "";
        return new FurrowException(ErrorCode.SeedInvalid, $"{entry.Key} is no key of a seed{meant}.")
        {
            File = file,
            Line = entry.Line,
            Hint = $"The keys of a seed are {string.Join(", ", Keys)}.",
        };
    }

    private static FurrowException Invalid(MetadataEntry entry, string file, string expected) => new(
        ErrorCode.SeedInvalid, $"{entry.Key} is '{entry.Text}'; expected {expected}.")
    {
        File = file,
        Line = entry.Line,
    };
}

/// <summary>One key of a seed's metadata: its text, and the same as a list.</summary>
/// <param name="Key">The key: <c>version</c>, <c>depends</c>, …</param>
/// <param name="Text">The value as one text.</param>
/// <param name="Items">The value as a list.</param>
/// <param name="Line">Where it stands, from 1.</param>
public sealed record MetadataEntry(string Key, string Text, ImmutableArray<string> Items, int Line)
{
    /// <summary>A key with one text, which as a list has commas between its items.</summary>
    public static MetadataEntry OfText(string key, string text, int line) => new(
        key,
        text,
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        line);
}
