using System.Collections.Immutable;
using System.Globalization;
using Furrow.Postgres.Catalog;
using Furrow.Providers;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Transfer;

/// <summary>
/// Where sequences stand, all of them or those that number columns of some tables. A sequence moves outside of
/// transactions, so it may stand further than the rows of one moment; never less far.
/// </summary>
internal sealed class SequencePositions(NpgsqlConnection connection, CatalogScope scope)
{
    private const int SequencesPerStatementMax = 100;

    private const string NotAnExtensions = """
        NOT EXISTS (SELECT FROM pg_depend de WHERE de.classid = 'pg_class'::regclass AND de.objid = c.oid
            AND de.objsubid = 0 AND de.deptype = 'e')
        """;

    public async Task<ImmutableArray<SequenceValue>> ReadAsync(
        IReadOnlyList<Table>? tables, CancellationToken cancellationToken)
    {
        ImmutableArray<SequenceValue>.Builder positions = ImmutableArray.CreateBuilder<SequenceValue>();
        foreach (ObjectName[] some in (await ListAsync(tables, cancellationToken)).Chunk(SequencesPerStatementMax))
        {
            IEnumerable<string> queries = some.Select((name, place) => string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT {place}, last_value, is_called FROM {PostgresTransfer.TableName(name)}"));
            await using NpgsqlBatch batch = new(connection);
            batch.BatchCommands.Add(RawSql.Command(string.Join("\nUNION ALL\n", queries) + "\nORDER BY 1"));
            await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
            positions.AddRange(await reader.ReadSetAsync(
                row => new SequenceValue(some[row.GetInt32(0)], row.GetInt64(1), row.GetBoolean(2)),
                cancellationToken));
        }

        return positions.ToImmutable();
    }

    private async Task<ImmutableArray<ObjectName>> ListAsync(
        IReadOnlyList<Table>? tables, CancellationToken cancellationToken)
    {
        if (tables is [])
        {
            return [];
        }

        string ofTables = tables is null ? "" : $"""
             AND s.seqrelid IN (
                SELECT de.objid FROM pg_depend de WHERE de.classid = 'pg_class'::regclass
                    AND de.refclassid = 'pg_class'::regclass AND de.deptype IN ('a', 'i') AND de.refobjsubid > 0
                    AND de.refobjid IN ({PostgresTransfer.Oids(tables)})
                UNION
                SELECT de.refobjid FROM pg_attrdef ad
                JOIN pg_depend de ON de.classid = 'pg_attrdef'::regclass AND de.objid = ad.oid
                WHERE de.refclassid = 'pg_class'::regclass AND ad.adrelid IN ({PostgresTransfer.Oids(tables)}))
            """;
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(scope.Command($"""
            SELECT n.nspname::text, c.relname::text
            FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE {CatalogScope.Condition} AND {NotAnExtensions}{ofTables}
            """));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        ImmutableArray<ObjectName> names = await reader.ReadSetAsync(row => row.Name(0), cancellationToken);
        return names.Sort();
    }
}
