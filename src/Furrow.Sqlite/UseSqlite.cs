using Furrow.Sqlite;

namespace Furrow;

/// <summary>Adds the provider to a host's options.</summary>
public static class UseSqliteExtension
{
    /// <summary>Lets projects name databases of this kind.</summary>
    public static FurrowOptions UseSqlite(this FurrowOptions options) => options.Use(new SqliteProvider());
}
