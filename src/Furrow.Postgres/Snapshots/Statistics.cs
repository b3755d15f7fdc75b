using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>The planner's statistics, which an archive does not hold.</summary>
internal static class Statistics
{
    // A partitioned table has its own beside those of its partitions. The catalog's tables are the server's affair.
    private const string Tables = """
        SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition AND n.nspname !~ '^pg_'
            AND n.nspname <> 'information_schema' AND pg_has_role(c.relowner, 'USAGE')
        ORDER BY 1
        """;

    /// <summary>Gathers those of every table that the role owns.</summary>
    public static async Task GatherAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        List<string> tables = await RawSql.ListAsync(connection, RawSql.Command(Tables), cancellationToken);
        if (tables.Count > 0)
        {
            await RawSql.ExecuteAsync(connection, $"ANALYZE {string.Join(", ", tables)}", cancellationToken);
        }
    }
}
