using Furrow.Configuration;
using Furrow.Migrations;
using Furrow.Migrations.Formats;

namespace Furrow.Tests.Migrations.Formats;

/// <summary>One file, cut at <c>-- migrate:up</c> and <c>-- migrate:down</c>.</summary>
public sealed class DbmateFormatTests : IDisposable
{
    private const string Text = """
        -- what this is for
        -- migrate:up
        CREATE TABLE a (id int);

        -- migrate:down transaction:false
        DROP TABLE a;
        """;

    private readonly MigrationScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_file_holds_both_ways_on_the_lines_they_have()
    {
        MigrationSet set = await _scene.Write("20240321101500_add_a.sql", Text).ReadAsync();
        MigrationFile migration = Assert.Single(set.Versioned);
        Assert.Equal(MigrationFormat.Dbmate, set.Format);
        Assert.Equal("20240321101500 add_a", migration.Title);
        Assert.Equal([(3, "CREATE TABLE a (id int)")], await MigrationScene.StatementsOf(migration.Up));
        Assert.Equal([(6, "DROP TABLE a")], await MigrationScene.StatementsOf(migration.Down));
        Assert.Equal(MigrationTransaction.WherePossible, migration.Up.Transaction);
        Assert.Equal(MigrationTransaction.None, migration.Down!.Transaction);
    }

    [Theory]
    [InlineData("-- migrate:up transaction:false\nSELECT 1;", MigrationTransaction.None)]
    [InlineData("--migrate:up   transaction:true  \r\nSELECT 1;", MigrationTransaction.Required)]
    [InlineData("-- migrate:up\r\nSELECT 1;", MigrationTransaction.WherePossible)]
    public async Task The_mark_says_what_is_to_be_known(string text, MigrationTransaction transaction)
    {
        MigrationFile migration = Assert.Single((await _scene.Write("1_a.sql", text).ReadAsync()).Versioned);
        Assert.Equal(transaction, migration.Up.Transaction);
        Assert.Null(migration.Down);
    }

    [Fact]
    public async Task The_checksum_is_that_of_the_way_up()
    {
        string before = await ChecksumOf(Text);
        Assert.Equal(before, await ChecksumOf(Text.Replace("DROP", "-- gone\n\nDROP", StringComparison.Ordinal)));
        Assert.Equal(before, await ChecksumOf("-- more\n" + Text.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal(before, await ChecksumOf(Text[..Text.IndexOf("\n\n-- migrate:down", StringComparison.Ordinal)]));
        Assert.NotEqual(before, await ChecksumOf(Text.Replace("id int", "id bigint", StringComparison.Ordinal)));

        async Task<string> ChecksumOf(string text) =>
            (await _scene.Write("1_a.sql", text).ReadAsync()).Versioned[0].Checksum;
    }

    [Fact]
    public async Task A_directive_above_the_first_mark_is_for_both_ways()
    {
        MigrationFile migration = (await _scene.Write("1_a.sql", "-- furrow: no-transaction\n" + Text).ReadAsync())
            .Versioned[0];
        Assert.True(MigrationDirectives.IsNonTransactional(await MigrationScene.TextOf(migration.Up)));
        Assert.True(MigrationDirectives.IsNonTransactional(await MigrationScene.TextOf(migration.Down)));
    }

    [Theory]
    [InlineData("-- migrate:down\nSELECT 1;", 1, "no line `-- migrate:up`")]
    [InlineData("-- migrate:down\nSELECT 1;\n-- migrate:up\nSELECT 1;", 1, "after `-- migrate:up`")]
    [InlineData("-- migrate:up\n-- migrate:up\n", 2, "a second `-- migrate:up`")]
    [InlineData("-- migrate:up\n-- migrate:down\n\n-- migrate:down", 4, "a second `-- migrate:down`")]
    [InlineData("\nSELECT 1;\n-- migrate:up", 2, "nothing but comments")]
    [InlineData("/* hm */\n-- migrate:up", 1, "nothing but comments")]
    [InlineData("-- migrate:up transaction:maybe", 1, "transaction:maybe")]
    [InlineData("-- migrate:up\nSELECT 1;\n  -- migrate:down\nDROP TABLE a;", 3, "at the start of the line")]
    [InlineData("-- migrate:up\nSELECT 1;\n-- Migrate: Down\nDROP TABLE a;", 3, "in lower case")]
    [InlineData("-- migrate:up\nSELECT ${x};", 2, "${x}")]
    [InlineData("-- migrate:up\nSELECT 1;\n-- migrate:down\nDROP TABLE :'t';", 4, ":'t'")]
    public async Task What_cannot_be_understood_is_refused_with_its_line(string text, int line, string expected)
    {
        string problem = Assert.Single(await _scene.Write("1_a.sql", text).FailsAsync());
        Assert.StartsWith($"1_a.sql:{line}: ", problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_marks_is_refused_once_the_format_is_set()
    {
        _scene.Write("1_a.sql", "-- nothing here");
        Assert.Contains("1_a.sql: expected", Assert.Single(await _scene.FailsAsync()), StringComparison.Ordinal);
        string problem = Assert.Single(await _scene.FailsAsync(new() { Format = MigrationFormat.Dbmate }));
        Assert.Equal("1_a.sql:1: no line `-- migrate:up` says what applies it.", problem);
        _scene.Write("2_b.sql", Text);
        Assert.Contains("1_a.sql", Assert.Single(await _scene.FailsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_for_the_database_beats_its_twin()
    {
        _scene.Write("1_a.sql", Text).Write("1_a.pg.sql", "-- migrate:up\nSELECT 'pg';").Write("1_a.mysql.sql", Text);
        MigrationFile migration = Assert.Single((await _scene.ReadAsync()).Versioned);
        Assert.Equal([(2, "SELECT 'pg'")], await MigrationScene.StatementsOf(migration.Up));
        Assert.NotNull(Assert.Single((await _scene.ReadAsync(isSqlite: true)).Versioned).Down);
    }

    [Fact]
    public void A_mark_in_the_middle_of_a_line_is_none() =>
        Assert.Empty(DbmateFile.Parse("-- migrate:up\nSELECT '-- migrate:down';\n-- see migrate:down\n").Problems);
}
