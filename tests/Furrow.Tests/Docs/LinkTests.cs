using System.Text.RegularExpressions;
using Furrow.Tests.House;

namespace Furrow.Tests.Docs;

/// <summary>Links between pages lead somewhere, and pages stay short.</summary>
public sealed partial class LinkTests
{
    private const int PageLinesMax = 250;

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link { get; }

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NotInAnchors { get; }

    [Fact]
    public void Every_link_leads_to_a_file_and_a_heading()
    {
        int count = 0;
        List<string> wrong = [];
        foreach (DocPage page in DocPage.All)
        {
            foreach (string target in Link.Matches(page.Text).Select(match => match.Groups["target"].Value))
            {
                count++;
                if (!target.Contains("://", StringComparison.Ordinal) && !LeadsSomewhere(page, target))
                {
                    wrong.Add($"{SourceTree.Show(page.Path)} links to {target}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(count > 30);
    }

    [Fact]
    public void Pages_stay_within_a_few_screens() => Assert.Empty(
        DocPage.All.Where(page => !IsReference(page) && page.Text.Count(c => c == '\n') > PageLinesMax)
            .Select(page => page.Path));

    // Things are looked up in it, nobody reads it from end to end; it grows with every command.
    private static bool IsReference(DocPage page) => Path.GetFileName(page.Path) == "commands.md";

    private static bool LeadsSomewhere(DocPage page, string target)
    {
        string[] parts = target.Split('#');
        string path = parts[0].Length == 0 ? page.Path : Path.Combine(Path.GetDirectoryName(page.Path)!, parts[0]);
        return Path.Exists(path) && (parts.Length == 1 || Anchors(path).Contains(parts[1], StringComparer.Ordinal));
    }

    // As GitHub makes them of headings.
    private static IEnumerable<string> Anchors(string path) => File.ReadLines(path)
        .Where(line => line.StartsWith('#'))
        .Select(line => NotInAnchors.Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));
}
