using Furrow.Errors;
using Furrow.Migrations;

namespace Furrow.Specification.Workflows;

/// <summary>Every format runs, and a failure names the place in the file as it lies there.</summary>
public abstract class MigrationFormatSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string Hostile = "it's a \"tést\"; --";

    [Theory]
    [InlineData("{0}.up.sql", "{1}")]
    [InlineData("{0}.sql", "-- migrate:up\n{1}\n-- migrate:down\nDROP TABLE nowhere;\n")]
    [InlineData("{0}.sql", "-- +goose Up\n{1}\n-- +goose Down\nDROP TABLE nowhere;\n")]
    [InlineData("{0}/up.sql", "{1}")]
    [InlineData("{0}/migration.sql", "{1}")]
    public async Task Every_format_is_applied_once_in_order(string file, string text)
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        Write(harness, file, text, $"10_{Hostile}", "INSERT INTO a VALUES (2);");
        Write(harness, file, text, "9_first", "CREATE TABLE a (id integer);\nINSERT INTO a VALUES (1);");
        MigrateResult result = await harness.MigrateAsync();
        Assert.Equal(
            [("9", "first"), ("10", Hostile)], result.Applied.Select(migration => (migration.Version, migration.Name)));
        Assert.Equal("2", await harness.ScalarAsync("SELECT count(*) FROM a"));
        Assert.Empty((await harness.MigrateAsync()).Applied);
        Assert.False((await harness.StatusAsync()).IsPending);
    }

    [Theory]
    [InlineData("-- migrate:up", "-- migrate:down")]
    [InlineData("-- +goose Up", "-- +goose Down")]
    public async Task A_failure_names_the_line_in_the_file_as_it_lies_there(string up, string down)
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        string text = $"-- why\n\n{up}\nCREATE TABLE a (id integer);\n\nINSERT INTO nowhere VALUES (1);\n{down}\nDROP";
        harness.Project.Write("migrations/1_a.sql", text);
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        Assert.Equal(("migrations/1_a.sql", 6), (error.File, error.Line));
        Assert.False(await harness.HasTableAsync("a"));
    }

    [Fact]
    public async Task A_statement_that_only_a_mark_ends_is_one_of_its_own()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_a", "CREATE TABLE a (id integer)\n--bun:split\nINSERT INTO a VALUES (1)\n");
        await harness.MigrateAsync();
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM a"));
    }

    private static void Write(WorkflowHarness harness, string file, string text, string title, string sql) =>
        harness.Project.Write(
            "migrations/" + file.Replace("{0}", title, StringComparison.Ordinal),
            text.Replace("{1}", sql, StringComparison.Ordinal));
}
