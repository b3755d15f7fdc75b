using Furrow.Seeds;
using Furrow.Specification.Workflows;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Furrow.Sqlite.Tests.Workflows;

/// <summary>What of C# seeds is SQLite's own.</summary>
public sealed class CodeSeedTests(SqliteWorkflowFixture fixture) : IClassFixture<SqliteWorkflowFixture>
{
    [Fact]
    public async Task Repeated_look_ups_issue_no_query()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration(
            "1_states", "CREATE TABLE states (id INTEGER PRIMARY KEY, abbreviation text UNIQUE);");
        await harness.MigrateAsync();
        List<string> queries = [];
        await harness.RunCodeAsync(async (context, token) =>
        {
            await context.InsertAllAsync(
                "states", new[] { new { abbreviation = "CA" }, new { abbreviation = "NY" } }, token);
            sqlite3 handle = ((SqliteConnection)context.Connection).Handle!;
            raw.sqlite3_trace(handle, (object _, string sql) => queries.Add(sql), null!);
            await context.LookUpAsync("states", new { abbreviation = "CA" }, token);
            await context.LookUpAsync("states", new { abbreviation = "NY" }, token);
            Assert.Equal(2, queries.Count);
            for (int i = 0; i < 50; i++)
            {
                string abbreviation = i % 2 == 0 ? "CA" : "NY";
                FoundRow state = await context.LookUpAsync("states", new { abbreviation }, token);
                Assert.Equal(1 + (i % 2), state.Get<int>("id"));
            }

            Assert.Equal(2, queries.Count);
            raw.sqlite3_trace(handle, (strdelegate_trace?)null, null!);
        });
        Assert.Equal(2, queries.Count);
    }
}
