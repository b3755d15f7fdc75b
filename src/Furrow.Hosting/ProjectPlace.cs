using Microsoft.Extensions.Hosting;

namespace Furrow.Hosting;

/// <summary>Where a host's project is.</summary>
internal static class ProjectPlace
{
    /// <summary>The directory as a full path.</summary>
    public static string Of(FurrowHostOptions options, IHostEnvironment host) =>
        Path.GetFullPath(options.Directory!, Path.GetFullPath(host.ContentRootPath));
}
