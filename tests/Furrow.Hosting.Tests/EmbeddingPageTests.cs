using System.Reflection;
using System.Text.RegularExpressions;
using Furrow.Specification;

namespace Furrow.Hosting.Tests;

/// <summary>Holds the host section of docs/embedding.md against the code.</summary>
public sealed partial class EmbeddingPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "embedding.md"));

    [GeneratedRegex(@"(?m)^\| `(?<name>[\w.]+)` \|")]
    private static partial Regex FirstCell { get; }

    [Fact]
    public void The_host_options_are_those_of_the_code() => Assert.Equal(
        typeof(FurrowHostOptions)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(property => property.Name),
        NamesIn("| host option | default | meaning |"));

    [Fact]
    public void The_time_limit_is_the_default() => Assert.Contains(
        $"| `HealthTimeout` | {new FurrowHostOptions().HealthTimeout.TotalSeconds} s |",
        Page,
        StringComparison.Ordinal);

    [Fact]
    public void The_log_categories_are_those_of_the_code() =>
        Assert.Equal(LogCategory.All, NamesIn("| log category | holds |"));

    private static IEnumerable<string> NamesIn(string header)
    {
        int start = Page.IndexOf(header, StringComparison.Ordinal);
        Assert.True(start >= 0, header);
        string table = Page[start..Page.IndexOf("\n\n", start, StringComparison.Ordinal)];
        return FirstCell.Matches(table).Select(match => match.Groups["name"].Value);
    }
}
