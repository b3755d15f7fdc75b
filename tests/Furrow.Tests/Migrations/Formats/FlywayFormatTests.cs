using Furrow.Configuration;
using Furrow.Migrations;

namespace Furrow.Tests.Migrations.Formats;

/// <summary>Flyway's prefixes, and the settings beside its files.</summary>
public sealed class FlywayFormatTests : IDisposable
{
    private readonly MigrationScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task G4_versions_come_as_numbers_with_their_undo_and_repeatable_ones_by_name()
    {
        _scene.Write("V1.10__c.sql").Write("V1_9__b.sql").Write("V1__a.sql").Write("U1.9__b.sql")
            .Write("V20240321.1__d.sql").Write("V2.sql").Write("R__views.sql", "SELECT 'v';").Write("R__a views.sql");
        MigrationSet set = await _scene.ReadAsync();
        Assert.Equal(MigrationFormat.Flyway, set.Format);
        Assert.Equal(
            [("1 a", false), ("1_9 b", true), ("1.10 c", false), ("2", false), ("20240321.1 d", false)],
            set.Versioned.Select(migration => (migration.Title, migration.Down is not null)));
        Assert.Equal(["a views", "views"], set.Repeatable.Select(migration => migration.Name));
        Assert.Equal("SELECT 'v';", await MigrationScene.TextOf(set.Repeatable[1].Script));
        Assert.NotEqual(set.Repeatable[0].Checksum, set.Repeatable[1].Checksum);
    }

    [Theory]
    [InlineData("executeInTransaction=false", MigrationTransaction.None)]
    [InlineData("# why\r\nexecuteInTransaction = TRUE\r\nencoding=utf-8", MigrationTransaction.Required)]
    [InlineData("", MigrationTransaction.WherePossible)]
    public async Task A_conf_file_says_how_its_script_runs(string conf, MigrationTransaction transaction)
    {
        _scene.Write("V1__a.sql").Write("U1__a.sql").Write("V1__a.sql.conf", conf);
        _scene.Write("R__r.sql").Write("R__r.sql.conf", conf);
        MigrationSet set = await _scene.ReadAsync();
        Assert.Equal(transaction, set.Versioned[0].Up.Transaction);
        Assert.Equal(MigrationTransaction.WherePossible, set.Versioned[0].Down!.Transaction);
        Assert.Equal(transaction, set.Repeatable[0].Script.Transaction);
    }

    [Theory]
    [InlineData("SELECT '${greeting}';", "${greeting}")]
    [InlineData("CREATE SCHEMA ${flyway:defaultSchema};", "${flyway:defaultSchema}")]
    [InlineData("CREATE TABLE \"${schema}\".a (id int);", "${schema}")]
    [InlineData("DO $$ BEGIN RAISE '${x}'; END $$;", "${x}")]
    [InlineData("COPY a FROM STDIN;\n1\t${x}\n\\.\n", "${x}")]
    public async Task Placeholders_count_in_quotes_too_unless_they_are_switched_off(string text, string expected)
    {
        _scene.Write("V1__a.sql", text);
        Assert.Contains(expected, Assert.Single(await _scene.FailsAsync()), StringComparison.Ordinal);
        _scene.Write("V1__a.sql.conf", "placeholderReplacement=false");
        if (!text.Contains("SCHEMA", StringComparison.Ordinal))
        {
            Assert.Single((await _scene.ReadAsync()).Versioned);
        }
    }

    [Fact]
    public async Task Placeholders_do_not_count_in_comments() =>
        Assert.Single((await _scene.Write("V1__a.sql", "-- ${x}\nSELECT 1; /* ${y} */").ReadAsync()).Versioned);

    [Theory]
    [InlineData("B3__base.sql", "furrow runs no baseline migrations")]
    [InlineData("U2__b.sql", "a down file without its up file")]
    [InlineData("U1__b.sql", "a down file whose name is not that of V1__a.sql")]
    [InlineData("V01__b.sql", "version 01 is there more than once: V01__b.sql, V1__a.sql")]
    [InlineData("V9__b.sql.conf", "settings of V9__b.sql, which is not there")]
    [InlineData("beforeMigrate.sql", "expected V1__name.sql")]
    [InlineData("v2__b.sql", "expected V1__name.sql")]
    [InlineData("V2_b.sql", "expected V1__name.sql")]
    [InlineData("V2__b.java", "only SQL")]
    [InlineData("2024/V2__b.sql", "2024: ")]
    [InlineData("release/deep/V2__b.sql", "release: holds migrations (V2__b.sql)")]
    [InlineData("release/R__b.sql", "release: holds migrations (R__b.sql)")]
    public async Task What_cannot_be_run_is_refused_by_name_unless_ignored(string file, string expected)
    {
        _scene.Write("V1__a.sql").Write(file);
        string name = file.Split('/')[0];
        string problem = Assert.Single(await _scene.FailsAsync());
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.Single((await _scene.ReadAsync(new MigrationsSettings { Ignore = [name] })).Versioned);
    }

    [Theory]
    [InlineData("shouldExecute=${runIt}")]
    [InlineData("encoding=ISO-8859-1")]
    [InlineData("executeInTransaction=perhaps")]
    public async Task Settings_that_cannot_be_followed_are_refused_without_their_value(string conf)
    {
        _scene.Write("V1__a.sql").Write("V1__a.sql.conf", conf);
        string problem = Assert.Single(await _scene.FailsAsync());
        Assert.Contains(conf.Split('=')[0], problem, StringComparison.Ordinal);
        Assert.DoesNotContain(conf, problem, StringComparison.Ordinal);
    }
}
