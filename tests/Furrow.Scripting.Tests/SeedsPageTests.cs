using System.Reflection;
using System.Text.RegularExpressions;
using Furrow.Seeds;
using Furrow.Specification;

namespace Furrow.Scripting.Tests;

/// <summary>Holds what docs/csharp-seeds.md says of C# seeds against the code.</summary>
public sealed partial class SeedsPageTests
{
    [GeneratedRegex("(?smn)^```csharp\n// (?<path>seeds/\\S+)\n(?<text>.*?)^```$")]
    private static partial Regex Example { get; }

    [GeneratedRegex("(?mn)^\\| (?<names>`[A-Z][^|]*) \\|")]
    private static partial Regex Row { get; }

    [Fact]
    public async Task The_examples_run_together()
    {
        using ScriptProject project = new();
        project.Files.Write("migrations/3_studios.up.sql", """
            CREATE TABLE studios (id INTEGER PRIMARY KEY, slug text UNIQUE);
            CREATE TABLE states (id INTEGER PRIMARY KEY, abbreviation text UNIQUE);
            ALTER TABLE users ADD COLUMN studio_id integer REFERENCES studios (id);
            """);
        project.Files.Seed("base/00_roles.sql", "INSERT INTO studios (slug) VALUES ('other'), ('main');"
            + "INSERT INTO states (abbreviation) VALUES ('CA');");
        foreach (Match example in Example.Matches(Page("csharp-seeds.md")))
        {
            project.Files.Write(example.Groups["path"].Value, example.Groups["text"].Value);
        }

        project.Files.Seed("base/10_state.cs", ScriptProject.Say(
            "(await context.StateAsync(\"CA\", cancellationToken))[\"abbreviation\"]"));
        await project.SetupAsync();
        Assert.Equal(["user1@example.com 2", "user2@example.com 2", "user3@example.com 2"],
            project.Rows("SELECT email || ' ' || studio_id FROM users"));
        Assert.Equal(["CA"], project.Log());
    }

    [Fact]
    public void The_tables_name_every_member()
    {
        string page = Page("csharp-seeds.md");
        IEnumerable<string> named = Row.Matches(page)
            .SelectMany(row => row.Groups["names"].Value.Split('`').Where((_, index) => index % 2 == 1))
            .Where(name => !name.StartsWith("FURROW", StringComparison.Ordinal));
        IEnumerable<string> members = new[] { typeof(SeedContext), typeof(Seed) }.SelectMany(type => type
            .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false })
            .Select(member => member.Name))
            .Where(name => name != nameof(Seed.Info)).Distinct();
        Assert.Equal(members.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_compiled_in_example_is_one_of_these_tests()
    {
        string source = File.ReadAllText(Path.Combine(SourceTree.Root, "tests/Furrow.Scripting.Tests/NamedSeed.cs"));
        string seed = source[source.IndexOf("/// <summary>Named by its attribute", StringComparison.Ordinal)..];
        Assert.Contains(seed + "```\n", Page("csharp-seeds.md"), StringComparison.Ordinal);
    }

    private static string Page(string name) => File.ReadAllText(Path.Combine(SourceTree.Root, "docs", name));
}
