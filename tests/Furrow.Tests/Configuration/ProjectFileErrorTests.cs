using Furrow.Errors;
using Furrow.Configuration;

namespace Furrow.Tests.Configuration;

public sealed class ProjectFileErrorTests
{
    [Theory]
    [InlineData("migratons: {}", 1, 1, "unknown key 'migratons' — did you mean 'migrations'? Known keys: name,")]
    [InlineData("pool: 1", 1, 1, "unknown key 'pool'. Known keys: name,")]
    [InlineData("seeds:\n  pth: x", 2, 3, "unknown key 'seeds.pth' — did you mean 'path'? Known keys: path,")]
    [InlineData("environments:\n  a: { lik: x }", 2, 8, "unknown key 'environments.a.lik' — did you mean 'like'?")]
    [InlineData("sensitive: { a.b: { gen: x } }", 1, 21, "unknown key 'sensitive.a.b.gen'")]
    [InlineData("name: a\nseeds: {}\nname: b", 3, 1, "the key 'name' is already given on line 1")]
    [InlineData("name: [a]", 1, 7, "'name' must be text; found a list")]
    [InlineData("name: a/b", 1, 7, "'name' must be a name of at most 100 characters")]
    [InlineData("name: ''", 1, 7, "'name' must be a name of at most 100 characters")]
    [InlineData("migrations: here", 1, 13, "'migrations' must be a map of keys and values; found text")]
    [InlineData("just text", 1, 1, "the file must be a map of keys and values; found text")]
    [InlineData("[a, b]", 1, 1, "the file must be a map of keys and values; found a list")]
    [InlineData("schemas: public", 1, 10, "'schemas' must be a list; found 'public'")]
    [InlineData("schemas: [a, {}]", 1, 14, "an item of 'schemas' must be text; found a map")]
    [InlineData("schemas: [a, '']", 1, 14, "an item of 'schemas' is empty")]
    [InlineData("schemas: []", 1, 10, "'schemas' lists none")]
    [InlineData("schemas: [furrow]", 1, 11, "'schemas' lists the schema of furrow's own tables")]
    [InlineData("schemas: [pg_catalog]", 1, 11, "an item of 'schemas' must be a schema's name")]
    [InlineData("schema: pg_furrow", 1, 9, "'schema' must be a schema's name")]
    [InlineData("lock: advisory", 1, 7, "'lock' must be one of auto, session, lease; found 'advisory'")]
    [InlineData("migrations: { format: gose }", 1, 23, "'migrations.format' must be one of auto, pairs,")]
    [InlineData("migrations: { lock_timeout: 5 }", 1, 29, "'migrations.lock_timeout' must be a duration such as")]
    [InlineData("migrations: { lock_timeout: 2d }", 1, 29, "'migrations.lock_timeout' must be a duration such as")]
    [InlineData("migrations: { rollback_limit: -1 }", 1, 31, "must be a whole number from 0 to 1000000; found '-1'")]
    [InlineData("migrations: { path: '' }", 1, 21, "'migrations.path' must be text on one line, not empty")]
    [InlineData("snapshots: { keep: 0 }", 1, 20, "'snapshots.keep' must be a whole number from 1")]
    [InlineData("snapshots: { max_size: big }", 1, 24, "'snapshots.max_size' must be a size such as")]
    [InlineData("snapshots: { max_age: 0s }", 1, 23, "'snapshots.max_age' must be a duration such as")]
    [InlineData("log: { format: xml }", 1, 16, "'log.format' must be one of text, json; found 'xml'")]
    [InlineData("setup: { generate: light }", 1, 20, "'setup.generate' must be a map")]
    [InlineData("setup: { generate: { parameters: [1] } }", 1, 34, "'setup.generate.parameters' must be a map")]
    [InlineData("sensitive: { email: keep }", 1, 14, "a key of 'sensitive' must be table.column or schema.")]
    [InlineData("sensitive: { a.b: hide }", 1, 19, "'sensitive.a.b' must be null, exclude, keep or { generate: … }")]
    [InlineData("sensitive: { a.b: { generate: } }", 1, 19, "'sensitive.a.b' must be null, exclude, keep or {")]
    [InlineData("sensitive: { a.b: {} }", 1, 19, "'sensitive.a.b' must be null, exclude, keep or { generate: … }")]
    [InlineData("sensitive:\n  a.b: keep\n  '\"a\".b': keep", 3, 3, "'sensitive' already lists this column")]
    [InlineData("environments: { Prod: { like: test } }", 1, 31, "'production' is built in: its folders")]
    [InlineData("environments: { dev: {}, development: {} }", 1, 26, "the environment 'development' is already given")]
    [InlineData("environments: { 'a b': {} }", 1, 17, "an environment's name must be")]
    [InlineData("environments: { demo: { like: demo } }", 1, 31, "'environments.demo.like' must be one of development")]
    [InlineData("environments: { demo: { folders: [../x] } }", 1, 35, "an environment's folder must be")]
    [InlineData("environments: { demo: { folders: [a, a] } }", 1, 38, "the folder 'a' is listed twice")]
    [InlineData("hooks: { before_restore: '${NOPE} x' }", 1, 26, "'hooks.before_restore': the variable NOPE is not")]
    [InlineData("database: ${DATABASE_URL}", 1, 11, "'database': the variable DATABASE_URL is not set")]
    [InlineData("name: !tag x", 1, 7, "tags ('!…') have no meaning here")]
    [InlineData("name: a\n---\nname: b", 2, 1, "this is not valid YAML: a second document starts here")]
    [InlineData("name: *nowhere", 1, 7, "this is not valid YAML: nothing above is named '&nowhere'")]
    [InlineData("? [a]\n: b", 1, 3, "a key must be plain text; found a list")]
    public void Each_problem_is_said_where_it_is(string text, int line, int column, string message)
    {
        FurrowException e = Assert.Throws<FurrowException>(() => ProjectFile.Parse(text, "furrow.yaml"));

        Assert.Equal(ErrorCode.ConfigInvalid, e.Code);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Equal(("furrow.yaml", line, column), (e.File, e.Line, e.Column));
        Assert.Null(e.Detail);
    }

    [Theory]
    [InlineData("name: [a", 2)]
    [InlineData("name: \"a", 1)]
    [InlineData("a: b: c", 1)]
    [InlineData("name: a\n\tdatabase: b", 2)]
    [InlineData("name: @x", 1)]
    [InlineData("}", 1)]
    public void Text_that_is_no_YAML_is_said_where_it_is(string text, int lineMax)
    {
        FurrowException e = Assert.Throws<FurrowException>(() => ProjectFile.Parse(text, "furrow.yaml"));

        Assert.Equal(ErrorCode.ConfigInvalid, e.Code);
        Assert.StartsWith("this is not valid YAML", e.Message, StringComparison.Ordinal);
        Assert.InRange(e.Line!.Value, 1, lineMax);
        Assert.NotNull(e.Column);
    }

    [Theory]
    [InlineData("seeds:\n\tpath: x\n", 2, 1)]
    [InlineData("name: a\n\tdatabase: b", 2, 1)]
    [InlineData("seeds:\n  path: x\n\treferences: []", 3, 1)]
    public void Tabs_for_indentation_are_said_where_they_are_with_a_remedy(string text, int line, int column)
    {
        FurrowException e = Assert.Throws<FurrowException>(() => ProjectFile.Parse(text, "furrow.yaml"));
        Assert.Equal("this is not valid YAML: a tab in the indentation", e.Message);
        Assert.Equal("indent with spaces; YAML does not allow tabs", e.Hint);
        Assert.Equal((line, column), (e.Line, e.Column));
    }

    [Fact]
    public void All_problems_are_reported_at_once_in_the_order_of_the_file()
    {
        const string Text = """
            nam: x
            lock: maybe
            migrations:
              lock_timeout: 5 parsecs
              lock_timeout: 6s
            hooks: { before_restore: "${UNSET}" }
            """;

        FurrowException e = Assert.Throws<FurrowException>(() => ProjectFile.Parse(Text, "furrow.yaml"));

        Assert.Equal("5 problems in the configuration", e.Message);
        Assert.Contains("unknown key 'nam' — did you mean 'name'?", e.Detail, StringComparison.Ordinal);
        Assert.Equal((1, 1), (e.Line, e.Column));
        string[] places = [.. e.Detail!.Split('\n').Select(line => line.Split(": ")[0])];
        Assert.Equal(
            ["furrow.yaml:1:1", "furrow.yaml:2:7", "furrow.yaml:4:17", "furrow.yaml:5:3", "furrow.yaml:6:26"], places);
    }

    [Fact]
    public void A_thousand_problems_are_listed_to_a_limit()
    {
        string text = string.Concat(Enumerable.Range(0, 1000).Select(n => $"unknown{n}: 1\n"));
        FurrowException e = Assert.Throws<FurrowException>(() => ProjectFile.Parse(text, "furrow.yaml"));
        Assert.Equal(51, e.Detail!.Split('\n').Length);
        Assert.EndsWith("… 950 more", e.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused_rather_than_followed()
    {
        string text = "name: " + new string('[', 5000);
        FurrowException e = Assert.Throws<FurrowException>(() => ProjectFile.Parse(text, "furrow.yaml"));
        Assert.Contains("nested more than 32 deep", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_a_variable_filled_in_is_not_shown()
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal) { ["SECRET"] = "s3cret" };
        FurrowException e = Assert.Throws<FurrowException>(
            () => ProjectFile.Parse("lock: ${SECRET}\nsnapshots: { keep: '${SECRET}' }", "furrow.yaml", variables));
        Assert.Contains("found '${SECRET}'", e.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", e.ToString() + e.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_settled_value_is_not_filled_in()
    {
        var settled = new HashSet<string>(StringComparer.Ordinal) { "database", "log.file" };
        ProjectFile file = ProjectFile.Parse(
            "database: ${UNSET}\nlog: { file: '${UNSET}' }", "furrow.yaml", null, settled);
        Assert.Null(file.Database);
        Assert.Null(file.LogFile);
    }
}
