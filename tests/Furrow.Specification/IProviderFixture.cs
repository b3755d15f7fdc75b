namespace Furrow.Specification;

/// <summary>
/// Makes databases for the suites. One instance serves a test class; it is created without arguments.
/// </summary>
public interface IProviderFixture
{
    /// <summary>A new, empty database that disposing removes.</summary>
    Task<ProviderHarness> CreateAsync(CancellationToken cancellationToken);
}
