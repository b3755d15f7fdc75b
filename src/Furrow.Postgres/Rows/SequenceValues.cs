using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Furrow.Postgres.Catalog;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Rows;

/// <summary>
/// Reads where sequences stand and sets them back. The server moves them at once and for good, so an attempt that was
/// rolled back or killed leaves gaps behind; where nobody used them since, they can be undone.
/// </summary>
internal sealed class SequenceValues(NpgsqlConnection connection, CatalogScope scope)
{
    // Only sequences that number a column: of others nobody can tell whether a value of theirs is in use.
    // Privileges are asked of what pg_sequence lists: the server may ask before it joins, and what is no sequence
    // (a TOAST table among pg_class) is an error.
    private const string Numbering = $"""
        SELECT n.nspname::text, c.relname::text, s.seqincrement, tn.nspname::text, t.relname::text, a.attname::text
        FROM pg_sequence s
        JOIN pg_class c ON c.oid = s.seqrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        {NumberedColumns.Join}
        JOIN pg_class t ON t.oid = x.relid
        JOIN pg_namespace tn ON tn.oid = t.relnamespace
        JOIN pg_attribute a ON a.attrelid = x.relid AND a.attnum = x.attnum
        WHERE {CatalogScope.Condition} AND has_sequence_privilege(s.seqrelid, 'SELECT')
            AND has_sequence_privilege(s.seqrelid, 'UPDATE') AND has_table_privilege(t.oid, 'SELECT')
        ORDER BY 1, 2, 4, 5, 6
        """;

    // Planning the query above costs more than all else of a small migration, and many databases have none.
    private const string Any = $"""
        SELECT EXISTS (SELECT FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {CatalogScope.Condition})
        """;

    public async Task<ImmutableArray<SequenceValue>> ReadAsync(CancellationToken cancellationToken)
    {
        if (await RawSql.ScalarAsync(connection, scope.Command(Any), cancellationToken) is false)
        {
            return [];
        }

        List<SequenceUse> sequences = [];
        StringBuilder sql = new();
        foreach (SequenceUse use in await ListAsync(cancellationToken))
        {
            // They come by name: the uses of one sequence follow one another.
            if (sequences.Count == 0 || sequences[^1].Sequence != use.Sequence)
            {
                sql.Append(sequences.Count == 0 ? "" : "\nUNION ALL\n").Append(
                    CultureInfo.InvariantCulture,
                    $"SELECT {sequences.Count}, last_value, is_called FROM {Quote(use.Sequence)}");
                sequences.Add(use);
            }
        }

        if (sequences.Count == 0)
        {
            return [];
        }

        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command(sql.ToString()));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadSetAsync(
            row => new SequenceValue(sequences[row.GetInt32(0)].Sequence, row.GetInt64(1), row.GetBoolean(2)),
            cancellationToken);
    }

    public async Task<int> SetBackAsync(IReadOnlyList<SequenceValue> positions, CancellationToken cancellationToken)
    {
        ILookup<ObjectName, SequenceUse> uses =
            (await ListAsync(cancellationToken)).ToLookup(use => use.Sequence);
        string[] statements =
            [.. positions.Where(p => uses.Contains(p.Sequence)).Select(p => SetBack(p, uses[p.Sequence]))];
        if (statements.Length == 0)
        {
            return 0;
        }

        string sql = $"SELECT count(*)::integer FROM ({string.Join("\nUNION ALL\n", statements)}) AS moved";
        return await RawSql.ScalarAsync(connection, RawSql.Command(sql), cancellationToken) is int count ? count : 0;
    }

    private static string SetBack(SequenceValue position, IEnumerable<SequenceUse> uses)
    {
        string name = Quote(position.Sequence);
        string last = position.LastValue.ToString(CultureInfo.InvariantCulture);
        string called = position.IsCalled ? "true" : "false";
        string unused = string.Join(" AND ", uses.Select(use => $"""
            NOT EXISTS (SELECT FROM {Quote(use.Table)} WHERE {SqlDialect.Postgres.QuoteIdentifier(use.Column)}
                {Beyond(position.IsCalled, use.Increment)} {last})
            """));
        return $"""
            SELECT setval({SqlDialect.Postgres.QuoteLiteral(name)}::regclass, {last}, {called})
            FROM {name} AS s WHERE (s.last_value, s.is_called) <> ({last}, {called}) AND {unused}
            """;
    }

    // A value that was not handed out yet may not be in use either.
    private static string Beyond(bool isCalled, long increment) => (isCalled, increment > 0) switch
    {
        (true, true) => ">",
        (false, true) => ">=",
        (true, false) => "<",
        (false, false) => "<=",
    };

    private static string Quote(ObjectName name) => SqlDialect.Postgres.QuoteName(name.Schema, name.Name);

    private async Task<ImmutableArray<SequenceUse>> ListAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(scope.Command(Numbering));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadSetAsync(
            row => new SequenceUse(row.Name(0), row.GetInt64(2), row.Name(3), row.GetString(5)), cancellationToken);
    }

    private sealed record SequenceUse(ObjectName Sequence, long Increment, ObjectName Table, string Column);
}
