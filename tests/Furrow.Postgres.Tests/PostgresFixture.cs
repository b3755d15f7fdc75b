using Furrow.Providers;
using Furrow.Specification;

namespace Furrow.Postgres.Tests;

/// <summary>Databases on the run's server.</summary>
public sealed class PostgresFixture(PostgresServer server) : IProviderFixture
{
    public async Task<ProviderHarness> CreateAsync(CancellationToken cancellationToken) =>
        new PostgresHarness(await server.CreateDatabaseAsync());
}
