using Furrow.Errors;
using Furrow.Specification.Workflows;
using Furrow.Workflows;

namespace Furrow.Sqlite.Tests.Workflows;

/// <summary>One writer has nobody to share a run with.</summary>
public sealed class SharedRunTests(SqliteWorkflowFixture fixture) : IClassFixture<SqliteWorkflowFixture>
{
    [Fact]
    public async Task A_run_in_parts_is_refused_with_the_reason_and_what_to_do()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        foreach (GenerateOptions options in (GenerateOptions[])
            [new() { Prepare = true }, new() { Shard = new(1, 2) }, new() { Finish = true }, new() { Abort = true }])
        {
            FurrowException refused = await WorkflowHarness.FailsAsync(
                ErrorCode.Usage,
                () => harness.RunAsync(project => project.GenerateAsync(options, WorkflowHarness.Token)));
            Assert.Equal("sqlite has one writer, so a run cannot be written in parts.", refused.Message);
        }
    }
}
