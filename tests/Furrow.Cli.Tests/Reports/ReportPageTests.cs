using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Furrow.Cli.Tests.Reports;

/// <summary>The page of <c>generate --report</c>, of names and values that would be markup if they were let.</summary>
public sealed class ReportPageTests
{
    private const string Scenario = """
        description: hostile
        parameters: { word: '</script><script>alert(2)</script>' }
        tables:
          "<script>alert(1)</script>":
            rows: 40
            columns:
              '"onload="x': { choose: ['<b>&amp;</b>', ']]>', '-->', "\u202e\x1b[2J"] }
              n: { uniform: 1..500, null_rate: 0.5 }
              long: { sentences: 4 }
          "a'&b":
            rows: 3
            columns:
              up: { pick: "<script>alert(1)</script>" }
              out_id: { pick: outside }
              copied: ${out_id.mail}
        """;

    [Fact]
    public async Task It_is_one_well_formed_file_that_fetches_nothing()
    {
        using TestProject project = await HostileAsync();
        CliResult result = await project.RunAsync("generate", "--report", "page.html");
        Assert.True(result.ExitCode == ExitCode.Ok, $"{result}");
        Assert.Contains("Report: page.html", result.Output, StringComparison.Ordinal);
        string text = Read(project, "page.html");
        XElement page = XDocument.Parse(text).Root!;
        Assert.DoesNotContain(page.DescendantsAndSelf(), element => element.Attributes().Any(attribute =>
            attribute.Name.LocalName is "src" or "style" or "srcset" or "data"
            || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)));
        Assert.All(
            page.Descendants().Attributes("href"),
            link => Assert.StartsWith("#", link.Value, StringComparison.Ordinal));
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "link" or "iframe" or "img");
        Assert.DoesNotContain("url(", page.Descendants("style").Single().Value, StringComparison.Ordinal);
        Assert.Equal(
            ["http://www.w3.org/2000/svg"],
            Regex.Matches(text, "[a-z]+://[^\"' <]*").Select(address => address.Value).Distinct());
        Assert.Empty(Directory.EnumerateFiles(project.Directory, ".page.html*"));
    }

    [Fact]
    public async Task Its_policy_lets_its_own_style_and_script_work_and_nothing_else()
    {
        using TestProject project = await HostileAsync();
        await project.RunAsync("generate", "--report", "page.html");
        string text = Read(project, "page.html");
        string policy = XDocument.Parse(text).Descendants("meta")
            .Single(meta => (string?)meta.Attribute("http-equiv") is not null).Attribute("content")!.Value;
        string script = Between(text, "<script>", "</script>");
        string style = Between(text, "<style>", "</style>");
        Assert.Equal(
            "default-src 'none'; base-uri 'none'; form-action 'none'; "
                + $"style-src {Hash(style)}; script-src {Hash(script)}",
            policy);
        Assert.Single(Regex.Matches(text, "<script>"));
        Assert.Contains("Permission is hereby granted", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_values_are_text_and_nothing_of_rows_that_were_there_is_shown()
    {
        using TestProject project = await HostileAsync();
        await project.RunAsync("generate", "--report", "page.html");
        string text = Read(project, "page.html");
        XElement page = XDocument.Parse(text).Root!;
        string[] headings = [.. page.Descendants("h3").Select(heading => heading.Value)];
        Assert.Equal(["<script>alert(1)</script>", "a'&b"], headings);
        Assert.Equal(
            ["id", "\"onload=\"x", "n", "long", "id", "up", "out_id", "copied"],
            page.Descendants("h4").Select(heading => heading.Value));
        string[] shares = [.. page.Descendants("table").Where(table => (string?)table.Attribute("class") == "shares")
            .First().Descendants("tr").Select(row => row.Elements().First().Value).Order(StringComparer.Ordinal)];
        Assert.Equal(["-->", "<b>&amp;</b>", "\\u202e\\x1b[2J", "]]>"], shares);
        Assert.Contains(page.Descendants("dd"), value => value.Value == "</script><script>alert(2)</script>");
        Assert.DoesNotContain("@private", text, StringComparison.Ordinal);
        Assert.DoesNotContain(project.Directory, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_holds_its_data_as_a_document()
    {
        using TestProject project = await HostileAsync();
        await project.RunAsync("generate", "--random-seed", "7", "--report", "page.html");
        JsonElement data = Data(project, "page.html");
        Assert.Equal(("hostile", 7, 43), (
            data.GetProperty("scenario").GetString(),
            data.GetProperty("randomSeed").GetInt32(),
            data.GetProperty("rows").GetInt32()));
        JsonElement first = data.GetProperty("tables")[0];
        Assert.Equal("<script>alert(1)</script>", first.GetProperty("name").GetString());
        Assert.True(first.GetProperty("bytes").GetInt64() > 0);
        JsonElement[] columns = [.. first.GetProperty("columns").EnumerateArray()];
        Assert.Equal(
            40,
            columns[1].GetProperty("shares").EnumerateArray().Sum(share => share.GetProperty("count").GetInt32()));
        Assert.Equal(
            columns[2].GetProperty("values").GetInt32(),
            columns[2].GetProperty("histogram").GetProperty("counts").EnumerateArray().Sum(count => count.GetInt32()));
        Assert.Equal(
            ["<script>alert(1)</script> True", "outside False"],
            data.GetProperty("references").EnumerateArray()
                .Select(key => $"{key.GetProperty("to")} {key.GetProperty("generated")}")
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_rows_are_told_before_they_are_written_and_where_they_go_into_files()
    {
        using TestProject project = await HostileAsync();
        await project.RunAsync("generate", "--dry-run", "--report", "trial.html");
        await project.RunAsync("generate", "--format", "csv", "--out", "rows", "--report", "files.html");
        await project.RunAsync("generate", "--report", "rows.html");
        string written = Columns(project, "rows.html");
        Assert.Equal(written, Columns(project, "trial.html"));
        Assert.Equal(written, Columns(project, "files.html"));
        Assert.Contains("nothing was written", Read(project, "trial.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_library_is_the_one_that_was_published()
    {
        string folder = Path.Combine(SourceTree.Root, "src", "Furrow.Cli", "Reports", "Resources");
        Assert.Equal(
            "54a503e346f93ca0bb10abe7999587e037262935687aca45eb4e4b0f64bbb578",
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "dagre.min.js")))));
        string notice = File.ReadAllText(Path.Combine(SourceTree.Root, "NOTICE"));
        Assert.Contains("\ndagre, with graphlib", notice, StringComparison.Ordinal);
    }

    private static async Task<TestProject> HostileAsync()
    {
        TestProject project = TestProject.Empty();
        project.Write("furrow.yaml", "name: hostile\n");
        project.Write(
            "migrations/20260101000000_all.up.sql",
            """"
            CREATE TABLE outside (id integer PRIMARY KEY, mail text NOT NULL);
            INSERT INTO outside VALUES (1, 'one@private'), (2, 'two@private');
            CREATE TABLE "<script>alert(1)</script>" (
                id integer PRIMARY KEY, """onload=""x" text, n integer, long text NOT NULL);
            CREATE TABLE "a'&b" (id integer PRIMARY KEY, up integer REFERENCES "<script>alert(1)</script>" (id),
                out_id integer REFERENCES outside (id), copied text);
            """");
        project.Write("migrations/20260101000000_all.down.sql", "DROP TABLE outside;");
        project.Write("scenarios/hostile.yaml", Scenario);
        CliResult result = await project.RunAsync("migrate");
        Assert.True(result.ExitCode == ExitCode.Ok, $"{result}");
        return project;
    }

    private static string Read(TestProject project, string file) =>
        File.ReadAllText(Path.Combine(project.Directory, file));

    private static JsonElement Data(TestProject project, string file) => JsonDocument.Parse(
        XDocument.Parse(Read(project, file)).Descendants("script")
            .Single(script => (string?)script.Attribute("id") == "furrow-report").Value).RootElement;

    private static string Columns(TestProject project, string file) => string.Join(
        '\n', Data(project, file).GetProperty("tables").EnumerateArray().Select(table => table.GetProperty("columns")));

    private static string Between(string text, string begin, string end)
    {
        int start = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return text[start..text.IndexOf(end, start, StringComparison.Ordinal)];
    }

    private static string Hash(string text) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
