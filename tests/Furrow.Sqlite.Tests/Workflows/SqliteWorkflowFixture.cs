using Furrow.Specification.Workflows;

namespace Furrow.Sqlite.Tests.Workflows;

/// <summary>Projects with a database file of their own.</summary>
public sealed class SqliteWorkflowFixture : IWorkflowFixture
{
    public Task<WorkflowHarness> CreateAsync(CancellationToken cancellationToken) =>
        Task.FromResult<WorkflowHarness>(new SqliteWorkflowHarness());
}
