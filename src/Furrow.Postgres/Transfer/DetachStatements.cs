using System.Collections.Immutable;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Postgres.Transfer;

/// <summary>Takes indexes off and builds them again, one after another, each by several processes.</summary>
internal static class DetachStatements
{
    // 256 MB, unless the server has more: what sorting a few million keys takes.
    private const int MemoryKilobytesMin = 262_144;

    public static IEnumerable<string> TakeOff(ImmutableArray<FoundIndex> indexes) => indexes.Select(index =>
        index.Key is null
            ? $"DROP INDEX {Quote(new ObjectName(index.Table.Schema, index.Name))}"
            : $"{Alter(index.Table)} DROP CONSTRAINT {Quote(index.Name)}");

    public static IEnumerable<string> PutBack(ImmutableArray<FoundIndex> indexes) =>
        indexes.IsEmpty ? [] : [.. Settings(), .. indexes.SelectMany(Restore)];

    private static IEnumerable<string> Settings()
    {
        yield return $"""
            SELECT pg_catalog.set_config('maintenance_work_mem', '{MemoryKilobytesMin}kB', true)
            FROM pg_catalog.pg_settings WHERE name = 'maintenance_work_mem' AND setting::bigint < {MemoryKilobytesMin}
            """;
        yield return "SET LOCAL default_tablespace = ''";
    }

    private static IEnumerable<string> Restore(FoundIndex index)
    {
        yield return index.Definition;
        string name = Quote(index.Name);
        if (index.Key is { } key)
        {
            string kind = key.IsPrimary ? "PRIMARY KEY" : "UNIQUE";
            string when = key.Deferrability switch
            {
                Deferrability.InitiallyDeferred => " DEFERRABLE INITIALLY DEFERRED",
                Deferrability.InitiallyImmediate => " DEFERRABLE",
                _ => "",
            };
            yield return $"{Alter(index.Table)} ADD CONSTRAINT {name} {kind} USING INDEX {name}{when}";
            if (key.Comment is { } keyComment)
            {
                yield return $"COMMENT ON CONSTRAINT {name} ON {Quote(index.Table)} IS {Literal(keyComment)}";
            }
        }

        if (index.Comment is { } comment)
        {
            string place = Quote(new ObjectName(index.Table.Schema, index.Name));
            yield return $"COMMENT ON INDEX {place} IS {Literal(comment)}";
        }
    }

    private static string Alter(ObjectName table) => $"ALTER TABLE {Quote(table)}";

    private static string Quote(ObjectName name) => PostgresTransfer.TableName(name);

    private static string Quote(string name) => SqlDialect.Postgres.QuoteIdentifier(name);

    private static string Literal(string text) => SqlDialect.Postgres.QuoteLiteral(text);
}
