using Furrow.Providers;
using Furrow.State;

namespace Furrow.Specification;

/// <summary>Furrow's own tables in this database.</summary>
public abstract class StateSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IProviderFixture
{
    [Fact]
    public async Task They_are_created_once_and_keep_the_stamp()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await using ISession session = await harness.OpenAsync();
        StateStore store = await StateStore.OpenAsync(session, harness.Database, ProviderHarness.Token);
        Assert.False(store.Exists);
        await store.EnsureAsync("test", ProviderHarness.Token);
        await store.EnsureAsync("production", ProviderHarness.Token);

        StateStore again = await StateStore.OpenAsync(session, harness.Database, ProviderHarness.Token);
        Assert.Equal(
            (StateDefinition.CurrentVersion, "test", null), (again.Version, again.Stamp, again.StampProblem));
    }

    [Fact]
    public async Task Two_that_create_them_together_end_well()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync("CREATE TABLE t (a integer)");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(harness.CreateStateAsync)));
        StateNames names = new(harness.Database.Provider, harness.Database.Options.StateSchema);
        Assert.Equal("2", await harness.ScalarAsync($"SELECT count(*) FROM {names["lock"]}"));
    }

    [Fact]
    public async Task Their_constraints_hold()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.CreateStateAsync();
        StateNames names = new(harness.Database.Provider, harness.Database.Options.StateSchema);
        string insert(string status) => $"""
            INSERT INTO {names["migration_history"]}
                (version, name, kind, direction, checksum, status, transactional,
                 applied_at, applied_by, host, duration_ms, tool_version)
            VALUES ('1', 'n', 'versioned', 'up', 'c', '{status}', true, '2026-01-05T07:30:00Z', 'me', 'here', 1, '0')
            """;
        await harness.RunAsync(insert("applied"), insert("failed"), insert("failed"));
        await Assert.ThrowsAnyAsync<Exception>(() => harness.RunAsync(insert("applied")));
        await Assert.ThrowsAnyAsync<Exception>(() => harness.RunAsync(insert("nonsense")));
        Assert.Equal("3", await harness.ScalarAsync($"SELECT count(*) FROM {names["migration_history"]}"));
    }
}
