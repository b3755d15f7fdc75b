using System.Text.RegularExpressions;

namespace Furrow.Tests.House;

/// <summary>ARCHITECTURE.md draws one direction of dependency; the using lines must follow it.</summary>
public sealed partial class LayeringTests
{
    // Each folder of the engine may see the folders before it, and the verbs never see each other.
    private static readonly string[] Layers =
    [
        "Errors", "Schema", "Data", "Sql", "Events", "Safety", "Providers", "Planning", "Integrity", "Generation",
        "Configuration", "Sensitive", "State", "Migrations|Seeds|Clearing|Transfer|Snapshots|Scenarios", "Workflows",
        "Project",
    ];

    private static readonly Dictionary<string, string[]> Projects = new(StringComparer.Ordinal)
    {
        ["Furrow"] = [],
        ["Furrow.Postgres"] = ["Furrow"],
        ["Furrow.Sqlite"] = ["Furrow"],
        ["Furrow.Hosting"] = ["Furrow"],
        ["Furrow.Scripting"] = ["Furrow"],
        ["Furrow.Generators"] = ["Furrow.Scripting"],
        ["Furrow.Cli"] = ["Furrow", "Furrow.Postgres", "Furrow.Sqlite", "Furrow.Scripting"],
    };

    [GeneratedRegex(@"(?mn)^(global )?using (static )?(\w+ = )?(?<name>Furrow(\.\w+)*)")]
    private static partial Regex UsingLine { get; }

    [Fact]
    public void Folders_of_the_engine_see_only_what_lies_below_them()
    {
        List<string> wrong = [];
        foreach (string path in SourceTree.Files("src/Furrow"))
        {
            string folder = Path.GetRelativePath(Path.Combine(SourceTree.Root, "src/Furrow"), path).Split('/', '\\')[0];
            int own = LayerOf(folder);
            Assert.True(
                own >= 0,
                $"{SourceTree.Show(path)}: {folder} is in no layer; name its place here and in ARCHITECTURE.md.");
            IEnumerable<string> folders =
                UsedNamespaces(path).Select(name => name.Split('.').ElementAtOrDefault(1) ?? "Project");
            foreach (string used in folders)
            {
                if (used != folder && LayerOf(used) >= own)
                {
                    wrong.Add($"{SourceTree.Show(path)} uses Furrow.{used}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_content_of_seeds_sees_no_state_and_no_configuration()
    {
        string[] allowed = ["Errors", "Schema", "Data", "Sql", "Providers", "Sensitive", "Seeds"];
        IEnumerable<string> wrong =
            from path in SourceTree.Files("src/Furrow/Seeds/Content")
            from used in UsedNamespaces(path)
            where !allowed.Contains(used.Split('.').ElementAtOrDefault(1), StringComparer.Ordinal)
            select $"{SourceTree.Show(path)} uses {used}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Projects_see_only_the_projects_they_are_built_on()
    {
        List<string> wrong = [];
        foreach ((string project, string[] allowed) in Projects)
        {
            foreach (string path in SourceTree.Files($"src/{project}"))
            {
                foreach (string used in UsedNamespaces(path))
                {
                    string owner = Projects.Keys
                        .Where(p => used == p || used.StartsWith(p + ".", StringComparison.Ordinal))
                        .MaxBy(p => p.Length)!;
                    if (owner != project && !allowed.Contains(owner, StringComparer.Ordinal))
                    {
                        wrong.Add($"{SourceTree.Show(path)} uses {used}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_engine_knows_no_driver_and_no_console()
    {
        string[] forbidden =
        [
            "using Npgsql", "using Microsoft.Data.Sqlite", "using SQLitePCL", "using Spectre",
            "using System.CommandLine", "using Microsoft.CodeAnalysis",
        ];
        IEnumerable<string> wrong = SourceTree.Files("src/Furrow")
            .Where(path => forbidden.Any(File.ReadAllText(path).Contains))
            .Select(SourceTree.Show);
        Assert.Empty(wrong);
    }

    private static int LayerOf(string folder) => Array.FindIndex(Layers, layer => layer.Split('|').Contains(folder));

    private static IEnumerable<string> UsedNamespaces(string path) =>
        UsingLine.Matches(File.ReadAllText(path)).Select(match => match.Groups["name"].Value);
}
