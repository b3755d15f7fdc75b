using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Specification;

/// <summary>Opening, and that looking leaves no trace.</summary>
public abstract class OpeningSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IProviderFixture
{
    [Fact]
    public async Task Looking_at_an_empty_database_creates_nothing()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await using (ISession session = await harness.OpenAsync(SessionAccess.Read))
        {
            Assert.Empty((await session.ReadSchemaAsync(ProviderHarness.Token)).Tables);
            Assert.Empty(await session.CountRowsAsync(ProviderHarness.Token));
            Assert.False(await session.HasUserTablesAsync(ProviderHarness.Token));
        }

        Assert.Null(await harness.Database.ReadLockAsync(ProviderHarness.Token));
        Assert.True(await harness.IsUntouchedAsync());
    }

    [Fact]
    public async Task Diagnosing_an_empty_database_creates_nothing_and_finds_nothing_wrong()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        System.Collections.Immutable.ImmutableArray<HealthCheck> checks =
            await harness.Database.DiagnoseAsync(ProviderHarness.Token);
        Assert.NotEmpty(checks);
        Assert.DoesNotContain(checks, check => check.Level == HealthLevel.Failed);
        Assert.True(await harness.IsUntouchedAsync());
    }

    [Fact]
    public async Task Every_check_that_is_not_well_has_a_remedy()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.CreateStateAsync();
        await harness.LeaveDeadClaimAsync("ghost");
        System.Collections.Immutable.ImmutableArray<HealthCheck> checks =
            await harness.Database.DiagnoseAsync(ProviderHarness.Token);
        Assert.All(
            checks.Where(check => check.Level != HealthLevel.Ok),
            check => Assert.False(string.IsNullOrEmpty(check.Remedy)));
    }

    [Fact]
    public async Task The_database_exists_and_is_not_created_twice()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        Assert.True(await harness.Database.ExistsAsync(ProviderHarness.Token));
        await harness.RunAsync($"CREATE TABLE t (id {harness.Sql.IdentityColumn})");
        Assert.False(await harness.Database.CreateAsync(ProviderHarness.Token));
    }

    [Fact]
    public async Task A_session_says_what_answered()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await using ISession session = await harness.OpenAsync(SessionAccess.Read);
        Assert.StartsWith($"{session.Server.Major}.", session.Server.Version, StringComparison.Ordinal);
        Assert.NotEmpty(session.Server.Encoding);
        Assert.NotEmpty(session.Server.User);
    }

    [Fact]
    public async Task A_reading_session_cannot_change_anything()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync("CREATE TABLE t (a text)");
        await using (ISession session = await harness.OpenAsync(SessionAccess.Read))
        {
            Exception refused = await Assert.ThrowsAnyAsync<Exception>(
                () => session.ExecuteAsync(
                    ProviderHarness.Statement("INSERT INTO t VALUES ('x')"), ProviderHarness.Token));
            Assert.Equal(ErrorCode.DatabasePermission, session.Explain(refused).Code);
        }

        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task A_cancelled_call_does_nothing()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => harness.Database.OpenSessionAsync(SessionAccess.Write, cancelled.Token));
        Assert.Equal(DatabaseSchema.Empty.Tables, (await harness.ReadSchemaAsync()).Tables);
    }
}
