using Furrow.Configuration;
using Furrow.Migrations;

namespace Furrow.Tests.Migrations.Formats;

/// <summary>One file, cut at goose's annotations, by goose's rules.</summary>
public sealed class GooseFormatTests : IDisposable
{
    private const string Text = """
        -- what this is for

        -- +goose Up
        CREATE TABLE a (id int);
        -- +goose StatementBegin
        CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2 $$
        -- +goose StatementEnd
        CREATE TABLE b (id int);

        -- +goose Down
        DROP TABLE b;
        DROP FUNCTION f();
        """;

    private readonly MigrationScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_file_holds_both_ways_on_the_lines_they_have()
    {
        MigrationSet set = await _scene.Write("00001_a.sql", Text).ReadAsync();
        MigrationFile migration = Assert.Single(set.Versioned);
        Assert.Equal((MigrationFormat.Goose, "00001 a"), (set.Format, migration.Title));
        Assert.Equal(
            [
                (4, "CREATE TABLE a (id int)"),
                (6, "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2 $$"),
                (8, "CREATE TABLE b (id int)"),
            ],
            await MigrationScene.StatementsOf(migration.Up));
        Assert.Equal(
            [(11, "DROP TABLE b"), (12, "DROP FUNCTION f()")], await MigrationScene.StatementsOf(migration.Down));
        Assert.Equal(MigrationTransaction.WherePossible, migration.Up.Transaction);
    }

    [Theory]
    [InlineData("-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;\n-- +goose Down\n")]
    [InlineData("-- +goose up\r\nSELECT 1;\r\n-- +goose no transaction\r\n-- +goose down\r\n")]
    [InlineData("--+goose UP\nSELECT 1;\n-- +goose DOWN --\n---- +goose No Transaction")]
    public async Task Annotations_are_read_in_any_case_and_no_transaction_is_for_both_ways(string text)
    {
        MigrationFile migration = Assert.Single((await _scene.Write("1_a.sql", text).ReadAsync()).Versioned);
        Assert.Equal(MigrationTransaction.None, migration.Up.Transaction);
        Assert.Equal(MigrationTransaction.None, migration.Down!.Transaction);
        Assert.Single(await MigrationScene.StatementsOf(migration.Up));
    }

    [Fact]
    public async Task The_checksum_is_that_of_the_way_up()
    {
        string before = (await _scene.Write("1_a.sql", Text).ReadAsync()).Versioned[0].Checksum;
        _scene.Write("1_a.sql", "\n-- more\n" + Text + "\n-- and more");
        Assert.Equal(before, (await _scene.ReadAsync()).Versioned[0].Checksum);
        _scene.Write("1_a.sql", Text.Replace("TABLE b", "TABLE c", StringComparison.Ordinal));
        Assert.NotEqual(before, (await _scene.ReadAsync()).Versioned[0].Checksum);
    }

    [Fact]
    public async Task A_transaction_is_required_by_directive()
    {
        _scene.Write("1_a.sql", "-- furrow: transaction\n" + Text);
        Assert.Equal(MigrationTransaction.Required, (await _scene.ReadAsync()).Versioned[0].Down!.Transaction);
        _scene.Write("1_a.sql", "-- furrow: transaction\n-- +goose NO TRANSACTION\n" + Text);
        Assert.Contains("furrow: transaction", Assert.Single(await _scene.FailsAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-- +goose Down\n-- +goose Up\nSELECT 1;", 1, "has to come after")]
    [InlineData("-- +goose Up\n-- +goose Up\n", 2, "a second `-- +goose Up`")]
    [InlineData("-- +goose Up\n-- +goose Down\n-- +goose Down", 3, "a second `-- +goose Down`")]
    [InlineData("-- +goose Down\n", 1, "has to come after", "no line `-- +goose Up`")]
    [InlineData("SELECT 1;\n-- +goose Up", 1, "nothing but comments")]
    [InlineData("\n/* hm */\n-- +goose Up", 2, "nothing but comments")]
    [InlineData("-- +goose Up\n-- +goose StatementBegin\nSELECT 1;", 2, "without its `-- +goose StatementEnd`")]
    [InlineData("-- +goose Up\n-- +goose StatementEnd", 2, "without its `-- +goose StatementBegin`")]
    [InlineData("-- +goose StatementBegin\n-- +goose Up", 1, "has to come after")]
    [InlineData(
        "-- +goose Up\n-- +goose StatementBegin\n-- +goose StatementBegin\n-- +goose StatementEnd", 3, "inside")]
    [InlineData("-- +goose Up\n-- +goose StatementBegin\n-- +goose Down\n-- +goose StatementEnd", 3, "between")]
    [InlineData("-- +goose Up\n-- +goose ENVSUB ON\nSELECT 1;", 2, "ENVSUB")]
    [InlineData("-- +goose Up\n -- +goose Down", 2, "no blank")]
    [InlineData("-- +goose Up\n-- +goose Sideways", 2, "no such annotation")]
    [InlineData("-- +goose Up\n-- as +goose does", 2, "no such annotation")]
    [InlineData("-- +goose Up\nSELECT {{ .Name }};", 2, "{{ .Name }}")]
    public async Task What_goose_would_not_run_is_refused_with_its_line(
        string text, int line, params string[] expected)
    {
        string[] problems = await _scene.Write("1_a.sql", text).FailsAsync();
        Assert.Contains(problems, problem => problem.StartsWith($"1_a.sql:{line}: ", StringComparison.Ordinal));
        Assert.All(expected, part => Assert.Contains(part, string.Join('\n', problems), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Envsub_that_is_off_changes_nothing() =>
        Assert.Single((await _scene.Write("1_a.sql", "-- +goose ENVSUB OFF\n" + Text).ReadAsync()).Versioned);

    [Fact]
    public async Task A_file_for_two_tools_is_what_the_settings_say_and_else_what_comes_first()
    {
        _scene.Write("1_a.sql", "-- +goose Up\n-- migrate:up\nSELECT 1;\n-- +goose Down\n-- migrate:down\nSELECT 2;");
        Assert.Equal(MigrationFormat.Goose, (await _scene.ReadAsync()).Format);
        MigrationSet set = await _scene.ReadAsync(new() { Format = MigrationFormat.Dbmate });
        Assert.Equal([(6, "SELECT 2")], await MigrationScene.StatementsOf(set.Versioned[0].Down));
    }
}
