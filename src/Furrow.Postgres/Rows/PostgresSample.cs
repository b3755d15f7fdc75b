using System.Globalization;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Rows;

/// <summary>
/// A table's first rows and some from pages spread over all of it: TABLESAMPLE SYSTEM reads the chosen pages alone, so
/// that a large table costs no more than a small one. The same pages each time, as long as the table stays.
/// </summary>
internal static class PostgresSample
{
    // Enough pages that a run of alike rows in one of them does not decide.
    private const int PagesWanted = 64;

    public static async Task<IReadOnlyList<string?[]>> ReadAsync(
        NpgsqlConnection connection, RowSample sample, CancellationToken cancellationToken)
    {
        int first = sample.RowCountMax / 2;
        List<string?[]> rows =
            await ReadAsync(connection, sample, Source(sample, "", "", first), cancellationToken);
        if (rows.Count < first)
        {
            return rows;
        }

        long pages = await CountPagesAsync(connection, sample.Table, cancellationToken);
        string percent = Math.Min(100, 100.0 * PagesWanted / Math.Max(1, pages))
            .ToString("F9", CultureInfo.InvariantCulture);

        // By the place of the row, mixed: otherwise the limit would leave nothing but the first of the pages.
        rows.AddRange(await ReadAsync(
            connection,
            sample,
            Source(
                sample,
                $"TABLESAMPLE SYSTEM ({percent}) REPEATABLE (0)",
                "ORDER BY md5(s.tableoid::text || s.ctid::text)",
                sample.RowCountMax - first),
            cancellationToken));
        return rows;
    }

    // Rows are chosen before their cells are turned into text: what lies outside the page is fetched for these alone.
    private static string Source(RowSample sample, string clause, string order, int limit) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"(SELECT {Names(sample)} FROM {TableSql.Own(sample.Table)} AS s {clause} {order} LIMIT {limit}) AS t");

    private static string Names(RowSample sample) =>
        string.Join(", ", sample.Columns.Select(column => $"s.{Quote(column.Name)}"));

    private static async Task<List<string?[]>> ReadAsync(
        NpgsqlConnection connection, RowSample sample, string source, CancellationToken cancellationToken)
    {
        string cells = string.Join(", ", sample.Columns.Select(column => Cell(column, sample.TextLengthMax)));
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT {cells} FROM {source}"));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<string?[]> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(PostgresSearch.Cells(reader, sample.Columns.Length));
        }

        return rows;
    }

    private static string Cell(Column column, int? lengthMax)
    {
        string cell = CellSql.Canonical($"t.{Quote(column.Name)}", column.Type);
        return lengthMax is { } length
            ? string.Create(CultureInfo.InvariantCulture, $"left({cell}, {length})")
            : cell;
    }

    // A partitioned table has no pages of its own.
    private static async Task<long> CountPagesAsync(
        NpgsqlConnection connection, Table table, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT coalesce(sum(pg_relation_size(part.relid) / current_setting('block_size')::bigint), 0)::bigint
            FROM (
                SELECT c.oid AS relid FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind = 'r'
                UNION ALL
                SELECT tree.relid FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace,
                    pg_partition_tree(c.oid) AS tree
                WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind = 'p' AND tree.isleaf
            ) AS part
            """;
        object? pages = await RawSql.ScalarAsync(
            connection, RawSql.Command(Sql, table.Name.Schema, table.Name.Name), cancellationToken);
        return (long)pages!;
    }

    private static string Quote(string name) => SqlDialect.Postgres.QuoteIdentifier(name);
}
