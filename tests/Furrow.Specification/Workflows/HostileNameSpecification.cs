using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Names that a careless statement would stumble over.</summary>
public abstract class HostileNameSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string Table = "odd \"table\"; DROP -- 'x' %s 表";

    [Theory]
    [InlineData("we\"ird")]
    [InlineData("o'clock")]
    [InlineData("Furrow State")]
    [InlineData("表_%")]
    public async Task Furrows_own_place_may_have_any_name(string schema)
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.StateSchema = schema;
        harness.Project
            .Settings($"schema: '{schema.Replace("'", "''", StringComparison.Ordinal)}'\n")
            .Migration("1_a", "CREATE TABLE a (id integer);")
            .Seed("base/00_a.sql", "INSERT INTO a VALUES (1);");

        Assert.True((await harness.SetupAsync()).DidAnything);
        Assert.False((await harness.SetupAsync()).DidAnything);

        StatusResult status = await harness.StatusAsync();
        Assert.Equal(["a"], status.Tables.Select(table => table.Table.Name));
        Assert.Equal("development", status.Stamp);
        Assert.Equal(
            ["setup succeeded", "setup succeeded"],
            await harness.HistoryAsync("operation_history", "command, result"));
    }

    [Fact]
    public async Task Tables_may_have_any_name()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        string table = harness.Provider.Dialect.QuoteIdentifier(Table);
        string column = harness.Provider.Dialect.QuoteIdentifier("col\"umn 'x'");
        harness.Project
            .Migration("1_odd", $"CREATE TABLE {table} (id integer PRIMARY KEY, {column} varchar(10));")
            .Seed("base/00_odd.sql", $"INSERT INTO {table} VALUES (1, 'one'), (2, 'two');")
            .Seed(
                "base/10_odd.json",
                $$"""
                {"tables": [{"table": {{System.Text.Json.JsonSerializer.Serialize(Table)}},
                  "rows": [{"id": 2, "col\"umn 'x'": "zwei"}, {"id": 3, "col\"umn 'x'": null}]}]}
                """);

        SetupResult result = await harness.SetupAsync();

        Assert.Equal([(Table, 3L)], result.Tables.Select(found => (found.Table.Name, found.Rows)));
        Assert.Equal(
            ["1 one", "2 zwei", "3 -"], await harness.RowsAsync($"SELECT id, {column} FROM {table} ORDER BY id"));
    }

    [Fact]
    public async Task Files_may_have_any_name_and_their_names_are_data()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Migration("1_o'clock; DROP TABLE a -- \"", "CREATE TABLE a (id integer);")
            .Seed("base/00_it's \"odd\".sql", "INSERT INTO a VALUES (1);");
        await harness.SetupAsync();
        Assert.Equal(["o'clock; DROP TABLE a -- \""], await harness.HistoryAsync("migration_history", "name"));
        Assert.Equal(["base/00_it's \"odd\""], await harness.HistoryAsync("seed_history", "name"));
        Assert.False((await harness.SetupAsync()).DidAnything);
    }
}
