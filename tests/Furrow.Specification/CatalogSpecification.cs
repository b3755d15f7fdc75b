using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Specification;

/// <summary>The normal form of definitions: equal for what is the same, and seen to differ otherwise.</summary>
public abstract class CatalogSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IProviderFixture
{
    private static readonly string[] Base =
    [
        "CREATE TABLE parents (id integer PRIMARY KEY, code varchar(10) NOT NULL UNIQUE)",
        "CREATE TABLE children (id integer PRIMARY KEY, parent_id integer REFERENCES parents (id), "
            + "n integer DEFAULT 5, CONSTRAINT positive CHECK (n > 0))",
        "CREATE INDEX by_parent ON children (parent_id)",
        "CREATE VIEW numbers AS SELECT n FROM children",
    ];

    [Theory]
    [InlineData("CREATE TABLE other (id integer)", "DROP TABLE other")]
    [InlineData("CREATE INDEX by_n ON children (n)", "DROP INDEX by_n")]
    [InlineData("CREATE UNIQUE INDEX by_n ON children (n) WHERE n > 3", "DROP INDEX by_n")]
    [InlineData("CREATE VIEW more AS SELECT id FROM parents", "DROP VIEW more")]
    [InlineData("ALTER TABLE parents ADD COLUMN extra text DEFAULT 'x'", "ALTER TABLE parents DROP COLUMN extra")]
    [InlineData("ALTER TABLE parents RENAME TO elders", "ALTER TABLE elders RENAME TO parents")]
    [InlineData("ALTER TABLE parents RENAME COLUMN code TO mark", "ALTER TABLE parents RENAME COLUMN mark TO code")]
    [InlineData("DROP INDEX by_parent", "create  index by_parent on children(parent_id)")]
    [InlineData("DROP VIEW numbers", "CREATE VIEW numbers AS SELECT n FROM children")]
    public async Task A_change_is_seen_and_taken_back_it_is_not(string change, string back)
    {
        await using ProviderHarness harness = await CreateAsync();
        DatabaseCatalog before = await ReadAsync(harness);
        await harness.RunAsync(change);
        DatabaseCatalog changed = await ReadAsync(harness);
        Assert.NotEmpty(CatalogDiff.Compare(before, changed));
        Assert.NotEqual(before.Hash(), changed.Hash());
        await harness.RunAsync(back);
        DatabaseCatalog after = await ReadAsync(harness);
        Assert.Empty(CatalogDiff.Compare(before, after));
        Assert.Equal(before.Hash(), after.Hash());
    }

    [Fact]
    public async Task Rows_are_no_definitions()
    {
        await using ProviderHarness harness = await CreateAsync();
        DatabaseCatalog before = await ReadAsync(harness);
        await harness.RunAsync("INSERT INTO parents VALUES (1, 'a')");
        Assert.Equal(before.Hash(), (await ReadAsync(harness)).Hash());
    }

    [Fact]
    public async Task Two_databases_made_alike_have_one_hash()
    {
        await using ProviderHarness one = await CreateAsync();
        await using ProviderHarness other = await CreateAsync();
        Assert.Equal((await ReadAsync(one)).Hash(), (await ReadAsync(other)).Hash());
    }

    [Fact]
    public async Task Furrows_own_tables_are_not_in_it()
    {
        await using ProviderHarness harness = await CreateAsync();
        DatabaseCatalog before = await ReadAsync(harness);
        await harness.CreateStateAsync();
        Assert.Empty(CatalogDiff.Compare(before, await ReadAsync(harness)));
    }

    [Fact]
    public async Task A_whole_is_told_without_its_parts()
    {
        await using ProviderHarness harness = await CreateAsync();
        DatabaseCatalog before = await ReadAsync(harness);
        await harness.RunAsync(
            "CREATE TABLE whole (id integer PRIMARY KEY, n integer UNIQUE CHECK (n > 1))",
            "CREATE INDEX part ON whole (n)");
        CatalogDifference left = Assert.Single(CatalogDiff.Compare(before, await ReadAsync(harness)));
        Assert.Equal(("table", CatalogChange.LeftBehind), (left.Kind, left.Change));
    }

    [Fact]
    public async Task Inside_a_transaction_its_own_changes_are_seen()
    {
        await using ProviderHarness harness = await CreateAsync();
        await using ISession session = await harness.OpenAsync();
        DatabaseCatalog before = await session.ReadCatalogAsync(ProviderHarness.Token);
        await using ISessionTransaction transaction = await session.BeginAsync(
            new TransactionRequest(TransactionPurpose.SchemaChange), ProviderHarness.Token);
        await session.ExecuteAsync(ProviderHarness.Statement("DROP VIEW numbers"), ProviderHarness.Token);
        DatabaseCatalog inside = await session.ReadCatalogAsync(ProviderHarness.Token);
        Assert.Equal(CatalogChange.Missing, Assert.Single(CatalogDiff.Compare(before, inside)).Change);
        await transaction.RollbackAsync(ProviderHarness.Token);
        Assert.Equal(before.Hash(), (await session.ReadCatalogAsync(ProviderHarness.Token)).Hash());
    }

    private async Task<ProviderHarness> CreateAsync()
    {
        ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(Base);
        return harness;
    }

    private static async Task<DatabaseCatalog> ReadAsync(ProviderHarness harness)
    {
        await using ISession session = await harness.OpenAsync(SessionAccess.Read);
        return await session.ReadCatalogAsync(ProviderHarness.Token);
    }
}
