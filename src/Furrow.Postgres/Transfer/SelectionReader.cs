using System.Collections.Immutable;
using Furrow.Postgres.Catalog;
using Furrow.Providers;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Transfer;

/// <summary>
/// Finds out what pg_dump is to leave out. Naming what is wanted instead would leave out extensions, types and
/// functions that it needs.
/// </summary>
internal sealed class SelectionReader(NpgsqlConnection connection, CatalogScope scope)
{
    // A schema that an extension lives in is needed for that extension.
    private const string Schemas = $"""
        SELECT n.nspname::text FROM pg_namespace n
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND NOT {CatalogScope.Condition}
            AND (n.nspname = $1 OR NOT EXISTS (SELECT FROM pg_extension e WHERE e.extnamespace = n.oid))
        ORDER BY 1
        """;

    public async Task<DumpSelection> ReadAsync(SchemaScriptRequest request, CancellationToken cancellationToken)
    {
        ImmutableArray<string> schemas = await ReadAsync(
            scope.Command(Schemas), row => row.GetString(0), cancellationToken);
        if (request.Tables is not { } chosen)
        {
            return new DumpSelection(schemas, [], []);
        }

        Table[] kept = [.. WithParents(request.Schema, chosen)];
        Table[] left = [.. request.Schema.Tables.Except(kept).Where(table => table.OwnedByExtension is null)];
        if (left.Length == 0)
        {
            return new DumpSelection(schemas, [], []);
        }

        string leftOids = PostgresTransfer.Oids(left);
        return new DumpSelection(
            schemas,
            await ReadAsync(RawSql.Command(Relations(leftOids)), row => row.Name(0), cancellationToken),
            [
                .. (await ReadAsync(
                    RawSql.Command(Keys(leftOids)),
                    row => (Table: row.GetString(0), Key: row.GetString(1)),
                    cancellationToken)).SelectMany(key => (string[])[
                    $"ALTER TABLE ONLY {key.Table}\n    ADD CONSTRAINT {key.Key} ",
                    $"ALTER TABLE {key.Table}\n    ADD CONSTRAINT {key.Key} ",
                    $"COMMENT ON CONSTRAINT {key.Key} ON {key.Table} ",
                ]),
            ]);
    }

    // The tables, the sequences that number them, and every view that reads them.
    private static string Relations(string left) => $"""
        WITH RECURSIVE gone (oid) AS (
            {left}
            UNION
            SELECT r.ev_class FROM gone g
            JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = g.oid
                AND d.classid = 'pg_rewrite'::regclass
            JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_type = '1')
        SELECT n.nspname::text, c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.oid IN (SELECT oid FROM gone) OR c.oid IN (
            SELECT d.objid FROM pg_depend d JOIN pg_sequence s ON s.seqrelid = d.objid
            WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                AND d.deptype IN ('a', 'i') AND d.refobjid IN ({left}))
        ORDER BY 1, 2
        """;

    private static string Keys(string left) => $"""
        SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname), quote_ident(con.conname)
        FROM pg_constraint con JOIN pg_class c ON c.oid = con.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE con.contype = 'f' AND con.confrelid IN ({left}) AND con.conrelid NOT IN ({left})
        ORDER BY 1, 2
        """;

    // A table cannot be made without those that it inherits from or is a partition of.
    private static IEnumerable<Table> WithParents(DatabaseSchema schema, IEnumerable<ObjectName> chosen)
    {
        HashSet<ObjectName> seen = [];
        Queue<ObjectName> pending = new(chosen);
        while (pending.TryDequeue(out ObjectName name))
        {
            if (!seen.Add(name) || schema.Find(name) is not { } table)
            {
                continue;
            }

            yield return table;
            foreach (ObjectName parent in table.PartitionOf is { } root ? table.Inherits.Add(root) : table.Inherits)
            {
                pending.Enqueue(parent);
            }
        }
    }

    private async Task<ImmutableArray<T>> ReadAsync<T>(
        NpgsqlBatchCommand query, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(query);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadSetAsync(read, cancellationToken);
    }
}
