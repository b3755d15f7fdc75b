using Furrow.Errors;
using Furrow.Providers;

namespace Furrow.Seeds.Content;

/// <summary>A row with every value in its place.</summary>
internal readonly record struct ReadyRow(PlannedRow Row, string?[] Cells);

/// <summary>
/// Writes rows of one table and one shape in batches. Where the database refuses a batch, looks for the first row
/// that it refuses by itself, after the ones before it.
/// </summary>
/// <param name="session">The session, with a transaction open.</param>
/// <param name="file">The seed, for messages.</param>
/// <param name="write">What to do with a batch; null for an upsert.</param>
internal sealed class BatchWriter(
    ISession session, string file, Func<RowBatch, CancellationToken, Task>? write = null)
{
    private const int RowsPerBatchMax = 1000;
    private const int CharactersPerBatchMax = 4_000_000;

    private readonly Attempt _attempt = new(session);

    /// <summary>Writes all rows.</summary>
    /// <exception cref="FurrowException">The database refuses a row; the transaction is to be rolled back.</exception>
    public async Task WriteAsync(TablePlan plan, IReadOnlyList<ReadyRow> rows, CancellationToken cancellationToken)
    {
        int start = 0;
        while (start < rows.Count)
        {
            int end = EndOfBatch(rows, start);
            ReadyRow[] batch = [.. rows.Skip(start).Take(end - start)];
            Refusal? refusal = await _attempt.RunAsync(
                () => WriteBatchAsync(plan, batch, cancellationToken), cancellationToken);
            if (refusal is not null)
            {
                throw await FaultAsync(plan, batch, refusal, cancellationToken);
            }

            start = end;
        }
    }

    private static int EndOfBatch(IReadOnlyList<ReadyRow> rows, int start)
    {
        int end = start;
        long characters = 0;
        while (end < rows.Count && end - start < RowsPerBatchMax && characters < CharactersPerBatchMax)
        {
            foreach (string? cell in rows[end].Cells)
            {
                characters += cell?.Length ?? 0;
            }

            end++;
        }

        return end;
    }

    private Task WriteBatchAsync(TablePlan plan, ReadyRow[] rows, CancellationToken cancellationToken)
    {
        RowBatch batch = new(
            plan.Table, rows[0].Row.Shape.Columns, plan.Key, Array.ConvertAll(rows, row => row.Cells));
        return write is null ? session.UpsertAsync(batch, cancellationToken) : write(batch, cancellationToken);
    }

    private async Task<FurrowException> FaultAsync(
        TablePlan plan, ReadyRow[] batch, Refusal refusal, CancellationToken cancellationToken)
    {
        if (!refusal.IsAboutRows)
        {
            return RowFault.OfTable(plan, file, batch[0].Row, refusal);
        }

        (int index, Refusal? single) = await _attempt.FindFirstAsync(
            batch.Length, range => WriteBatchAsync(plan, batch[range], cancellationToken), cancellationToken);

        // A statement's own trigger may refuse what each row alone is allowed.
        return single is null
            ? RowFault.OfTable(plan, file, batch[0].Row, refusal)
            : RowFault.OfRow(plan, file, batch[index].Row, single);
    }
}
