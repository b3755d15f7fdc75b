using Furrow.Errors;

namespace Furrow.Hosting;

/// <summary>Opens the host's project; obtained from the service provider, for any thread.</summary>
public interface IFurrowFactory
{
    /// <summary>
    /// Opens the project: reads its configuration, touches no database. Each call opens another one, which the caller
    /// disposes.
    /// </summary>
    /// <exception cref="FurrowException">Code <c>config.invalid</c>.</exception>
    Task<FurrowProject> OpenAsync(CancellationToken cancellationToken);
}
