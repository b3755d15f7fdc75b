using System.Reflection;
using System.Text.RegularExpressions;
using Furrow.Scenarios;
using Furrow.Specification;
using Furrow.Workflows;

namespace Furrow.Scripting.Tests;

/// <summary>Holds docs/scenarios-csharp.md against the code.</summary>
public sealed partial class ScenariosPageTests
{
    private static readonly string Page =
        File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "scenarios-csharp.md"));

    [GeneratedRegex("(?smn)^```csharp\n// (?<path>scenarios/\\S+)\n(?<text>.*?)^```$")]
    private static partial Regex Example { get; }

    [GeneratedRegex("(?mn)^\\| `(?<name>[A-Z]\\w+)` \\|")]
    private static partial Regex Row { get; }

    [Fact]
    public async Task The_example_generates()
    {
        using ScriptProject project = new();
        Match example = Example.Match(Page);
        project.Files.Write(example.Groups["path"].Value, example.Groups["text"].Value);
        await project.SetupAsync();
        await using FurrowProject opened = await project.OpenAsync();
        GenerateResult result = await opened.GenerateAsync(
            new GenerateOptions { Request = new() { Preset = "heavy_quiet" } }, ScriptProject.Token);
        Assert.Equal("club", result.Scenario);
        Assert.Equal(200, result.Tables.Single(table => table.Table.Name == "users").Rows);
        Assert.True(result.Tables.Single(table => table.Table.Name == "log").Rows > 200);
        Assert.Equal(["active", "away"], project.Rows("SELECT DISTINCT state FROM users ORDER BY state"));
        Assert.Equal(["came", "left"], project.Rows("SELECT DISTINCT what FROM log ORDER BY what"));
    }

    [Fact]
    public void The_table_names_every_method() => Assert.Equal(
        typeof(TableBuilder).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(method => method.Name),
        Row.Matches(Page).Select(row => row.Groups["name"].Value));
}
