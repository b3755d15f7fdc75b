using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Rows;

/// <summary>
/// Inserts rows in one statement and moves the sequences whose columns they gave values to, as an upsert does.
/// </summary>
internal static class PostgresInsert
{
    public static async Task<IReadOnlyList<string?[]>> RunAsync(
        NpgsqlConnection connection, RowInsert insert, CancellationToken cancellationToken)
    {
        if (insert.Rows.Count == 0)
        {
            return [];
        }

        CellTable cells = CellTable.Of(insert.Columns, insert.Rows);
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(cells.Command(Statement(insert, cells)));
        batch.BatchCommands.Add(SequenceRaise.Find(insert.Table));
        List<string?[]> returned = new(insert.Returning.IsEmpty ? 0 : insert.Rows.Count);
        ImmutableArray<FoundSequence> found;
        await using (NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            if (!insert.Returning.IsEmpty)
            {
                while (await reader.ReadAsync(cancellationToken))
                {
                    returned.Add(PostgresSearch.Cells(reader, insert.Returning.Length));
                }

                await reader.NextResultAsync(cancellationToken);
            }

            found = await SequenceRaise.ReadAsync(reader, cancellationToken);
        }

        await SequenceRaise.RunAsync(connection, cells, found, cancellationToken);
        return returned;
    }

    // The rows keep their order: their defaults may count them.
    private static string Statement(RowInsert insert, CellTable cells)
    {
        string columns = string.Join(", ", insert.Columns.Select(column => Quote(column.Name)));
        string values = string.Join(", ", insert.Columns.Select(column => $"r.{cells.NameOf(column)}"));
        string overriding = insert.Columns.Any(column => column.Identity == IdentityKind.Always)
            ? "OVERRIDING SYSTEM VALUE"
            : "";
        string returning = insert.Returning.IsEmpty
            ? ""
            : "RETURNING " + string.Join(
                ", ", insert.Returning.Select(column => CellSql.Canonical(Quote(column.Name), column.Type)));
        return $"""
            INSERT INTO {SqlDialect.Postgres.QuoteName(insert.Table.Name.Schema, insert.Table.Name.Name)} ({columns})
            {overriding}
            SELECT {values} FROM {cells.Sql} AS r ORDER BY r.place
            {returning}
            """;
    }

    private static string Quote(string name) => SqlDialect.Postgres.QuoteIdentifier(name);
}
