using System.Collections.Immutable;
using System.Globalization;
using Furrow.Postgres.Catalog;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Furrow.State;
using Npgsql;

namespace Furrow.Postgres.Changes;

/// <summary>Puts back what an attempt at a seed wrote.</summary>
/// <remarks>
/// Triggers would write rows of their own and change those put back, so they are disabled one by one and given their
/// own mode again; that takes the table's owner, as everything else that changes them. What foreign keys would change
/// of rows that are not the attempt's is found by counting, and then nothing is put back.
/// </remarks>
internal sealed class PostgresUndo
{
    private readonly NpgsqlConnection _connection;
    private readonly UserTables _counts;
    private readonly UndoSql _sql;

    public PostgresUndo(NpgsqlConnection connection, UserTables counts, StateNames names, long historyId)
    {
        _connection = connection;
        _counts = counts;
        _sql = new UndoSql(names["seed_changes"], historyId);
    }

    public async Task<UndoResult> RunAsync(CancellationToken cancellationToken)
    {
        TextForms forms = await TextForms.SetAsync(_connection, cancellationToken);
        UndoResult result = await RunWithFormsAsync(cancellationToken);
        await forms.ResetAsync(cancellationToken);
        return result;
    }

    private async Task<UndoResult> RunWithFormsAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<RecordedTable> recorded = await ReadRecordedAsync(cancellationToken);
        if (recorded.IsEmpty)
        {
            return new UndoResult([], []);
        }

        ImmutableArray<CapturedTable> found = await CapturedTables.ReadAsync(
            _connection, [.. recorded.Select(table => table.Name)], cancellationToken);
        List<UndoObstacle> obstacles = [];
        List<CapturedTable> tables = [];
        foreach (RecordedTable table in recorded)
        {
            if (table.Match(found) is { } match)
            {
                tables.Add(match);
            }
            else
            {
                obstacles.Add(new UndoObstacle(table.Name, "it is gone, or its columns or its key changed since"));
            }
        }

        foreach (CapturedTable table in tables)
        {
            obstacles.AddRange(await FindChangedAsync(table, cancellationToken));
        }

        return obstacles.Count > 0
            ? new UndoResult([], [.. obstacles])
            : await PutBackAsync([.. tables], cancellationToken);
    }

    private async Task<IEnumerable<UndoObstacle>> FindChangedAsync(
        CapturedTable table, CancellationToken cancellationToken)
    {
        long changed = (long)(await RawSql.ScalarAsync(
            _connection, RawSql.Command(_sql.Changed(table)), cancellationToken))!;
        return changed == 0 ? [] : [UndoObstacle.Changed(table.Name, changed)];
    }

    private async Task<UndoResult> PutBackAsync(
        ImmutableArray<CapturedTable> tables, CancellationToken cancellationToken)
    {
        CapturedTable[] watched = [.. tables.Where(table => !table.Triggers.IsEmpty)];
        if (watched.Length > 0)
        {
            // Definitions cannot be changed while checks are waiting.
            await RawSql.ExecuteAsync(_connection, "SET CONSTRAINTS ALL IMMEDIATE", cancellationToken);
            await SwitchAsync(watched, _ => "DISABLE", cancellationToken);
        }

        ChangeCounts before = await _counts.ReadChangesAsync(cancellationToken);
        long[] counts = (long[])(await RawSql.ScalarAsync(
            _connection, RawSql.Command(_sql.PutBack(tables)), cancellationToken))!;
        ChangeCounts written = (await _counts.ReadChangesAsync(cancellationToken)).Since(before);
        await SwitchAsync(watched, mode => mode == 'A' ? "ENABLE ALWAYS" : "ENABLE", cancellationToken);

        ChangeCounts meant = new(
        [
            .. tables
                .Select((table, place) => new TableChanges(
                    table.Name, counts[(3 * place) + 2], counts[(3 * place) + 1], counts[3 * place]))
                .Where(changes => changes is not { Inserted: 0, Updated: 0, Deleted: 0 }),
        ]);
        return UndoResult.Of(meant, written);
    }

    private async Task SwitchAsync(
        CapturedTable[] tables, Func<char, string> verb, CancellationToken cancellationToken)
    {
        foreach (CapturedTable table in tables)
        {
            IEnumerable<string> actions = table.Triggers.Select(trigger =>
                $"{verb(trigger.Mode)} TRIGGER {SqlDialect.Postgres.QuoteIdentifier(trigger.Name)}");
            await RawSql.ExecuteAsync(
                _connection, $"ALTER TABLE {table.Sql} {string.Join(", ", actions)}", cancellationToken);
        }
    }

    private async Task<ImmutableArray<RecordedTable>> ReadRecordedAsync(CancellationToken cancellationToken)
    {
        string query = $"""
            SELECT table_schema, table_name, before, after FROM {_sql.Changes}
            WHERE history_id = $1 AND kind = 'table' ORDER BY 1, 2
            """;
        await using NpgsqlBatch batch = new(_connection);
        batch.BatchCommands.Add(RawSql.Command(query, _sql.HistoryId));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadSetAsync(
            row =>
            {
                string[] shape = row.GetFieldValue<string[]>(2);
                int keyEnd = 1 + int.Parse(shape[0], CultureInfo.InvariantCulture);
                return new RecordedTable(row.Name(0), shape[1..keyEnd], shape[keyEnd..], row.GetString(3));
            },
            cancellationToken);
    }

    /// <summary>A table as it was when its rows were kept.</summary>
    private sealed record RecordedTable(ObjectName Name, string[] Key, string[] Columns, string Types)
    {
        /// <summary>
        /// The table as it is now, with the columns that were kept in their order; null where they changed. Columns
        /// that came later do not matter.
        /// </summary>
        public CapturedTable? Match(ImmutableArray<CapturedTable> tables)
        {
            CapturedTable? now = tables.FirstOrDefault(table => table.Name == Name);
            if (now is null || !Key.SequenceEqual(now.Key.Select(column => column.Column.Name)))
            {
                return null;
            }

            CapturedColumn?[] columns =
                [.. Columns.Select(name => now.Columns.FirstOrDefault(column => column.Name == name))];
            CapturedTable kept = now with { Columns = [.. columns.OfType<CapturedColumn>()] };
            return kept.Columns.Length == Columns.Length && kept.TypePrint == Types ? kept : null;
        }
    }
}
