using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Sql;

namespace Furrow.Seeds;

/// <summary>What a seed says about itself: leading comments in sql and csv, top-level keys in yaml and json.</summary>
internal sealed record SeedMetadata
{
    private static readonly string[] Keys = ["version", "description", "depends", "requires", "tables", "policy", "volatile"];

    public string? Version { get; private set; }

    public string? Description { get; private set; }

    public ImmutableArray<string> Depends { get; private set; } = [];

    public ImmutableArray<string> Requires { get; private set; } = [];

    public ImmutableArray<string> Tables { get; private set; } = [];

    public SeedPolicy? Policy { get; private set; }

    public bool IsVolatile { get; private set; }

    /// <summary>Reads the metadata of a seed's text.</summary>
    /// <exception cref="FurrowException">Code <c>seed.invalid</c>.</exception>
    public static SeedMetadata Read(string text, SeedKind kind, string file)
    {
        SeedMetadata metadata = new();
        IEnumerable<MetadataEntry> entries = kind switch
        {
            SeedKind.Sql => Comments(text, "--"),
            SeedKind.Csv => Comments(text, "#"),
            SeedKind.Json => JsonMetadata.Read(text, file),
            SeedKind.Yaml => YamlMetadata.Read(text, file),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a seed's kind"),
        };
        foreach (MetadataEntry entry in entries)
        {
            metadata.Take(entry, file);
        }

        return metadata;
    }

    // A comment that only looks like metadata is a comment: prose in SQL files is full of colons.
    private static IEnumerable<MetadataEntry> Comments(string text, string prefix) =>
        LeadingComments.Read(text, prefix)
            .Where(comment => Keys.Contains(comment.Key, StringComparer.Ordinal))
            .Select(comment => new MetadataEntry(
                comment.Key,
                comment.Value,
                [.. comment.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
                comment.Line));

    private void Take(MetadataEntry entry, string file)
    {
        switch (entry.Key)
        {
            case "version":
                Version = SeedVersion.TryParse(entry.Text, out _) ? entry.Text : throw Invalid(entry, file, "digits with points, as 1.2.0");
                break;
            case "description":
                Description = entry.Text;
                break;
            case "depends":
                Depends = entry.Items;
                break;
            case "requires":
                Requires = entry.Items;
                break;
            case "tables":
                Tables = entry.Items;
                break;
            case "policy":
                Policy = entry.Text switch
                {
                    "once" => SeedPolicy.Once,
                    "on-change" => SeedPolicy.OnChange,
                    "always" => SeedPolicy.Always,
                    "upsert" => SeedPolicy.Upsert,
                    _ => throw Invalid(entry, file, "once, on-change, always or upsert"),
                };
                break;
            case "volatile":
                IsVolatile = entry.Text switch
                {
                    "true" => true,
                    "false" => false,
                    _ => throw Invalid(entry, file, "true or false"),
                };
                break;
        }
    }

    private static FurrowException Invalid(MetadataEntry entry, string file, string expected) => new(
        ErrorCode.SeedInvalid, $"{entry.Key} is '{entry.Text}'; expected {expected}.")
    {
        File = file,
        Line = entry.Line,
    };
}

/// <summary>One key of a seed's metadata: its text, and the same as a list.</summary>
internal sealed record MetadataEntry(string Key, string Text, ImmutableArray<string> Items, int Line);
