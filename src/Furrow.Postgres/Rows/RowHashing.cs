using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using Furrow.Data;
using Furrow.Postgres.Changes;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Rows;

/// <summary>
/// Hashes rows as the server's COPY gives them in binary: it costs the server less than text, and a hash there costs it
/// more than sending the row. Values whose binary form holds numbers of this one database, such as a type's, are sent
/// as the text of their type's own output instead: as a row of one, which tells NULL from empty.
/// </summary>
internal sealed class RowHashing(NpgsqlConnection connection, SecondSession second, ServerInfo server)
{
    // Of the types without a family: those that send their value and nothing else.
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "bit", "box", "char", "cid", "cidr", "circle", "inet", "jsonpath", "line", "lseg", "macaddr", "macaddr8",
        "money", "name", "oid", "path", "pg_lsn", "point", "polygon", "tid", "tsquery", "tsvector",
        "varbit", "xid", "xid8",
    };

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
        long[] pages = await SharedHashing.IsPossibleAsync(connection, cancellationToken)
            ? await TablePages.CountAsync(
                connection, [.. requests.Select(request => request.Table)], cancellationToken)
            : new long[requests.Count];
        HashQueue queue = new(requests, pages, Statement);
        if (pages.Sum() < TablePages.SplitMin)
        {
            await queue.WorkAsync(connection, cancellationToken);
        }
        else
        {
            await new SharedHashing(connection, second, queue).RunAsync(cancellationToken);
        }

        await SetJitAsync((string)jit!, cancellationToken);
        await forms.ResetAsync(cancellationToken);
        return queue.Contents;
    }

    private Task<NpgsqlBatchCommand> SetJitAsync(string value, CancellationToken cancellationToken) =>
        RawSql.ExecuteAsync(
            connection, RawSql.Command("SELECT set_config('jit', $1, true)", value), cancellationToken);

    private string Statement(ContentRequest request, string condition)
    {
        IEnumerable<string> cells = request.Cells.Select(cell => cell is OwnCell && IsPlain(request.Table, cell.Column)
            ? Cell(cell, "t", 1)
            : Bytes(Cell(cell, "t", 1)));
        return $"""
            COPY (SELECT {string.Join(", ", cells)} FROM {TableSql.Own(request.Table)} AS t {condition})
            TO STDOUT (FORMAT binary)
            """;
    }

    private bool IsPlain(Table table, string column) => IsPlain(TypeOf(table, column));

    // An array begins with its element's type. Text is sent in the client's encoding: where the server would have to
    // convert it, and may not be able to, its own bytes are taken.
    private bool IsPlain(ColumnType type) => type.Kind switch
    {
        TypeKind.Composite => false,
        TypeKind.Array => type.Element is { Domain: null } element && IsSystem(element) && IsPlain(element),
        TypeKind.Text or TypeKind.Character or TypeKind.Json => IsSystem(type) && server.Encoding == "UTF8",
        TypeKind.Enum => server.Encoding == "UTF8",
        TypeKind.Range => false,
        TypeKind.Other => IsSystem(type) && Plain.Contains(type.Name.Name) && server.Encoding == "UTF8",
        _ => IsSystem(type),
    };

    private static bool IsSystem(ColumnType type) => type.Name.Schema == "pg_catalog";

    // The bytes are the server's own, so that a text it cannot convert does not matter.
    private static string Bytes(string cell) => $"convert_to({Row([cell])}, getdatabaseencoding()::name)";

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
