using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Safety;

namespace Furrow.Tests.Docs;

/// <summary>Holds docs/configuration.md against the readers of furrow.yaml, .env and variables.</summary>
public sealed partial class ConfigurationPageTests
{
    private static readonly DocPage Page = DocPage.Read("configuration.md");
    private static readonly DocTable Keys = Page.Table("key", "value", "default", "meaning");

    // Where the project chooses the next word of a path.
    private static readonly Dictionary<string, string> Chosen = new(StringComparer.Ordinal)
    {
        ["environments"] = "demo",
        ["sensitive"] = "users.email",
    };

    [GeneratedRegex("Known keys: (?<keys>[a-z_, ]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex KnownKeys { get; }

    [GeneratedRegex("^whole number, (?<min>-?[0-9]+) to (?<max>[0-9]+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex WholeNumber { get; }

    [Fact]
    public void The_keys_are_those_of_the_parser()
    {
        string[] leaves = [.. ReadKnown("").SelectMany(Expand)];
        Assert.Equal(leaves.Order(StringComparer.Ordinal), Names(Keys).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_keys_of_an_environment_are_those_of_the_parser() =>
        Assert.Equal(ReadKnown("environments.demo"), Names(Page.Table("key", "value", "default")));

    [Fact]
    public void The_defaults_are_those_of_the_code()
    {
        string nothing = Settings("");
        Assert.NotEqual(nothing, Settings(Line("migrations.lock_timeout", "6s")));
        foreach ((string key, string cell) in Names(Keys).Zip(Keys.Column("default")))
        {
            if (DocPage.Codes(cell).SingleOrDefault() is { } value)
            {
                Assert.True(nothing == Settings(Line(key, value)), $"{key} is not {value} by default.");
            }
            else
            {
                Assert.Contains(cell, (string[])["none", "the folder's name", "all but the system's"]);
            }
        }

        Assert.Equal("studio", Resolve("").Name.Value);
    }

    [Fact]
    public void The_words_and_bounds_of_a_value_are_those_of_the_parser()
    {
        int words = 0, numbers = 0;
        foreach ((string key, string cell) in Names(Keys).Zip(Keys.Column("value")))
        {
            if (WholeNumber.Match(cell) is { Success: true } whole)
            {
                numbers++;
                Assert.Contains($"from {whole.Groups["min"]} to {whole.Groups["max"]}", Refusal(Line(key, "x")));
            }
            else if (cell.StartsWith('`') && cell.Contains("` or `", StringComparison.Ordinal))
            {
                words++;
                Assert.Contains($"one of {string.Join(", ", DocPage.Codes(cell))};", Refusal(Line(key, "x")));
            }
        }

        Assert.Equal((3, 4), (words, numbers));
    }

    [Fact]
    public void Every_example_parses() =>
        Assert.All(Page.BlocksIn("yaml"), block => Assert.NotNull(Resolve(block.Text)));

    [Fact]
    public void The_example_of_a_dotenv_file_is_read_as_it_says()
    {
        DotEnvFile file = DotEnvFile.Parse(Assert.Single(Page.BlocksIn("dotenv")).Text);
        Assert.Equal("postgres://ann@localhost:5432/pilates", file.Find("DATABASE_URL")?.Value);
        Assert.Equal("$argon2id$v=19$m=65536", file.Find("PILATES_ADMIN_PASSWORD_HASH")?.Value);
        Assert.Equal("line one\nline two", file.Find("GREETING")?.Value);
        Assert.Equal("ends at a", file.Find("PLAIN")?.Value);
        Assert.Equal(4, file.Entries.Length);
    }

    [Fact]
    public void The_variables_are_those_that_are_looked_for()
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string naming in (string[])["", "PGHOST=localhost;PGDATABASE=shop", "POSTGRES_DB=shop"])
        {
            WatchedVariables variables = new(naming);
            ConfigurationResolver.Resolve(Sources("") with { Variables = variables });
            seen.UnionWith(variables.Asked);
        }

        DocTable table = Page.Table("variable", "gives", "note");
        Assert.Equal(
            seen.Order(StringComparer.Ordinal),
            table.Column("variable").SelectMany(DocPage.Codes).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_database_texts_mean_what_the_page_says() =>
        Assert.All(Page.Table("written", "meant").Rows, row => Assert.Equal(
            Assert.Single(DocPage.Codes(row[1])),
            DatabaseAddress.Parse(Assert.Single(DocPage.Codes(row[0])), "/projects/studio").Display));

    [Fact]
    public void The_database_texts_are_refused_as_the_page_says() =>
        Assert.All(Page.Table("written", "refused, because").Rows, row =>
        {
            string text = Assert.Single(DocPage.Codes(row[0]));
            FurrowException e = Assert.Throws<FurrowException>(() => DatabaseAddress.Parse(text, "/projects/studio"));
            Assert.Equal(ErrorCode.ConfigInvalid, e.Code);
            Assert.Contains(row[1], e.Message, StringComparison.Ordinal);
        });

    [Fact]
    public void The_environments_are_those_of_the_code()
    {
        IEnumerable<string> actual = EnvironmentCatalog.BuiltIn.All.Select(e =>
            $"`{e.Name}` {string.Join(", ", e.Folders)} {e.VerdictsLike.Name()}");
        DocTable table = Page.Table("environment", "alias", "seed folders, in order", "judged as");
        Assert.Equal(actual, table.Rows.Select(row => $"{row[0]} {row[2]} {row[3]}"));
        Assert.All(table.Rows, row => Assert.Equal(row[0].Trim('`'), EnvironmentName.Normalize(row[1].Trim('`'))));
    }

    private static IEnumerable<string> Names(DocTable table) =>
        table.Column("key").Select(cell => Assert.Single(DocPage.Codes(cell)));

    // A section's own row stays where the page has one: what it may hold is then the project's to say.
    private static IEnumerable<string> Expand(string path)
    {
        string[] below = Chosen.ContainsKey(path) ? [] : ReadKnown(path);
        IEnumerable<string> own = below.Length == 0 || path == "setup.generate" ? [path] : [];
        return own.Concat(below.SelectMany(key => Expand($"{path}.{key}")));
    }

    // The parser lists what it knows where it meets what it does not know.
    private static string[] ReadKnown(string path)
    {
        try
        {
            Resolve(Line(path.Length == 0 ? "zzz" : $"{path}.zzz", "1"));
            return [];
        }
        catch (FurrowException e)
        {
            Match known = KnownKeys.Match(e.Message);
            return known.Success ? known.Groups["keys"].Value.Split(", ") : [];
        }
    }

    // `a.b: v` as YAML: { a: { b: v } }, except that a chosen name may hold dots itself.
    private static string Line(string path, string value)
    {
        string first = path.Split('.')[0];
        if (Chosen.TryGetValue(first, out string? name)
            && path.StartsWith($"{first}.{name}.", StringComparison.Ordinal))
        {
            return $"{first}: {{ {name}: {{ {path[(first.Length + name.Length + 2)..]}: {value} }} }}";
        }

        string text = value;
        foreach (string part in path.Split('.').Reverse())
        {
            text = $"{{ {part}: {text} }}";
        }

        return text;
    }

    private static string Refusal(string yaml) => Assert.Throws<FurrowException>(() => Resolve(yaml)).Message;

    private static ProjectConfiguration Resolve(string yaml) => ConfigurationResolver.Resolve(Sources(yaml));

    private static ConfigurationSources Sources(string yaml) => new()
    {
        Directory = "/projects/studio",
        ProjectFileText = yaml.Replace("NAME", "studio", StringComparison.Ordinal),
    };

    // Everything that is in force, whatever it came from.
    private static string Settings(string yaml)
    {
        JsonNode json = JsonSerializer.SerializeToNode(Resolve(yaml))!;
        Strip(json);
        return json.ToJsonString();
    }

    private static void Strip(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (JsonNode? item in array) Strip(item);
                break;
            case JsonObject map:
                foreach (string name in (string[])["Source", "Origin", "EnvironmentNamedExplicitly"]) map.Remove(name);
                foreach ((_, JsonNode? value) in map) Strip(value);
                break;
        }
    }

    /// <summary>Variables that remember which were asked for.</summary>
    private sealed class WatchedVariables : Dictionary<string, string>, IReadOnlyDictionary<string, string>
    {
        public WatchedVariables(string text)
            : base(StringComparer.Ordinal)
        {
            foreach (string pair in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                Add(pair.Split('=')[0], pair.Split('=')[1]);
            }
        }

        public HashSet<string> Asked { get; } = new(StringComparer.Ordinal);

        bool IReadOnlyDictionary<string, string>.TryGetValue(string key, out string value)
        {
            Asked.Add(key);
            return TryGetValue(key, out value!);
        }
    }
}
