using System.Collections.Immutable;
using System.Text;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;
using Furrow.Events;
using Furrow.Generation;
using Furrow.Providers;
using Furrow.Scenarios.Planning;
using Furrow.Schema;
using Furrow.State;

namespace Furrow.Scenarios.Running;

/// <summary>
/// Plans and writes what a scenario says, in the transaction that is open: rows, numbering and the row of the history.
/// </summary>
internal sealed class ScenarioRun(WorkContext work, GenerationInputs inputs, long? rowCount, int workerCount)
{
    private const int FirstRowCount = 5;

    /// <summary>Plans, and writes unless it is only to be shown.</summary>
    public async Task<GenerateResult> RunAsync(bool isDryRun, CancellationToken cancellationToken)
    {
        long start = work.Clock.GetTimestamp();
        DatabaseSchema schema = await work.Session.ReadSchemaAsync(cancellationToken);
        ScenarioPlanning planning = new(work.Session, work.Database.Provider, work.State, inputs, rowCount);
        if (!isDryRun)
        {
            await planning.LockAsync(schema, cancellationToken);
        }

        (GenerationPlan plan, string recipe, bool isContinued) = await planning.PlanAsync(schema, cancellationToken);
        await new UniqueCheck(work.Session).RunAsync(plan, cancellationToken);
        new ConstraintCheck(work.Events, work.Database.Provider.Dialect).Run(plan, isDryRun, cancellationToken);
        GenerateResult result = new()
        {
            Scenario = inputs.Choice.Scenario.Name,
            Preset = inputs.Choice.Preset?.Name,
            RandomSeed = inputs.RandomSeed,
            AsOf = inputs.AsOf,
            Parameters = inputs.Choice.Parameters,
            Tables = [.. plan.Tables.Select(table => Shown(table, isDryRun))],
            DurationMs = 0,
            PlanByteCount = plan.ByteCount,
            IsDryRun = isDryRun,
            IsContinued = isContinued,
            Plan = plan,
        };
        if (!isDryRun)
        {
            result = await WriteAsync(plan, result, cancellationToken);
        }

        long elapsed = (long)work.Clock.GetElapsedTime(start).TotalMilliseconds;
        if (!isDryRun)
        {
            await RecordAsync(plan, recipe, elapsed, cancellationToken);
        }

        return result with { DurationMs = elapsed };
    }

    private async Task<GenerateResult> WriteAsync(
        GenerationPlan plan, GenerateResult result, CancellationToken cancellationToken)
    {
        LoadPreparation preparation = new(work.Session, work.Database.Provider.Dialect, work.Events);
        LoadFrame frame = await preparation.BeginAsync(plan, cancellationToken);
        RunProgress progress = new(
            work.Events, plan.Tables.Select(table => (table.Table.Name, table.Program.Space.Count)));
        TableWriter writer = new(work.Session, work.Clock, progress, workerCount);
        ImmutableArray<TableGenerated>.Builder written = ImmutableArray.CreateBuilder<TableGenerated>();
        foreach (PlannedTable table in plan.Tables)
        {
            TableGenerated done = await writer.WriteAsync(table, RowRange.All(table), cancellationToken);
            written.Add(done);
            work.Events.Emit(new RowsGenerated(done.Table.ToString(), done.Rows, done.DurationMs));
        }

        await preparation.EndAsync(frame, cancellationToken);
        await work.Session.Transfer.RaiseNumberingAsync(
            [.. plan.Tables.Select(table => table.Table)], cancellationToken);
        return result with { Tables = written.ToImmutable(), ByteCount = writer.ByteCount };
    }

    private Task RecordAsync(
        GenerationPlan plan, string recipe, long elapsedMs, CancellationToken cancellationToken) =>
        work.State.Generations.AddAsync(
            inputs.Record(plan, recipe, rowCount),
            new StateAuthor(work.Actor, work.Environment, work.OperationId),
            elapsedMs,
            cancellationToken);

    private static TableGenerated Shown(PlannedTable table, bool isDryRun)
    {
        TableGenerated shown = new(table.Table.Name, table.Program.Space.Count, 0);
        return !isDryRun ? shown : shown with
        {
            Columns = [.. table.Columns.Select(column => column.Column.Name)],
            FirstRows = FirstRows(table),
        };
    }

    private static ImmutableArray<ImmutableArray<string?>> FirstRows(PlannedTable table)
    {
        CellBatch batch = table.Program.CreateBatch();
        batch.Reset((int)Math.Min(FirstRowCount, table.Program.Space.Count));
        if (batch.Count == 0)
        {
            return [];
        }

        table.Program.Space.Enumerate(table.Program.Space.First, batch);
        (CellVector Cells, CellText Text)[] columns =
        [
            .. table.Columns.Select(column => (
                table.Program.Compute(batch, column.Slot),
                CellText.Of(new CellPlace(table.Table.Name, column.Column), column.Cells))),
        ];
        return
        [
            .. Enumerable.Range(0, batch.Count).Select(
                row => columns.Select(column => Text(column.Cells, column.Text, row)).ToImmutableArray()),
        ];
    }

    private static string? Text(CellVector cells, CellText writer, int row)
    {
        if (cells.IsNull(row))
        {
            return null;
        }

        RowChunk text = new();
        writer.Bind(cells);
        writer.Write(row, text);
        return Encoding.UTF8.GetString(text.Bytes.Span);
    }
}
