using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using System.Numerics;
using Furrow.Data;
using Furrow.Postgres.Changes;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Rows;

/// <summary>
/// Hashes rows on the server, by the text that each type's own output gives: as a row, which writes NULL, quotes and
/// commas so that no two rows look alike.
/// </summary>
internal sealed class RowHashing(NpgsqlConnection connection)
{
    private const int TablesPerBatchMax = 100;

    public async Task<ImmutableArray<TableContent>> RunAsync(
        IReadOnlyList<ContentRequest> requests, bool inTransaction, CancellationToken cancellationToken)
    {
        if (inTransaction)
        {
            return await HashAsync(requests, cancellationToken);
        }

        await using NpgsqlTransaction transaction =
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        ImmutableArray<TableContent> contents = await HashAsync(requests, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return contents;
    }

    private async Task<ImmutableArray<TableContent>> HashAsync(
        IReadOnlyList<ContentRequest> requests, CancellationToken cancellationToken)
    {
        TextForms forms = await TextForms.SetAsync(connection, cancellationToken);

        // Compiling the many expressions takes far longer than they do.
        object? jit = await RawSql.ScalarAsync(
            connection, RawSql.Command("SELECT current_setting('jit')"), cancellationToken);
        await SetJitAsync("off", cancellationToken);
        ImmutableArray<TableContent>.Builder contents = ImmutableArray.CreateBuilder<TableContent>(requests.Count);
        foreach (ContentRequest[] some in requests.Chunk(TablesPerBatchMax))
        {
            await using NpgsqlBatch batch = new(connection);
            foreach (ContentRequest request in some)
            {
                batch.BatchCommands.Add(RawSql.Command(Statement(request)));
            }

            await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
            foreach (ContentRequest request in some)
            {
                await reader.ReadAsync(cancellationToken);
                contents.Add(Read(reader, request));
                await reader.NextResultAsync(cancellationToken);
            }
        }

        await SetJitAsync((string)jit!, cancellationToken);
        await forms.ResetAsync(cancellationToken);
        return contents.MoveToImmutable();
    }

    private Task<NpgsqlBatchCommand> SetJitAsync(string value, CancellationToken cancellationToken) =>
        RawSql.ExecuteAsync(
            connection, RawSql.Command("SELECT set_config('jit', $1, true)", value), cancellationToken);

    private static TableContent Read(NpgsqlDataReader reader, ContentRequest request)
    {
        long rows = reader.GetInt64(0);
        string[] sums = reader.GetFieldValue<string[]>(1);
        ContentHash[] hashes =
            [.. sums.Chunk(2).Select(pair => new ContentHash(rows, Modulo(pair[0]), Modulo(pair[1])))];
        return new TableContent(request.Table.Name, hashes[0], [.. hashes.Skip(1)]);
    }

    // The server's sums are exact and of signed numbers.
    private static ulong Modulo(string sum) =>
        (ulong)(BigInteger.Parse(sum, CultureInfo.InvariantCulture) & ulong.MaxValue);

    private static string Statement(ContentRequest request)
    {
        string[] cells = [.. request.Cells.Select(cell => Cell(cell, "t", 1))];
        IEnumerable<string> wholes = request.EachColumn ? cells.Select(cell => Hash([cell])) : [];
        string[] hashes = [Hash(cells), .. wholes];
        IEnumerable<string> sums = hashes.Select((_, place) => FormattableString.Invariant(
            $"{Sum($"s.h[{place + 1}]", 1)}, {Sum($"s.h[{place + 1}]", 17)}"));
        return $"""
            SELECT count(*), ARRAY[{string.Join(", ", sums)}]
            FROM (SELECT ARRAY[{string.Join(", ", hashes)}] AS h FROM {TableSql.Own(request.Table)} AS t) AS s
            """;
    }

    private static string Sum(string hash, int start) => FormattableString.Invariant(
        $"coalesce(sum((('x' || substr({hash}, {start}, 16))::bit(64)::bigint)::numeric), 0)::text");

    // The bytes are the server's own, so that a text it cannot convert does not matter.
    private static string Hash(IEnumerable<string> cells) =>
        $"encode(sha256(convert_to({Row(cells)}, getdatabaseencoding()::name)), 'hex')";

    private static string Row(IEnumerable<string> cells) => $"ROW({string.Join(", ", cells)})::text";

    private static string Cell(ContentCell cell, string row, int depth)
    {
        if (cell is not ReferredCell referred)
        {
            return $"{row}.{SqlDialect.Postgres.QuoteIdentifier(cell.Column)}";
        }

        string other = string.Create(CultureInfo.InvariantCulture, $"r{depth}");
        IEnumerable<string> match = referred.Match.Select(pair => CellSql.KeyEquals(
            $"{other}.{SqlDialect.Postgres.QuoteIdentifier(pair.Referenced)}",
            $"{row}.{SqlDialect.Postgres.QuoteIdentifier(pair.Column)}",
            TypeOf(referred.Table, pair.Referenced)));
        return $"""
            (SELECT {Row(referred.Cells.Select(own => Cell(own, other, depth + 1)))}
                FROM {TableSql.Own(referred.Table)} AS {other} WHERE {string.Join(" AND ", match)})
            """;
    }

    private static ColumnType TypeOf(Table table, string column) => table.Find(column)!.Type;
}
