using Furrow.Providers;

namespace Furrow.Configuration;

/// <summary>From a configured address to what a provider takes.</summary>
public static class DatabaseReferences
{
    /// <summary>The address as a provider's reference: connection string for a server, full path for a file.</summary>
    public static DatabaseReference ToReference(this DatabaseAddress address) => new()
    {
        Provider = address.Scheme,
        ConnectionString = address.Path ?? address.ToConnectionString(),
        DatabaseName = address.DatabaseName,
        Display = address.Display,
        IsLocal = address.IsLoopbackOrSocket,
        Secrets = address.Secrets,
    };
}
