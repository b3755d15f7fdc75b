using Furrow.Providers;
using Furrow.Specification;

namespace Furrow.Sqlite.Tests;

/// <summary>Databases in folders of their own.</summary>
public sealed class SqliteFixture : IProviderFixture
{
    public Task<ProviderHarness> CreateAsync(CancellationToken cancellationToken) =>
        Task.FromResult<ProviderHarness>(new SqliteHarness());
}
