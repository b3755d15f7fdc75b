using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Generation;
using Furrow.Providers;
using Furrow.Scenarios.Planning;

namespace Furrow.Scenarios.Running;

/// <summary>Rows of a planned table, made and encoded some at a time; belongs to one thread.</summary>
internal sealed class PlannedRows(PlannedTable table, RowRange rows, IRowEncoder encoder) : IChunkSource
{
    private const int BatchesPerRange = 8;
    private const long RowsPerRange = BatchesPerRange * CellBatch.RowCountMax;

    private readonly CellBatch _batch = table.Program.CreateBatch();
    private readonly CellVector[] _cells = new CellVector[table.Columns.Length];

    /// <summary>How many ranges rows are made in.</summary>
    public static long RangeCount(RowRange rows) => (rows.Count + RowsPerRange - 1) / RowsPerRange;

    /// <inheritdoc />
    public void Fill(long range, RowChunk chunk, CancellationToken cancellationToken)
    {
        long first = rows.First + (range * RowsPerRange);
        long end = Math.Min(first + RowsPerRange, rows.End);
        ImmutableArray<PlannedColumn> columns = table.Columns;
        for (; first < end; first += _batch.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _batch.Reset((int)Math.Min(CellBatch.RowCountMax, end - first));
            table.Program.Space.Enumerate(first, _batch);
            for (int column = 0; column < _cells.Length; column++)
            {
                _cells[column] = table.Program.Compute(_batch, columns[column].Slot);
            }

            encoder.Encode(_cells, _batch.Count, chunk);
        }
    }
}
