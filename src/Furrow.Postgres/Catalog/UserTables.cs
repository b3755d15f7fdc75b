using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Catalog;

/// <summary>How many rows the user's tables have, and how many were written to them.</summary>
internal sealed class UserTables(NpgsqlConnection connection, CatalogScope scope, CountsFromZero zero)
{
    // Keeps one statement's plan and its list of locks small, however many tables there are.
    private const int TablesPerStatementMax = 100;

    private const string NotAnExtensions = """
        NOT EXISTS (SELECT FROM pg_depend de WHERE de.classid = 'pg_class'::regclass AND de.objid = c.oid
            AND de.objsubid = 0 AND de.deptype = 'e')
        """;

    private const string Any = $"""
        SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND {CatalogScope.Condition} AND {NotAnExtensions})
        """;

    // A partition's rows are its root's; children by inheritance are tables in their own right.
    private const string Counted = $"""
        SELECT c.oid, n.nspname::text, c.relname::text, c.relkind = 'p'
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND {CatalogScope.Condition} AND {NotAnExtensions}
        """;

    private const string ChangesMark = "furrow_changes";

    // The functions behind pg_stat_xact_user_tables: the view itself also visits every index.
    private const string Changes = $"""
        SELECT n.nspname::text AS {ChangesMark}, c.relname::text, s.inserted, s.updated, s.deleted
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL (SELECT pg_stat_get_xact_tuples_inserted(c.oid), pg_stat_get_xact_tuples_updated(c.oid),
            pg_stat_get_xact_tuples_deleted(c.oid)) s (inserted, updated, deleted)
        WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND (s.inserted <> 0 OR s.updated <> 0 OR s.deleted <> 0)
        """;

    // What a transaction has written to it has locked until its end, and so has it the sequences that it moved, made or
    // altered: those few are looked up instead of every relation. A sequence is a row without counts. What has a lower
    // number is the system's. One table without a join, since planning is most of what this costs.
    private const string LockedChanges = $"""
        SELECT (SELECT n.nspname::text FROM pg_namespace n WHERE n.oid = c.relnamespace) AS {ChangesMark},
            c.relname::text, pg_stat_get_xact_tuples_inserted(c.oid), pg_stat_get_xact_tuples_updated(c.oid),
            pg_stat_get_xact_tuples_deleted(c.oid), c.relkind = 'S'
        FROM pg_class c
        WHERE c.oid = ANY (ARRAY(SELECT relation FROM pg_lock_status()
                WHERE pid = pg_backend_pid() AND relation >= 16384))
            AND (c.relkind = 'S' OR c.relkind = 'r' AND pg_stat_get_xact_tuples_inserted(c.oid)
                + pg_stat_get_xact_tuples_updated(c.oid) + pg_stat_get_xact_tuples_deleted(c.oid) > 0)
        """;

    /// <summary>In any schema: tables that nobody asked to see are somebody's all the same.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken) =>
        await RawSql.ScalarAsync(connection, (scope with { Schemas = null }).Command(Any), cancellationToken) is true;

    public async Task<ImmutableArray<TableRowCount>> CountRowsAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<CountedTable> tables = await ListAsync(cancellationToken);
        if (tables.IsEmpty)
        {
            return [];
        }

        long[] counts = new long[tables.Length];
        await using NpgsqlBatch batch = new(connection);
        for (int first = 0; first < tables.Length; first += TablesPerStatementMax)
        {
            int end = Math.Min(first + TablesPerStatementMax, tables.Length);
            batch.BatchCommands.Add(RawSql.Command(CountStatement(tables, first, end)));
        }

        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                counts[reader.GetInt32(0)] = reader.GetInt64(1);
            }
        }
        while (await reader.NextResultAsync(cancellationToken));

        ImmutableArray<TableRowCount>.Builder counted = ImmutableArray.CreateBuilder<TableRowCount>(tables.Length);
        for (int place = 0; place < tables.Length; place++)
        {
            counted.Add(new TableRowCount(tables[place].Name, counts[place]));
        }

        return counted.MoveToImmutable();
    }

    /// <summary>Whether nothing was written in the open transaction for sure.</summary>
    public bool IsUntouched => zero.IsUntouched;

    /// <summary>Something is about to be sent that may write rows.</summary>
    public void Touch() => zero.Touch();

    public async Task<ChangeCounts> ReadChangesAsync(CancellationToken cancellationToken) =>
        (await ReadTransactionAsync(cancellationToken)).Counts;

    public async Task<TransactionChanges> ReadTransactionAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(ChangesCommand());
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await ReadChangesAsync(reader, cancellationToken);
    }

    /// <summary>Asks for the rows written so far, among other commands.</summary>
    public NpgsqlBatchCommand ChangesCommand() =>
        RawSql.Command(zero.IsCountedFrom ? LockedChanges : Changes);

    /// <summary>Whether a reader stands before the answer to <see cref="ChangesCommand"/>.</summary>
    public static bool IsChanges(NpgsqlDataReader reader) =>
        reader.FieldCount > 0 && reader.GetName(0) == ChangesMark;

    /// <summary>Reads that answer.</summary>
    public async Task<TransactionChanges> ReadChangesAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        List<TableChanges> changes = [];
        bool tellsSequences = reader.FieldCount > 5;
        bool isAnySequence = false;
        while (await reader.ReadAsync(cancellationToken))
        {
            ObjectName name = reader.Name(0);
            if (name.Schema == scope.StateSchema || name.Schema.StartsWith("pg_", StringComparison.Ordinal))
            {
                continue;
            }

            if (tellsSequences && reader.GetBoolean(5))
            {
                isAnySequence = true;
            }
            else
            {
                changes.Add(new TableChanges(name, reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)));
            }
        }

        return new TransactionChanges(
            new ChangeCounts([.. changes.OrderBy(change => change.Table)]), !tellsSequences || isAnySequence);
    }

    private async Task<ImmutableArray<CountedTable>> ListAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(scope.Command(Counted));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        ImmutableArray<CountedTable> tables = await reader.ReadSetAsync(
            row => new CountedTable(row.Name(1), row.GetBoolean(3)), cancellationToken);
        return tables.Sort(static (one, other) => one.Name.CompareTo(other.Name));
    }

    private static string CountStatement(ImmutableArray<CountedTable> tables, int first, int end)
    {
        StringBuilder sql = new();
        for (int place = first; place < end; place++)
        {
            (ObjectName name, bool isPartitioned) = tables[place];
            string only = isPartitioned ? "" : "ONLY ";
            string quoted = SqlDialect.Postgres.QuoteName(name.Schema, name.Name);
            sql.Append(sql.Length == 0 ? "" : " UNION ALL ")
                .Append(CultureInfo.InvariantCulture, $"SELECT {place}, count(*) FROM {only}{quoted}");
        }

        return sql.ToString();
    }

    // A class: what the framework does with structs of ours is compiled anew at every start of the program.
    private sealed record CountedTable(ObjectName Name, bool IsPartitioned);
}

/// <summary>What the open transaction has done so far.</summary>
/// <param name="Counts">Rows written.</param>
/// <param name="MayHoldSequences">Whether it has moved, made or altered a sequence, as far as that is known.</param>
internal sealed record TransactionChanges(ChangeCounts Counts, bool MayHoldSequences);
