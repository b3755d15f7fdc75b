using Furrow.Errors;
using Furrow.Postgres.Catalog;
using Furrow.Providers;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres;

/// <summary>
/// Runs a script in few exchanges: what follows one another is sent at once, and the counts of rows before and after go
/// along. The server still reads each statement when those before it are done, and passes over the rest after an error.
/// </summary>
internal sealed class ScriptBatches(
    NpgsqlConnection connection, UserTables tables, IReadOnlyList<SqlStatement> statements)
{
    // What is sent at once lies in the driver's and the server's memory at once.
    private const int StatementsMax = 256;
    private const int CharsMax = 1 << 18;

    private ChangeCounts? _before;
    private TransactionChanges? _after;

    public async Task<ScriptOutcome> RunAsync(bool countsRows, CancellationToken cancellationToken)
    {
        _before = tables.IsUntouched ? ChangeCounts.None : null;
        tables.Touch();
        int start = 0;
        do
        {
            int end = EndOf(start);
            bool isCopy = start < end && statements[start].Kind == SqlStatementKind.Copy;
            bool countsBefore = countsRows && start == 0 && _before is null;
            bool countsAfter = countsRows && end == statements.Count;
            ScriptStop? stop = isCopy
                ? await CopyAsync(start, countsBefore, countsAfter, cancellationToken)
                : await SendAsync(start..end, countsBefore, countsAfter, cancellationToken);
            if (stop is not null)
            {
                return new ScriptOutcome([], stop);
            }

            start = end;
        }
        while (start < statements.Count);

        return countsRows
            ? new ScriptOutcome(_after!.Counts.Since(_before!).Tables) { LeavesSequences = LeavesSequences(_after) }
            : new ScriptOutcome([]);
    }

    // A column may begin to take its numbers from a sequence without anything happening to that.
    private bool LeavesSequences(TransactionChanges after) =>
        !after.MayHoldSequences && !statements.Any(
            statement => statement.Text.Contains("nextval", StringComparison.OrdinalIgnoreCase));

    // Rows for COPY come in a protocol of their own, so it goes alone.
    private int EndOf(int start)
    {
        int end = start;
        int chars = 0;
        while (end < statements.Count && end - start < StatementsMax && chars < CharsMax
            && (statements[end].Kind != SqlStatementKind.Copy || end == start))
        {
            chars += statements[end].Text.Length;
            end++;
            if (statements[end - 1].Kind == SqlStatementKind.Copy)
            {
                break;
            }
        }

        return end;
    }

    private async Task<ScriptStop?> CopyAsync(
        int place, bool countsBefore, bool countsAfter, CancellationToken cancellationToken)
    {
        if (countsBefore)
        {
            _before = await tables.ReadChangesAsync(cancellationToken);
        }

        try
        {
            await ScriptStatement.ExecuteAsync(connection, statements[place], cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException and not FurrowException)
        {
            return new ScriptStop(place, e);
        }

        if (countsAfter)
        {
            _after = await tables.ReadTransactionAsync(cancellationToken);
        }

        return null;
    }

    private async Task<ScriptStop?> SendAsync(
        Range range, bool countsBefore, bool countsAfter, CancellationToken cancellationToken)
    {
        (int start, int end) = (range.Start.Value, range.End.Value);
        await using NpgsqlBatch batch = new(connection);
        if (countsBefore)
        {
            batch.BatchCommands.Add(tables.ChangesCommand());
        }

        for (int place = start; place < end; place++)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statements[place].Text));
        }

        if (countsAfter)
        {
            batch.BatchCommands.Add(tables.ChangesCommand());
        }

        try
        {
            await ReadAsync(batch, cancellationToken);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException and not FurrowException
            && FailedOf(batch, countsBefore ? start - 1 : start) is { } failed && failed >= start && failed < end)
        {
            return new ScriptStop(failed, e);
        }
    }

    private async Task ReadAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        if (batch.BatchCommands.Count == 0)
        {
            return;
        }

        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            if (UserTables.IsChanges(reader))
            {
                _after = await tables.ReadChangesAsync(reader, cancellationToken);
                _before ??= _after.Counts;
            }
        }
        while (await reader.NextResultAsync(cancellationToken));
    }

    // The driver notes of each command what the server said that it was: the one after the last of those failed.
    private static int FailedOf(NpgsqlBatch batch, int first)
    {
        int failed = 0;
        for (int place = 0; place < batch.BatchCommands.Count; place++)
        {
            if (batch.BatchCommands[place].StatementType != StatementType.Unknown)
            {
                failed = place + 1;
            }
        }

        return first + failed;
    }
}
