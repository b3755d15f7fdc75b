using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Migrations;

namespace Furrow.Tests.Migrations.Formats;

/// <summary>The convention of bun and golang-migrate.</summary>
public sealed class PairsFormatTests : IDisposable
{
    private readonly MigrationScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("1_a.up.sql", "a", MigrationTransaction.WherePossible)]
    [InlineData("1_a.tx.up.sql", "a", MigrationTransaction.Required)]
    [InlineData("1_a.autocommit.up.sql", "a", MigrationTransaction.None)]
    [InlineData("1_a.sqlite3.autocommit.up.sql", "a", MigrationTransaction.None)]
    [InlineData("1_a.autocommit.sqlite3.up.sql", "a", MigrationTransaction.None)]
    [InlineData("1.tx.up.sql", "", MigrationTransaction.Required)]
    [InlineData("1.up.sql", "", MigrationTransaction.WherePossible)]
    [InlineData("1_x.up.sql", "x", MigrationTransaction.WherePossible)]
    [InlineData("1_tx.up.sql", "tx", MigrationTransaction.WherePossible)]
    [InlineData("1_sqlite.up.sql", "sqlite", MigrationTransaction.WherePossible)]
    [InlineData("1_.up.sql", "", MigrationTransaction.WherePossible)]
    [InlineData("1_a b'\";--.up.sql", "a b'\";--", MigrationTransaction.WherePossible)]
    public async Task A_name_says_what_is_to_be_known(string file, string name, MigrationTransaction transaction)
    {
        MigrationSet set = await _scene.Write(file).ReadAsync(isSqlite: true);
        MigrationFile migration = Assert.Single(set.Versioned);
        Assert.Equal(MigrationFormat.Pairs, set.Format);
        Assert.Equal(("1", name, transaction), (migration.Version.Text, migration.Name, migration.Up.Transaction));
    }

    [Fact]
    public async Task Each_way_has_the_mode_of_its_own_file()
    {
        MigrationSet set = await _scene.Write("1_a.tx.up.sql").Write("1_a.autocommit.down.sql").ReadAsync();
        Assert.Equal(MigrationTransaction.Required, set.Versioned[0].Up.Transaction);
        Assert.Equal(MigrationTransaction.None, set.Versioned[0].Down!.Transaction);
    }

    [Theory]
    [InlineData("--bun:split")]
    [InlineData("--migration:split")]
    [InlineData("  --bun:split\r")]
    public async Task A_split_marker_ends_a_statement_in_both_ways(string marker)
    {
        string text = $"SELECT 1\n{marker}\nSELECT 2;\n{marker}\n-- last\nSELECT 3";
        MigrationFile migration = (await _scene.Write("1_a.up.sql", text).Write("1_a.down.sql", text).ReadAsync())
            .Versioned[0];
        Assert.Equal(
            [(1, "SELECT 1"), (3, "SELECT 2"), (6, "SELECT 3")], await MigrationScene.StatementsOf(migration.Up));
        Assert.Equal(3, (await MigrationScene.StatementsOf(migration.Down)).Count());
    }

    [Fact]
    public async Task A_down_file_that_another_databases_migration_needs_is_no_orphan()
    {
        _scene.Write("1_a.mysql.up.sql").Write("1_a.down.sql").Write("2_b.up.sql");
        Assert.Equal("2", Assert.Single((await _scene.ReadAsync()).Versioned).Version.Text);
    }

    [Fact]
    public async Task A_file_for_the_database_does_not_hide_another_migration_of_its_version()
    {
        _scene.Write("1_a.pg.up.sql").Write("1_b.up.sql");
        string problem = Assert.Single(await _scene.FailsAsync());
        Assert.Contains(
            "version 1 is there more than once: 1_a.pg.up.sql, 1_b.up.sql", problem, StringComparison.Ordinal);
        Assert.Single((await _scene.ReadAsync(isSqlite: true)).Versioned);
    }

    [Fact]
    public async Task A_down_file_is_read_when_it_is_needed_and_looked_at_then()
    {
        _scene.Write("1_a.up.sql").Write("1_a.down.sql", "SELECT 1;\nDROP TABLE ${schema}.a;");
        MigrationFile migration = (await _scene.ReadAsync()).Versioned[0];
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(
            () => MigrationScene.TextOf(migration.Down));
        Assert.Equal(("1_a.down.sql", 2), (error.File, error.Line));
        Assert.Contains("${schema}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directive_makes_a_transaction_required_both_ways_and_contradictions_are_refused()
    {
        _scene.Write("1_a.up.sql", "-- furrow: transaction\nSELECT 1;").Write("1_a.down.sql");
        MigrationFile migration = (await _scene.ReadAsync()).Versioned[0];
        Assert.Equal(MigrationTransaction.Required, migration.Up.Transaction);
        Assert.Equal(MigrationTransaction.Required, migration.Down!.Transaction);
        _scene.Write("2_b.autocommit.up.sql", "-- furrow: transaction\nSELECT 1;");
        Assert.StartsWith(
            "2_b.autocommit.up.sql: ", Assert.Single(await _scene.FailsAsync()), StringComparison.Ordinal);
    }
}
