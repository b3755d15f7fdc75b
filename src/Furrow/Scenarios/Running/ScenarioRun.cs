using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Generation;
using Furrow.Generation.Programs;
using Furrow.Planning;
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

    private readonly IDatabaseProvider _provider = work.Database.Provider;

    /// <summary>Plans, and writes unless it is only to be shown.</summary>
    public async Task<GenerateResult> RunAsync(bool isDryRun, CancellationToken cancellationToken)
    {
        long start = work.Clock.GetTimestamp();
        DatabaseSchema schema = await work.Session.ReadSchemaAsync(cancellationToken);
        Table[] named = [.. ScenarioTables(schema)];
        KeyReader keys = new(work.Session, _provider.Dialect, _provider.Capabilities);
        if (!isDryRun)
        {
            await keys.LockAsync(named, cancellationToken);
        }

        (GenerationPlan plan, string recipe, bool isContinued) =
            await PlanAsync(schema, named, keys, cancellationToken);
        await new UniqueCheck(work.Session).RunAsync(plan, cancellationToken);
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

    private IEnumerable<Table> ScenarioTables(DatabaseSchema schema)
    {
        foreach (ScenarioTable definition in inputs.Choice.Scenario.Tables)
        {
            foreach (Table table in schema.Tables.Where(table => table.OwnedByExtension is null
                && (table.Name.Name == definition.Name || table.Name.ToString() == definition.Name)))
            {
                yield return table;
            }
        }
    }

    private async Task<(GenerationPlan Plan, string Recipe, bool IsContinued)> PlanAsync(
        DatabaseSchema schema, Table[] named, KeyReader keys, CancellationToken cancellationToken)
    {
        PlanRequest request = new()
        {
            Choice = inputs.Choice,
            RandomSeed = inputs.RandomSeed,
            AsOf = inputs.AsOf,
            Schema = schema,
            Capabilities = _provider.Capabilities,
            RowCount = rowCount,
            Keys = await keys.ReadAsync(
                schema, [.. named.Select(Numbered).OfType<(Table, Column)>()], cancellationToken),
        };
        RefuseAmbiguousCount();
        GenerationRecord? earlier = null;
        string? recipe = null;
        while (true)
        {
            ScenarioBinder binder = new(request);
            GenerationPlan? plan = binder.Plan(cancellationToken);
            if (recipe is null)
            {
                recipe = inputs.Recipe(binder.ReadByCells);
                earlier = await work.State.Generations.FindAsync(recipe, cancellationToken);
                if (earlier is not null)
                {
                    request = Continue(request, earlier);
                    plan = null;
                }
            }

            if (plan is not null)
            {
                return (plan, recipe, earlier is not null);
            }

            foreach (Table table in binder.Missing)
            {
                IReadOnlyList<string?[]> rows = await work.Session.FindAsync(
                    new RowSearch(table, [], []) { Columns = [.. StoredRows.ColumnsOf(table)] }, cancellationToken);
                request = request with { Stored = request.Stored.Add(table.Name, StoredRows.Of(table, rows)) };
            }
        }
    }

    private void RefuseAmbiguousCount()
    {
        int roots = inputs.Choice.Scenario.Tables.Count(table => table.Rows is not null && table.Pairs is null);
        if (rowCount is not null && roots != 1)
        {
            throw new FurrowException(
                ErrorCode.Usage,
                $"--rows says how many rows the one table without a parent has; "
                    + $"{inputs.Choice.Scenario.Name} has {roots}.")
            {
                Hint = "Use the scenario's parameters instead.",
            };
        }
    }

    // Rows go on where those of the same recipe ended, with the numbering that they began.
    private static PlanRequest Continue(PlanRequest request, GenerationRecord earlier)
    {
        foreach (GeneratedTable table in earlier.Tables)
        {
            if (request.Schema.Tables.FirstOrDefault(known => known.Name.ToString() == table.Name) is not { } found)
            {
                continue;
            }

            request = request with { FirstRows = request.FirstRows.SetItem(found.Name, table.First + table.Rows) };
            if (table is { Base: { } from, Increment: { } increment }
                && request.Keys.TryGetValue(found.Name, out KeySequence? next))
            {
                // Somebody else's rows in between: the numbering begins anew behind them.
                KeySequence begun = new(from, increment);
                request = begun.KeyOf(table.First + table.Rows) == next.Base
                    ? request with { Keys = request.Keys.SetItem(found.Name, begun) }
                    : request with
                    {
                        Keys = request.Keys.SetItem(
                            found.Name,
                            next with { Base = next.Base - ((table.First + table.Rows) * next.Increment) }),
                    };
            }
        }

        return request;
    }

    private static (Table, Column)? Numbered(Table table) =>
        table.PrimaryKey?.Columns is [var name] && table.Find(name) is { IsWritable: true } column
        && ColumnCells.Of(column.Type).Kind == CellKind.Integer
            ? (table, column)
            : null;

    private async Task<GenerateResult> WriteAsync(
        GenerationPlan plan, GenerateResult result, CancellationToken cancellationToken)
    {
        ImmutableArray<Table> tables = [.. plan.Tables.Select(table => table.Table)];
        LoadFrame frame = plan.LoadPlan.Breaks.IsEmpty
            ? new LoadFrame()
            : await work.Session.Transfer.ReadFrameAsync(
                new LoadFrameRequest(tables, TreatedKeys(plan.LoadPlan)) { FiresTriggers = true }, cancellationToken);
        await ExecuteAsync([.. frame.Remember, .. frame.Before], cancellationToken);
        TableWriter writer = new(work.Session, work.Events, workerCount);
        ImmutableArray<TableGenerated>.Builder written = ImmutableArray.CreateBuilder<TableGenerated>();
        foreach (PlannedTable table in plan.Tables)
        {
            long start = work.Clock.GetTimestamp();
            long rows = await writer.WriteAsync(table, cancellationToken);
            long elapsed = (long)work.Clock.GetElapsedTime(start).TotalMilliseconds;
            written.Add(new TableGenerated(table.Table.Name, rows, elapsed));
            work.Events.Emit(new RowsGenerated(table.Table.Name.ToString(), rows, elapsed));
        }

        await ExecuteAsync([.. frame.After, .. frame.Compare], cancellationToken);
        await work.Session.Transfer.RaiseNumberingAsync(tables, cancellationToken);
        return result with { Tables = written.ToImmutable(), ByteCount = writer.ByteCount };
    }

    private async Task ExecuteAsync(ImmutableArray<string> statements, CancellationToken cancellationToken)
    {
        foreach (string statement in statements)
        {
            await using System.Data.Common.DbCommand command = work.Session.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static ImmutableArray<TreatedKey> TreatedKeys(LoadPlan plan) =>
    [
        .. plan.Breaks.Select(broken => KeyTreatments.Of(broken, ErrorCode.ScenarioInvalid)).OfType<TreatedKey>(),
    ];

    private Task RecordAsync(
        GenerationPlan plan, string recipe, long elapsedMs, CancellationToken cancellationToken) =>
        work.State.Generations.AddAsync(
            new GenerationRecord
            {
                Scenario = inputs.Choice.Scenario.Name,
                Preset = inputs.Choice.Preset?.Name,
                Checksum = inputs.Choice.Scenario.Checksum,
                Recipe = recipe,
                RandomSeed = inputs.RandomSeed,
                AsOf = inputs.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                GeneratorVersion = GenerationInputs.GeneratorVersion,
                Parameters = inputs.Choice.Parameters,
                Tables =
                [
                    .. plan.Tables.Select(table => new GeneratedTable(
                        table.Table.Name.ToString(),
                        table.Program.Space.First,
                        table.Program.Space.Count,
                        table.Keys?.Base,
                        table.Keys?.Increment)),
                ],
            },
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
