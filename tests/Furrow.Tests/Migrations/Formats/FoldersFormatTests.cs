using Furrow.Configuration;
using Furrow.Migrations;

namespace Furrow.Tests.Migrations.Formats;

/// <summary>One folder a migration, as diesel has it.</summary>
public sealed class FoldersFormatTests : IDisposable
{
    private readonly MigrationScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Dashed_and_plain_versions_come_in_the_order_of_time()
    {
        _scene.Write("00000000000000_diesel_initial_setup/up.sql")
            .Write("20170801133919_touch_crates/up.sql")
            .Write("20170820180453_readme/up.sql").Write("20170820180453_readme/down.sql", "SELECT 'down';")
            .Write("2017-08-20-180452_before/up.sql")
            .Write("2017-08-31-230457_invitations/up.sql")
            .Write("2026-05-27-120000-0000_v2/up.sql")
            .Write("2026-05-27-120000_add_username/up.sql")
            .Write("2019-11-15-182353_Add email notifications/up.sql");
        MigrationSet set = await _scene.ReadAsync();
        Assert.Equal(MigrationFormat.Folders, set.Format);
        Assert.Equal(
            [
                "00000000000000 diesel_initial_setup", "20170801133919 touch_crates", "2017-08-20-180452 before",
                "20170820180453 readme", "2017-08-31-230457 invitations", "2019-11-15-182353 Add email notifications",
                "2026-05-27-120000 add_username", "2026-05-27-120000-0000 v2",
            ],
            set.Versioned.Select(migration => migration.Title));
        Assert.Equal("SELECT 'down';", await MigrationScene.TextOf(set.Versioned[3].Down));
        Assert.Equal(7, set.Versioned.Count(migration => migration.Down is null));
    }

    [Theory]
    [InlineData("run_in_transaction = false", MigrationTransaction.None)]
    [InlineData("# why\r\nrun_in_transaction=false # so\r\n", MigrationTransaction.None)]
    [InlineData("run_in_transaction = true", MigrationTransaction.Required)]
    [InlineData("", MigrationTransaction.WherePossible)]
    [InlineData("other = 1\n[table]\nrun_in_transaction = false", MigrationTransaction.WherePossible)]
    public async Task Metadata_says_what_holds_for_both_ways(string metadata, MigrationTransaction transaction)
    {
        _scene.Write("1_a/up.sql").Write("1_a/down.sql").Write("1_a/metadata.toml", metadata);
        MigrationFile migration = Assert.Single((await _scene.ReadAsync()).Versioned);
        Assert.Equal(transaction, migration.Up.Transaction);
        Assert.Equal(transaction, migration.Down!.Transaction);
    }

    [Theory]
    [InlineData("1_a/down.sql", "1_a: no migration can be found")]
    [InlineData("add_users/up.sql", "add_users: no migration can be found")]
    [InlineData("2024/schema.sql", "2024: no migration can be found")]
    [InlineData("data.sql", "data.sql: expected a folder VERSION_name")]
    [InlineData("07_x/up.sql", "version 07 is there more than once: 07_x, 7_fine")]
    [InlineData("7_fine/metadata.toml", "7_fine/metadata.toml: run_in_transaction is 'no'")]
    public async Task What_is_no_migration_is_refused_by_name(string file, string expected)
    {
        _scene.Write("7_fine/up.sql").Write(file, "run_in_transaction = no");
        Assert.Contains(expected, Assert.Single(await _scene.FailsAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_else_lies_in_a_migrations_folder_is_left_alone()
    {
        _scene.Write("1_a/up.sql").Write("1_a/README.md").Write("1_a/data.sql").Write("1_a/load.py");
        Assert.Single((await _scene.ReadAsync()).Versioned);
    }
}
