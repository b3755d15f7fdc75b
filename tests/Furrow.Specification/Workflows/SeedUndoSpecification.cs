using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Whatever a seed writes, rolled back it leaves exactly what was there before.</summary>
public abstract class SeedUndoSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private static readonly string[] Tables =
    [
        "CREATE TABLE groups (id integer PRIMARY KEY, name text)",
        """
        CREATE TABLE members (no integer NOT NULL, group_id integer NOT NULL, label text, PRIMARY KEY (no, group_id),
            FOREIGN KEY (group_id) REFERENCES groups (id) ON DELETE CASCADE ON UPDATE CASCADE)
        """,
        "CREATE TABLE notes (body text, weight integer)",
        "CREATE TABLE codes (code text NOT NULL UNIQUE, amount numeric)",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Random_statements_leave_no_trace(int round)
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_tables", string.Join(";\n", Tables));
        await harness.MigrateAsync();
        for (int part = 0; part < 6; part++)
        {
            RandomStatements random = new((round * 100) + part);
            await harness.ExecuteAsync(random.Script(15).Split(";\n", StringSplitOptions.RemoveEmptyEntries));
            string before = await ContentAsync(harness);
            harness.Project.Seed("base/00_a.sql", random.Script(10))
                .Seed("base/10_b.sql", "-- policy: on-change\n" + random.Script(10));
            await harness.SeedAsync();
            harness.Project.Seed("base/10_b.sql", "-- policy: on-change\n" + random.Script(5));
            await harness.SeedAsync();
            Assert.Equal(
                ["-"], (await harness.HistoryAsync("seed_history", "not_captured")).Distinct(StringComparer.Ordinal));

            await harness.RunAsync(project => project.SeedRollbackAsync(
                new SeedRollbackOptions { All = true, Yes = true }, WorkflowHarness.Token));

            Assert.Equal(before, await ContentAsync(harness));
            Assert.Empty(await harness.RowsAsync($"SELECT * FROM {harness.State["seed_changes"]}"));
        }
    }

    private static async Task<string> ContentAsync(WorkflowHarness harness)
    {
        List<string> content = [];
        foreach (string table in new[] { "groups", "members", "notes", "codes" })
        {
            content.Add(table);
            content.AddRange((await harness.RowsAsync($"SELECT * FROM {table}")).Order(StringComparer.Ordinal));
        }

        return string.Join('\n', content);
    }
}
