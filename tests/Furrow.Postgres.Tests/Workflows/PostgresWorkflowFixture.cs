using Furrow.Specification.Workflows;

namespace Furrow.Postgres.Tests.Workflows;

/// <summary>Projects with a database of the ordinary owner's.</summary>
public sealed class PostgresWorkflowFixture(PostgresServer server) : IWorkflowFixture
{
    public async Task<WorkflowHarness> CreateAsync(CancellationToken cancellationToken)
    {
        TestDatabase database = await server.CreateDatabaseAsync();
        await database.DisposeAsync();
        return new PostgresWorkflowHarness(server, database.Name, server.Owner);
    }
}
