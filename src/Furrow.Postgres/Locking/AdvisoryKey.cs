using System.Text;

namespace Furrow.Postgres.Locking;

/// <summary>
/// The numbers of the advisory locks: FNV-1a, 64 bits, over a purpose and the name of furrow's schema in UTF-8.
/// Advisory locks are each database's own, so that nothing else needs to go into them. Changing this lets two versions
/// of furrow work on one database at once.
/// </summary>
internal static class AdvisoryKey
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>Held while a command works on the database.</summary>
    public static long Work(string stateSchema) => Hash($"furrow lock {stateSchema}");

    /// <summary>Held while furrow's own tables are created.</summary>
    public static long Bootstrap(string stateSchema) => Hash($"furrow bootstrap {stateSchema}");

    /// <summary>Held in the maintenance database for as long as the maker of a scratch database lives.</summary>
    public static long Scratch(string database) => Hash($"furrow scratch {database}");

    /// <summary>Held in the maintenance database while a database of this name is replaced as a whole.</summary>
    public static long Replacement(string database) => Hash($"furrow replacement {database}");

    /// <summary>Held in the maintenance database while one is made that is to be a copy or replace another.</summary>
    public static long Unfinished(string database) => Hash($"furrow unfinished {database}");

    private static long Hash(string text)
    {
        ulong hash = OffsetBasis;
        foreach (byte part in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ part) * Prime);
        }

        return unchecked((long)hash);
    }
}
