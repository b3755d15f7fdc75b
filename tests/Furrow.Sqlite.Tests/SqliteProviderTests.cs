using Furrow.Providers;
using Furrow.Specification;

namespace Furrow.Sqlite.Tests;

public sealed class SqliteProviderTests
{
    [Fact]
    public async Task Another_provider_does_not_pull_the_callbacks_from_under_an_open_transaction()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync("CREATE TABLE t (id integer)");
        await using ISession session = await harness.OpenAsync();
        for (int round = 0; round < 4; round++)
        {
            await using ISessionTransaction transaction =
                await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), ProviderHarness.Token);
            await session.ReadChangesAsync(ProviderHarness.Token);
            _ = new SqliteProvider();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            await session.ExecuteAsync(
                ProviderHarness.Statement("INSERT INTO t VALUES (1)"), ProviderHarness.Token);
            ChangeCounts counts = await session.ReadChangesAsync(ProviderHarness.Token);
            Assert.Equal([new TableChanges(harness.Name("t"), 1, 0, 0)], counts.Tables);
            await transaction.CommitAsync(ProviderHarness.Token);
        }
    }
}
