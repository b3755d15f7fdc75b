using Furrow.Specification;

namespace Furrow.Postgres.Tests;

/// <summary>Databases of the ordinary owner for the suites that all providers share.</summary>
public sealed class PostgresFixture(PostgresServer server) : IProviderFixture
{
    public async Task<ProviderHarness> CreateAsync(CancellationToken cancellationToken) =>
        new PostgresHarness(await server.CreateDatabaseAsync());
}
