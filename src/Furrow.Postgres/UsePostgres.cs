using Furrow.Postgres;

namespace Furrow;

/// <summary>Adds the provider to a host's options.</summary>
public static class UsePostgresExtension
{
    /// <summary>Lets projects name databases of this kind.</summary>
    public static FurrowOptions UsePostgres(this FurrowOptions options) => options.Use(new PostgresProvider());
}
