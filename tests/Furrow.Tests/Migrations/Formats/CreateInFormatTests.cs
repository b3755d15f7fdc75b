using Furrow.Configuration;
using Furrow.Migrations;
using Furrow.Sql;
using Furrow.Tests.Workflows;
using Furrow.Workflows;

namespace Furrow.Tests.Migrations.Formats;

/// <summary><c>create</c> goes on as the folder has begun, and what it says about transactions is read back.</summary>
public sealed class CreateInFormatTests : IDisposable
{
    private const string Goose = "-- +goose Up\nSELECT 1;\n-- +goose Down\n";
    private const string Dbmate = "-- migrate:up\nSELECT 1;\n";

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "", "20250301093000_b.down.sql 20250301093000_b.up.sql")]
    [InlineData("0001_a.tx.up.sql", "", "0002_b.down.sql 0002_b.up.sql")]
    [InlineData("sqlite/7_a.up.sql", "", "sqlite/8_b.down.sql sqlite/8_b.up.sql")]
    [InlineData("20240321101500_a.sql", Dbmate, "20250301093000_b.sql")]
    [InlineData("00001_a.sql", Goose, "00002_b.sql")]
    [InlineData("2024-03-21-101500_a/up.sql", "", "2025-03-01-093000_b/down.sql 2025-03-01-093000_b/up.sql")]
    [InlineData("V1.9__a.sql", "", "V1.10__b.sql")]
    [InlineData("20240321101500_a/migration.sql", "", "20250301093000_b/migration.sql")]
    [InlineData("sqlite/0001_a/migration.sql", "", "sqlite/0002_b/migration.sql")]
    public async Task The_new_migration_follows_the_folder(string existing, string text, string expected)
    {
        if (existing.Length > 0)
        {
            _folder.Write("migrations/" + existing, text);
        }

        Assert.Equal(expected.Split(' '), await CreateAsync(MigrationTransaction.WherePossible));
        await AssertLastAsync(MigrationTransaction.WherePossible);
    }

    [Theory]
    [InlineData("1_a.up.sql", "", "2_b.autocommit.down.sql 2_b.autocommit.up.sql")]
    [InlineData("1_a.sql", Dbmate, "2_b.sql")]
    [InlineData("1_a.sql", Goose, "2_b.sql")]
    [InlineData("1_a/up.sql", "", "2_b/down.sql 2_b/metadata.toml 2_b/up.sql")]
    [InlineData("V1__a.sql", "", "V2__b.sql V2__b.sql.conf")]
    [InlineData("1_a/migration.sql", "", "2_b/migration.sql")]
    public async Task What_is_asked_for_about_the_transaction_is_what_is_read(
        string existing, string text, string expected)
    {
        _folder.Write("migrations/" + existing, text);
        Assert.Equal(expected.Split(' '), await CreateAsync(MigrationTransaction.None));
        await AssertLastAsync(MigrationTransaction.None);
        await CreateAsync(MigrationTransaction.Required);
        await AssertLastAsync(MigrationTransaction.Required);
    }

    [Theory]
    [InlineData("V1__a.sql", "U1__a.sql", "U2__b.sql U2__b.sql.conf V2__b.sql V2__b.sql.conf")]
    [InlineData("1_a/migration.sql", "1_a/down.sql", "2_b/down.sql 2_b/migration.sql")]
    public async Task A_way_down_is_written_where_the_folder_has_them(string up, string down, string expected)
    {
        _folder.Write("migrations/" + up).Write("migrations/" + down);
        Assert.Equal(expected.Split(' '), await CreateAsync(MigrationTransaction.None));
        await AssertLastAsync(MigrationTransaction.None);
    }

    [Theory]
    [InlineData("dbmate", "20250301093000_b.sql")]
    [InlineData("goose", "20250301093000_b.sql")]
    [InlineData("folders", "20250301093000_b/down.sql 20250301093000_b/up.sql")]
    [InlineData("flyway", "U20250301093000__b.sql V20250301093000__b.sql")]
    [InlineData("prisma", "20250301093000_b/down.sql 20250301093000_b/migration.sql")]
    public async Task An_empty_folder_is_begun_in_the_format_that_is_set(string format, string expected)
    {
        string yaml = $"migrations: {{ format: {format} }}";
        Assert.Equal(expected.Split(' '), await CreateAsync(MigrationTransaction.WherePossible, yaml: yaml));
    }

    [Fact]
    public async Task A_number_that_another_databases_file_has_is_passed_over()
    {
        _folder.Write("migrations/0001_a.up.sql").Write("migrations/0002_m.mysql.up.sql");
        Assert.Equal(
            ["0003_b.down.sql", "0003_b.up.sql"], await CreateAsync(MigrationTransaction.WherePossible));
    }

    [Theory]
    [InlineData("1_a.sql", Goose)]
    [InlineData("1_a.sql", Dbmate)]
    [InlineData("1_a.up.sql", "")]
    [InlineData("V1__a.sql", "")]
    [InlineData("1_a/up.sql", "")]
    public async Task A_name_is_no_mark(string existing, string text)
    {
        _folder.Write("migrations/" + existing, text);
        string[] names =
            ["-- +goose Down", "migrate:down", "+goose ENVSUB ON", "bun:split", "x\n${y}", "furrow: transaction"];
        foreach (string name in names)
        {
            await CreateAsync(MigrationTransaction.WherePossible, name);
        }

        MigrationSet set = await ReadAsync();
        Assert.Equal(1 + names.Length, set.Versioned.Length);
        foreach (MigrationFile migration in set.Versioned.Skip(1))
        {
            string up = await migration.Up.ReadAsync(Token);
            Assert.Empty(SqlSplitter.Split(up, SqlDialect.Sqlite).Statements);
            Assert.Equal(MigrationTransaction.WherePossible, migration.Up.Transaction);
            Assert.NotNull(migration.Down ?? (existing.StartsWith('V') ? migration.Up : null));
        }
    }

    private async Task AssertLastAsync(MigrationTransaction transaction)
    {
        MigrationFile last = (await ReadAsync()).Versioned[^1];
        Assert.Equal("b", last.Name);
        foreach (MigrationScript script in new[] { last.Up, last.Down }.OfType<MigrationScript>())
        {
            bool isOutside = script.Transaction == MigrationTransaction.None
                || MigrationDirectives.IsNonTransactional(await script.ReadAsync(Token));
            Assert.Equal(transaction == MigrationTransaction.None, isOutside);
            Assert.Equal(
                transaction == MigrationTransaction.Required, script.Transaction == MigrationTransaction.Required);
        }
    }

    private Task<MigrationSet> ReadAsync() => ProjectFiles.ReadMigrationsAsync(Given.Project(_folder), Token);

    private async Task<IEnumerable<string>> CreateAsync(
        MigrationTransaction transaction, string name = "b", string yaml = "name: shop")
    {
        CreateResult result = await Scaffolding.CreateMigrationAsync(
            Given.Project(_folder, yaml, new Stopped()), new(name) { Transaction = transaction }, Token);
        Assert.Empty(result.Kept);
        return result.Created.Select(path => _folder.Display(path)["migrations/".Length..])
            .Order(StringComparer.Ordinal);
    }

    private sealed class Stopped : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2025, 3, 1, 9, 30, 0, TimeSpan.Zero);
    }
}
