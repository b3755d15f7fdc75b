using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.State;
using Npgsql;

namespace Furrow.Postgres.Changes;

/// <summary>Writes the rows of <c>seed_changes</c> that belong to one row of the seed history.</summary>
/// <remarks>
/// Of each table, first the versions that the transaction may have ended, as they were, with their place; those still
/// in their place are thrown out again. Then its own versions: what has the key of an ended one was updated, the rest
/// inserted, and the ended ones left over were deleted. Without a key an update is a deletion and an insertion.
/// </remarks>
internal sealed class CapturedRows
{
    private const int ChunkChars = 1 << 14;

    private readonly NpgsqlConnection _connection;
    private readonly WriteWindow _window;
    private readonly string _changes;
    private readonly string _id;

    public CapturedRows(NpgsqlConnection connection, StateNames names, WriteWindow window, long historyId)
    {
        _connection = connection;
        _window = window;
        _changes = names["seed_changes"];
        _id = FormattableString.Invariant($"{historyId}");
    }

    /// <summary>Returns why it could not be done; null where it was.</summary>
    /// <param name="written">Rows written per table.</param>
    /// <param name="past">A connection that sees the rows as they were; null where none was replaced.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string?> StoreAsync(
        ChangeCounts written, NpgsqlConnection? past, CancellationToken cancellationToken)
    {
        TextForms forms = await TextForms.SetAsync(_connection, cancellationToken);
        if (past is not null)
        {
            await TextForms.SetAsync(past, cancellationToken);
        }

        ImmutableArray<CapturedTable> tables = await CapturedTables.ReadAsync(
            _connection, [.. written.Tables.Select(table => table.Table)], cancellationToken);
        if (tables.FirstOrDefault(table => table.HidesRows) is { } hiding)
        {
            return $"policies hide rows of {hiding.Name} from this role";
        }

        foreach (CapturedTable table in tables)
        {
            TableChanges counts = written.Tables.Single(changes => changes.Table == table.Name);
            bool hasPast = counts.Updated > 0 || counts.Deleted > 0;
            if (hasPast && !await CopyPastAsync(table, past!, cancellationToken))
            {
                return CaptureLimits.TooManyBytes;
            }

            await using NpgsqlBatch batch = new(_connection);
            foreach (string statement in Statements(table, hasPast))
            {
                batch.BatchCommands.Add(RawSql.Command(statement));
            }

            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        string? reason = await ReasonAgainstAsync(cancellationToken);
        await forms.ResetAsync(cancellationToken);
        return reason;
    }

    private IEnumerable<string> Statements(CapturedTable table, bool hasPast)
    {
        string own = $"b.history_id = {_id} AND {table.Owned}";
        if (hasPast)
        {
            yield return $"""
                DELETE FROM {_changes} b USING {table.Sql} t
                WHERE {own} AND b.kind = 'deleted' AND t.ctid = b.after::tid
                """;
            yield return $"UPDATE {_changes} b SET after = NULL WHERE {own} AND b.kind = 'deleted'";
        }

        string values = table.Key.IsEmpty ? "NULL" : table.Checksum;
        string rows = $"SELECT {table.KeyCells} AS key, {values} AS after FROM {table.Sql} t "
            + $"WHERE {_window.Contains("t.xmin")}";
        yield return hasPast && !table.Key.IsEmpty
            ? $"""
              WITH w AS MATERIALIZED ({rows}),
              u AS (UPDATE {_changes} b SET kind = 'updated', after = w.after FROM w
                  WHERE {own} AND b.kind = 'deleted' AND b.key = w.key RETURNING b.key)
              INSERT INTO {_changes} (history_id, table_schema, table_name, kind, key, after)
              SELECT {_id}, {table.NameValues}, 'inserted', w.key, w.after FROM w
              WHERE NOT EXISTS (SELECT FROM u WHERE u.key = w.key)
              """
            : $"""
              INSERT INTO {_changes} (history_id, table_schema, table_name, kind, key, after)
              SELECT {_id}, {table.NameValues}, 'inserted', w.key, w.after FROM ({rows}) w
              """;
        yield return $"DELETE FROM {_changes} b WHERE {own} AND b.kind = 'updated' AND b.after = md5(b.before::text)";
        yield return $"""
            INSERT INTO {_changes} (history_id, table_schema, table_name, kind, before, after)
            VALUES ({_id}, {table.NameValues}, 'table', {Shape(table)}, {CapturedTable.Literal(table.TypePrint)})
            """;
    }

    // The number of the key's columns, their names, and the names of all that are kept.
    private static string Shape(CapturedTable table)
    {
        IEnumerable<string> names = table.Key.Select(column => column.Column).Concat(table.Columns)
            .Select(column => CapturedTable.Literal(column.Name));
        return FormattableString.Invariant($"ARRAY['{table.Key.Length}', {string.Join(", ", names)}]::text[]");
    }

    // Both ends speak the same text format, so the lines go through unread.
    private async Task<bool> CopyPastAsync(
        CapturedTable table, NpgsqlConnection past, CancellationToken cancellationToken)
    {
        string key = table.Key.IsEmpty ? "NULL::text[]" : table.KeyCells;
        string source = $"""
            COPY (SELECT {_id}, {table.NameValues}, 'deleted', {key}, {table.Cells}, t.ctid::text
            FROM {table.Sql} t WHERE {_window.MayHaveEnded("t.xmax")}) TO STDOUT
            """;
        string target = $"""
            COPY {_changes} (history_id, table_schema, table_name, kind, key, before, after) FROM STDIN
            """;
        using TextReader reader = await past.BeginTextExportAsync(source, cancellationToken);
        NpgsqlCopyTextWriter writer = await _connection.BeginTextImportAsync(target, cancellationToken);
        try
        {
            char[] chunk = new char[ChunkChars + 1];
            long total = 0;
            int length;
            while ((length = await reader.ReadAsync(chunk.AsMemory(0, ChunkChars), cancellationToken)) > 0)
            {
                // A pair of surrogates is one character and stays together.
                if (char.IsHighSurrogate(chunk[length - 1]))
                {
                    length += await reader.ReadAsync(chunk.AsMemory(length, 1), cancellationToken);
                }

                await writer.WriteAsync(chunk.AsMemory(0, length), cancellationToken);
                total += length;
                if (total > CaptureLimits.KeptBytesMax)
                {
                    await writer.CancelAsync();
                    return false;
                }
            }
        }
        catch
        {
            await writer.CancelAsync();
            throw;
        }

        await writer.DisposeAsync();
        return true;
    }

    private async Task<string?> ReasonAgainstAsync(CancellationToken cancellationToken)
    {
        object? bytes = await RawSql.ScalarAsync(
            _connection,
            RawSql.Command($"""
                SELECT coalesce(sum(octet_length(concat(b.key::text, b.before::text))), 0)
                FROM {_changes} b WHERE b.history_id = {_id}
                """),
            cancellationToken);
        return (long)bytes! > CaptureLimits.KeptBytesMax ? CaptureLimits.TooManyBytes : null;
    }
}
