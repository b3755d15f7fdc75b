using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Rows;

/// <summary>
/// Updates what differs and inserts what is missing, in one statement each over all rows. Not ON CONFLICT: a key need
/// not have an index that it could infer (partial, deferrable, none), it burns a sequence value per row that is there,
/// and cannot tell how many rows it changed.
/// </summary>
internal sealed class PostgresUpsert
{
    private readonly RowBatch _batch;
    private readonly CellTable _cells;
    private readonly string _table;
    private readonly string _match;

    private PostgresUpsert(RowBatch batch)
    {
        _batch = batch;
        _cells = CellTable.Of(batch.Columns, batch.Rows);
        _table = TableSql.Own(batch.Table);
        _match = string.Join(
            " AND ",
            batch.Key.Select(key => CellSql.KeyEquals($"t.{Quote(key.Name)}", $"r.{_cells.NameOf(key)}", key.Type)));
    }

    public static async Task<UpsertCounts> RunAsync(
        NpgsqlConnection connection, RowBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Rows.Count == 0)
        {
            return default;
        }

        PostgresUpsert upsert = new(batch);
        if (!IsUnique(batch))
        {
            await upsert.RefuseAmbiguousAsync(connection, cancellationToken);
        }

        NpgsqlBatchCommand? update = upsert.Update();
        NpgsqlBatchCommand insert = upsert.Insert();
        NpgsqlBatchCommand sequences = SequenceRaise.Find(batch.Table);
        await using NpgsqlBatch commands = new(connection);
        if (update is not null)
        {
            commands.BatchCommands.Add(update);
        }

        commands.BatchCommands.Add(insert);
        commands.BatchCommands.Add(sequences);
        ImmutableArray<FoundSequence> found;
        await using (NpgsqlDataReader reader = await commands.ExecuteReaderAsync(cancellationToken))
        {
            found = await SequenceRaise.ReadAsync(reader, cancellationToken);
        }

        if (insert.Rows > 0)
        {
            await SequenceRaise.RunAsync(connection, upsert._cells, found, cancellationToken);
        }

        return new UpsertCounts((long)insert.Rows, (long)(update?.Rows ?? 0));
    }

    // A key cell is never NULL, so that columns of a unique key among them match one row at most.
    private static bool IsUnique(RowBatch batch)
    {
        HashSet<string> given = [.. batch.Key.Select(key => key.Name)];
        IEnumerable<UniqueKey> keys = batch.Table.PrimaryKey is { } primary
            ? batch.Table.UniqueKeys.Prepend(primary)
            : batch.Table.UniqueKeys;
        return keys.Any(key => key.IdentifiesRows
            && key.Deferrability == Deferrability.NotDeferrable
            && key.Columns.All(given.Contains));
    }

    private async Task RefuseAmbiguousAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        NpgsqlBatchCommand query = _cells.Command($"""
            SELECT EXISTS (SELECT FROM {_cells.Sql} AS r JOIN {_table} AS t ON {_match}
                GROUP BY r.place HAVING count(*) > 1)
            """);
        if (await RawSql.ScalarAsync(connection, query, cancellationToken) is true)
        {
            string columns = string.Join(", ", _batch.Key.Select(key => key.Name));
            throw new FurrowException(
                ErrorCode.SeedInvalid,
                $"A row for {_batch.Table.Name} matches more than one row there by its key ({columns}).")
            {
                Hint = "Use the columns of a unique key, or remove the duplicates.",
            };
        }
    }

    private NpgsqlBatchCommand? Update()
    {
        HashSet<string> keys = [.. _batch.Key.Select(key => key.Name)];
        List<Column> changeable =
        [
            .. _batch.Columns.Where(column => !keys.Contains(column.Name) && column.Identity != IdentityKind.Always),
        ];
        if (changeable.Count == 0)
        {
            return null;
        }

        string assignments = string.Join(
            ", ", changeable.Select(column => $"{Quote(column.Name)} = r.{_cells.NameOf(column)}"));
        string differs = string.Join(
            "\n OR ",
            changeable.Select(column =>
                CellSql.Differs($"t.{Quote(column.Name)}", $"r.{_cells.NameOf(column)}", column.Type)));
        return _cells.Command($"""
            UPDATE {_table} AS t SET {assignments}
            FROM {_cells.Sql} AS r
            WHERE {_match} AND ({differs})
            """);
    }

    private NpgsqlBatchCommand Insert()
    {
        string columns = string.Join(", ", _batch.Columns.Select(column => Quote(column.Name)));
        string values = string.Join(", ", _batch.Columns.Select(column => $"r.{_cells.NameOf(column)}"));
        string overriding = _batch.Columns.Any(column => column.Identity == IdentityKind.Always)
            ? "OVERRIDING SYSTEM VALUE"
            : "";

        // INSERT itself has no ONLY; the rows keep the order of the file, as their defaults may count them.
        return _cells.Command($"""
            INSERT INTO {SqlDialect.Postgres.QuoteName(_batch.Table.Name.Schema, _batch.Table.Name.Name)} ({columns})
            {overriding}
            SELECT {values} FROM {_cells.Sql} AS r
            WHERE NOT EXISTS (SELECT FROM {_table} AS t WHERE {_match})
            ORDER BY r.place
            """);
    }

    private static string Quote(string name) => SqlDialect.Postgres.QuoteIdentifier(name);
}
