using System.Collections.Immutable;
using Furrow.Postgres.Catalog;
using Furrow.Providers;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Transfer;

/// <summary>
/// Reads from the catalog what stands in the way of rows and has to be put back: triggers that would fire, constraints
/// that never looked at the rows that were there before them, forced row-level security.
/// </summary>
internal sealed class FrameReader(NpgsqlConnection connection)
{
    // 4: ON INSERT. Others do not fire here, and partitions have triggers of their own, each with its own mode.
    private static string Triggers(string tables) => $"""
        SELECT n.nspname::text, c.relname::text, tg.tgname::text, tg.tgenabled = 'A'
        FROM pg_trigger tg JOIN pg_class c ON c.oid = tg.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE tg.tgrelid IN ({tables}) AND NOT tg.tgisinternal AND tg.tgenabled IN ('O', 'A') AND (tg.tgtype & 4) <> 0
        ORDER BY 1, 2, 3
        """;

    private static string NotValid(string tables) => $"""
        SELECT n.nspname::text, c.relname::text, con.conname::text, pg_get_constraintdef(con.oid),
            obj_description(con.oid, 'pg_constraint')
        FROM pg_constraint con JOIN pg_class c ON c.oid = con.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE con.conrelid IN ({tables}) AND con.contype IN ('f', 'c') AND NOT con.convalidated
            AND con.conparentid = 0 AND con.coninhcount = 0
        ORDER BY 1, 2, 3
        """;

    private static string Forced(string tables) => $"""
        SELECT n.nspname::text, c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.oid IN ({tables}) AND c.relrowsecurity AND c.relforcerowsecurity ORDER BY 1, 2
        """;

    private static string Comments(string tables) => $"""
        SELECT n.nspname::text, c.relname::text, con.conname::text, d.description
        FROM pg_constraint con JOIN pg_class c ON c.oid = con.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = con.oid
        WHERE con.conrelid IN ({tables}) AND con.contype = 'f'
        """;

    // A name that another constraint of the schema has too says nothing to SET CONSTRAINTS.
    private const string Ambiguous = """
        SELECT n.nspname::text, con.conname::text FROM pg_constraint con JOIN pg_namespace n ON n.oid = con.connamespace
        WHERE con.conrelid <> 0 AND con.conparentid = 0 GROUP BY 1, 2 HAVING count(*) > 1
        """;

    // A view that uses another one reaches at least what that one reaches, and itself.
    private static string Refreshed(string tables) => $"""
        WITH RECURSIVE uses (view, used) AS (
            SELECT r.ev_class, d.refobjid FROM pg_rewrite r
            JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
                AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class
            WHERE r.ev_type = '1'),
        reach (view, used) AS (
            SELECT view, used FROM uses UNION SELECT r.view, u.used FROM reach r JOIN uses u ON u.view = r.used)
        SELECT n.nspname::text, c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'm' AND c.relispopulated AND n.nspname !~ '^pg_' AND NOT EXISTS (
            SELECT FROM reach JOIN pg_class t ON t.oid = reach.used AND t.relkind IN ('r', 'p')
            WHERE reach.view = c.oid AND t.oid >= 16384 AND t.oid NOT IN ({tables})
                AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = t.oid
                    AND e.deptype = 'e'))
        ORDER BY (SELECT count(*) FROM reach JOIN pg_class m ON m.oid = reach.used AND m.relkind = 'm'
            WHERE reach.view = c.oid), 1, 2
        """;

    public async Task<LoadFrame> ReadAsync(LoadFrameRequest request, CancellationToken cancellationToken)
    {
        FrameFindings findings = await FindAsync(request, cancellationToken);

        // A trigger may look for what is taken off, or write where nobody looks.
        return FrameStatements.Of(
            request,
            request.Detach.IsEmpty || !findings.Triggers.IsEmpty ? findings : findings with
            {
                Detachable = await new DetachReader(connection).ReadAsync(request, cancellationToken),
            });
    }

    private async Task<FrameFindings> FindAsync(LoadFrameRequest request, CancellationToken cancellationToken)
    {
        string tables = request.Tables.IsEmpty ? "SELECT 0::oid" : PostgresTransfer.Oids(request.Tables);
        await using NpgsqlBatch batch = new(connection);
        foreach (string query in (string[])[
            Triggers(tables), NotValid(tables), Forced(tables), Comments(tables), Ambiguous, Refreshed(tables)])
        {
            batch.BatchCommands.Add(RawSql.Command(query));
        }

        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return new FrameFindings(
            await reader.ReadSetAsync(
                row => new FoundTrigger(row.Name(0), row.GetString(2), row.GetBoolean(3)), cancellationToken),
            await reader.ReadSetAsync(
                row => new FoundConstraint(row.Name(0), row.GetString(2), row.GetString(3), row.Text(4)),
                cancellationToken),
            await reader.ReadSetAsync(row => row.Name(0), cancellationToken),
            (await reader.ReadSetAsync(
                row => (Key: (row.Name(0), row.GetString(2)), Text: row.GetString(3)), cancellationToken))
                .ToDictionary(comment => comment.Key, comment => comment.Text),
            [.. await reader.ReadSetAsync(row => row.Name(0), cancellationToken)],
            await reader.ReadSetAsync(row => row.Name(0), cancellationToken));
    }
}

/// <summary>A trigger that fires on insertion.</summary>
internal sealed record FoundTrigger(ObjectName Table, string Name, bool IsAlways);

/// <summary>A constraint to take off and put back.</summary>
internal sealed record FoundConstraint(ObjectName Table, string Name, string Definition, string? Comment);

/// <summary>What the catalog says.</summary>
/// <param name="Triggers">Triggers that would fire.</param>
/// <param name="NotValid">Constraints that rows from before them may violate.</param>
/// <param name="Forced">Tables whose policies hold for their owner too.</param>
/// <param name="Comments">Comments on foreign keys, by table and key.</param>
/// <param name="Ambiguous">Names that several constraints of a schema have.</param>
/// <param name="Refreshed">Materialised views to fill, in an order in which they can be.</param>
internal sealed record FrameFindings(
    ImmutableArray<FoundTrigger> Triggers,
    ImmutableArray<FoundConstraint> NotValid,
    ImmutableArray<ObjectName> Forced,
    Dictionary<(ObjectName Table, string Key), string> Comments,
    HashSet<ObjectName> Ambiguous,
    ImmutableArray<ObjectName> Refreshed)
{
    /// <summary>What is taken off while rows arrive.</summary>
    public Detachable Detachable { get; init; } = new([], []);
}
