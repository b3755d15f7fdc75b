using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Furrow.Postgres.Catalog;
using Furrow.Schema;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Rows;

/// <summary>A sequence that numbers a column, and its definition.</summary>
internal sealed record FoundSequence(string Column, ObjectName Name, long Increment, long Minimum, long Maximum);

/// <summary>
/// Moves sequences past the values that rows were given, so that the next row numbered by the server does not collide.
/// Only ever onwards: in the direction of the increment.
/// </summary>
internal static class SequenceRaise
{
    private const string Sequences = $"""
        SELECT a.attname::text, n.nspname::text, c.relname::text, s.seqincrement, s.seqmin, s.seqmax
        FROM pg_sequence s
        JOIN pg_class c ON c.oid = s.seqrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        {NumberedColumns.Join}
        JOIN pg_attribute a ON a.attrelid = x.relid AND a.attnum = x.attnum
        JOIN pg_class t ON t.oid = x.relid
        JOIN pg_namespace tn ON tn.oid = t.relnamespace
        WHERE tn.nspname = $1 AND t.relname = $2
        """;

    /// <summary>The query for a table's sequences, to be sent along with other commands.</summary>
    public static NpgsqlBatchCommand Find(Table table) =>
        RawSql.Command(Sequences, table.Name.Schema, table.Name.Name);

    /// <summary>The answer to <see cref="Find"/>.</summary>
    public static async Task<ImmutableArray<FoundSequence>> ReadAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        await reader.ReadSetAsync(
            row => new FoundSequence(
                row.GetString(0), row.Name(1), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)),
            cancellationToken);

    /// <summary>Moves those of the sequences whose columns the rows gave values to, all in one query.</summary>
    public static async Task RunAsync(
        NpgsqlConnection connection,
        CellTable cells,
        ImmutableArray<FoundSequence> sequences,
        CancellationToken cancellationToken)
    {
        StringBuilder sql = new();
        NpgsqlBatchCommand command = new();
        foreach (FoundSequence sequence in sequences)
        {
            int place = Place(cells.Columns, sequence.Column);
            if (place < 0 || !IsNumber(cells.Columns[place].Type.Kind))
            {
                continue;
            }

            command.Parameters.Add(cells.CellsOf(place));
            sql.Append(sql.Length == 0 ? "" : "\nUNION ALL\n").Append(Raise(
                sequence, string.Create(CultureInfo.InvariantCulture, $"unnest(${command.Parameters.Count}) AS cell")));
        }

        if (sql.Length > 0)
        {
            command.CommandText = sql.ToString();
            await RawSql.ExecuteAsync(connection, command, cancellationToken);
        }
    }

    /// <summary>Moves those of the sequences that number a table's columns past the rows that the table has.</summary>
    public static async Task OverTableAsync(
        NpgsqlConnection connection, Table table, CancellationToken cancellationToken)
    {
        foreach (FoundSequence sequence in await OfTableAsync(connection, table, cancellationToken))
        {
            await RawSql.ExecuteAsync(connection, Raise(sequence, Cells(table, sequence)), cancellationToken);
        }
    }

    /// <summary>
    /// The sequences that number a table's columns and whose next number is in use there or behind one that is, with
    /// the number to set each to.
    /// </summary>
    public static async Task<ImmutableArray<(FoundSequence Sequence, long Furthest)>> FindLagAsync(
        NpgsqlConnection connection, Table table, CancellationToken cancellationToken)
    {
        ImmutableArray<(FoundSequence, long)>.Builder lagging = ImmutableArray.CreateBuilder<(FoundSequence, long)>();
        foreach (FoundSequence sequence in await OfTableAsync(connection, table, cancellationToken))
        {
            string query = $"SELECT w.furthest {Behind(sequence, Cells(table, sequence))}";
            if (await RawSql.ScalarAsync(connection, RawSql.Command(query), cancellationToken) is long furthest)
            {
                lagging.Add((sequence, furthest));
            }
        }

        return lagging.ToImmutable();
    }

    private static async Task<ImmutableArray<FoundSequence>> OfTableAsync(
        NpgsqlConnection connection, Table table, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(Find(table));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return
        [
            .. (await ReadAsync(reader, cancellationToken)).Where(sequence =>
                table.Find(sequence.Column) is { } column && IsNumber(column.Type.Kind)),
        ];
    }

    private static string Cells(Table table, FoundSequence sequence) =>
        $"(SELECT {SqlDialect.Postgres.QuoteIdentifier(sequence.Column)} AS cell "
            + $"FROM {TableSql.Own(table)}) AS rows_there";

    private static string Raise(FoundSequence sequence, string source)
    {
        string name = SqlDialect.Postgres.QuoteName(sequence.Name.Schema, sequence.Name.Name);
        return $"SELECT setval({SqlDialect.Postgres.QuoteLiteral(name)}::regclass, w.furthest, true) "
            + Behind(sequence, source);
    }

    // A value outside the sequence's range can never be its next one.
    private static string Behind(FoundSequence sequence, string source)
    {
        string name = SqlDialect.Postgres.QuoteName(sequence.Name.Schema, sequence.Name.Name);
        (string furthest, string beyond) = sequence.Increment > 0 ? ("max", ">") : ("min", "<");
        return string.Create(CultureInfo.InvariantCulture, $"""
            FROM (SELECT {furthest}(trunc(CAST(cell AS numeric))) AS furthest FROM {source}
                WHERE CAST(cell AS numeric) BETWEEN {sequence.Minimum} AND {sequence.Maximum}) AS written
            CROSS JOIN LATERAL (SELECT CAST(written.furthest AS bigint)) AS w (furthest)
            CROSS JOIN {name} AS s
            WHERE w.furthest {beyond} s.last_value OR (w.furthest = s.last_value AND NOT s.is_called)
            """);
    }

    private static int Place(ImmutableArray<Column> columns, string name)
    {
        for (int place = 0; place < columns.Length; place++)
        {
            if (string.Equals(columns[place].Name, name, StringComparison.Ordinal))
            {
                return place;
            }
        }

        return -1;
    }

    private static bool IsNumber(TypeKind kind) =>
        kind is TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 or TypeKind.Numeric;
}
