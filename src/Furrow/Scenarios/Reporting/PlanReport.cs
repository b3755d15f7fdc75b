using System.Collections.Immutable;
using Furrow.Generation;
using Furrow.Scenarios.Planning;
using Furrow.Schema;

namespace Furrow.Scenarios.Reporting;

/// <summary>
/// Finds out what a plan's rows are like. Cells are functions of their address, so some rows of each table are computed
/// again, long after they were written or without that they ever are.
/// </summary>
internal static class PlanReport
{
    /// <summary>Looks at up to so many rows of each table.</summary>
    public static GenerationReport Make(
        GenerationPlan plan, int sampleRowCountMax = GenerationReport.SampleRowCountMax)
    {
        StoredOrigin origin = new(plan);
        HashSet<ObjectName> generated = [.. plan.Tables.Select(table => table.Table.Name)];
        return new GenerationReport(
            [.. plan.Tables.Select(table => Profile(table, origin, sampleRowCountMax))],
            [
                .. plan.Tables.SelectMany(table => table.Table.ForeignKeys.Select(key => new TableReference(
                    table.Table.Name, key.Columns, key.ReferencedTable, generated.Contains(key.ReferencedTable)))),
            ]);
    }

    private static TableProfile Profile(PlannedTable table, StoredOrigin origin, int sampleRowCountMax)
    {
        ColumnSample[] samples =
        [
            .. table.Columns.Select(column =>
                new ColumnSample(table, column, origin.Reaches(table.Program, column.Slot))),
        ];
        long count = table.Program.Space.Count;
        long sampled = Math.Min(count, sampleRowCountMax);
        CellBatch batch = table.Program.CreateBatch();
        for (long place = 0; place < sampled; place += batch.Count)
        {
            batch.Reset((int)Math.Min(CellBatch.RowCountMax, sampled - place));
            Span<long> numbers = batch.Numbers;
            for (int row = 0; row < numbers.Length; row++)
            {
                numbers[row] = table.Program.Space.First + (long)((Int128)(place + row) * count / sampled);
            }

            table.Program.Space.Locate(batch);
            for (int column = 0; column < samples.Length; column++)
            {
                samples[column].Add(table.Program.Compute(batch, table.Columns[column].Slot));
            }
        }

        ImmutableArray<ColumnProfile> columns = [.. samples.Select(sample => sample.ToProfile())];
        return new TableProfile(table.Table.Name, count, sampled, columns)
        {
            FirstKey = count == 0 ? null : table.Keys?.KeyOf(table.Program.Space.First),
            LastKey = count == 0 ? null : table.Keys?.KeyOf(table.Program.Space.End - 1),
        };
    }
}
