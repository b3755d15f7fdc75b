using Furrow.Errors;
using Furrow.Transfer;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <content>Tables of so many rows that their indexes and keys are taken off while they are filled.</content>
public abstract partial class ImportSpecification<TFixture>
{
    private const string LargeTables = """"
        CREATE TABLE parents (id integer PRIMARY KEY, name text UNIQUE);
        CREATE TABLE "the; ""children""" (id integer PRIMARY KEY,
            parent_id integer NOT NULL REFERENCES parents, n integer);
        CREATE INDEX "by; parent" ON "the; ""children""" (parent_id)
        """";

    [Theory]
    [InlineData(ExportFormat.Json)]
    [InlineData(ExportFormat.Csv)]
    public async Task Large_tables_come_back_with_indexes_and_keys_to_the_letter(ExportFormat format)
    {
        await using WorkflowHarness source = await LargeAsync(format);
        await using WorkflowHarness target = await LargeTargetAsync(source);
        await ImportAsync(target, "export");
        Assert.Equal(await StateAsync(source), await StateAsync(target));
    }

    [Fact]
    public async Task Large_tables_whose_keys_would_not_hold_leave_everything_as_it_was()
    {
        await using WorkflowHarness source = await LargeAsync(ExportFormat.Csv);
        await using WorkflowHarness target = await LargeTargetAsync(source);
        await target.ExecuteAsync("CREATE UNIQUE INDEX narrow ON \"the; \"\"children\"\"\" (n)");
        string before = await StateAsync(target);
        FurrowException twice = await FailsAsync(target, "export", code: null);
        Assert.Equal(ErrorCode.ImportFailed, twice.Code);
        Assert.DoesNotContain("=(", twice.Message + twice.Detail, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync(target));
    }

    private static string Rows(bool isPostgres, string select, int count) => isPostgres
        ? $"{select} FROM generate_series(1, {count}) AS r(i)"
        : $"WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < {count}) {select} FROM r";

    private async Task<WorkflowHarness> LargeAsync(ExportFormat format)
    {
        WorkflowHarness harness = await fixture.CreateAsync(Token);
        bool isPostgres = harness.Provider.Capabilities.Schemas;
        await harness.ExecuteAsync(LargeTables.Split(";\n"));
        await harness.ExecuteAsync(
            $"INSERT INTO parents {Rows(isPostgres, "SELECT i, 'parent ' || i", 500)}",
            "INSERT INTO \"the; \"\"children\"\"\" "
                + Rows(isPostgres, "SELECT i, 1 + i % 500, i / 2", 60_000));
        await harness.RunAsync(
            project => project.ExportAsync(new ExportOptions(format) { IncludeSensitive = true }, Token));
        return harness;
    }

    private async Task<WorkflowHarness> LargeTargetAsync(WorkflowHarness source)
    {
        WorkflowHarness target = await fixture.CreateAsync(Token);
        await target.ExecuteAsync(LargeTables.Split(";\n"));
        Bring(source, target);
        return target;
    }
}
