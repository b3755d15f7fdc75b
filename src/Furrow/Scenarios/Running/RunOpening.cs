using System.Collections.Immutable;
using Furrow.Data;
using Furrow.Providers;
using Furrow.Scenarios.Planning;
using Furrow.Schema;
using Furrow.State;

namespace Furrow.Scenarios.Running;

/// <summary>
/// Opens a run whose parts are transactions of their own, in the transaction that is open: plans, takes indexes and
/// keys off, and keeps with the run how they come back.
/// </summary>
internal sealed class RunOpening(WorkContext work, GenerationInputs inputs, long? rowCount)
{
    private readonly LoadPreparation _preparation =
        new(work.Session, work.Database.Provider.Dialect, work.Events);

    /// <summary>Opens one, or says what stands against it; then nothing was changed.</summary>
    public async Task<OpenedRun> OpenAsync(bool isShared, CancellationToken cancellationToken)
    {
        DatabaseSchema schema = await work.Session.ReadSchemaAsync(cancellationToken);
        ScenarioPlanning planning = new(work.Session, work.Database.Provider, work.State, inputs, rowCount);
        await planning.LockAsync(schema, cancellationToken);
        ImmutableArray<string> obstacles = await FindAsync([.. planning.Tables(schema)], cancellationToken);
        if (!obstacles.IsEmpty)
        {
            return new OpenedRun(null, null, obstacles);
        }

        (GenerationPlan plan, string recipe, _) = await planning.PlanAsync(schema, cancellationToken);
        await new UniqueCheck(work.Session).RunAsync(plan, cancellationToken);
        new ConstraintCheck(work.Events, work.Database.Provider.Dialect).Run(
            plan, isDryRun: false, cancellationToken);
        ImmutableArray<Table> tables = [.. plan.Tables.Select(table => table.Table)];
        LoadFrame frame = await work.Session.Transfer.ReadFrameAsync(
            new LoadFrameRequest(tables, []) { FiresTriggers = true, Detach = tables }, cancellationToken);
        obstacles = [.. Find(plan, frame)];
        if (obstacles.IsEmpty && await _preparation.Load.TryAsync(Later(frame), cancellationToken) is { } fault)
        {
            obstacles = [fault.Message];
        }

        if (!obstacles.IsEmpty)
        {
            return new OpenedRun(null, plan, obstacles);
        }

        await _preparation.Load.ExecuteAsync(frame.Before, cancellationToken);
        GenerationRun run = new()
        {
            IsShared = isShared,
            Record = inputs.Record(plan, recipe, rowCount),
            RowCount = rowCount,
            Basis = planning.Basis,
            Keys = [.. tables.Select(KeysOfTable.Of)],
            Numbering = await work.Session.Transfer.ReadNumberingAsync(tables, cancellationToken),
            PutBack = [.. frame.After, .. frame.Expect, .. frame.Compare],
        };
        return new OpenedRun(
            await work.State.GenerationRuns.AddAsync(run, work.OperationId, cancellationToken), plan, []);
    }

    // What puts everything back is another transaction, which has only been told what was there.
    private static LoadFrame Later(LoadFrame frame) => frame with { Remember = frame.Expect };

    private async Task<ImmutableArray<string>> FindAsync(
        ImmutableArray<Table> tables, CancellationToken cancellationToken)
    {
        ImmutableArray<string>.Builder found = ImmutableArray.CreateBuilder<string>();
        foreach (Table table in tables)
        {
            if (!await _preparation.IsEmptyAsync(table, cancellationToken))
            {
                found.Add($"{table.Name} has rows");
            }

            if (table.Triggers.FirstOrDefault(trigger => trigger.Mode is TriggerMode.Origin or TriggerMode.Always)
                is { } fires)
            {
                found.Add($"{table.Name} has a trigger, {fires.Name}");
            }
        }

        return found.ToImmutable();
    }

    // Rows refer to rows that another part writes; what the database numbers by itself would depend on who is first.
    private static IEnumerable<string> Find(GenerationPlan plan, LoadFrame frame)
    {
        HashSet<ObjectName> planned = [.. plan.Tables.Select(table => table.Table.Name)];
        HashSet<(ObjectName, string)> detached =
            [.. frame.Detached.Where(key => key.IsForeignKey).Select(key => (key.Table, key.Name))];
        foreach (PlannedTable table in plan.Tables)
        {
            foreach (ForeignKey key in table.Table.ForeignKeys.Where(key => planned.Contains(key.ReferencedTable)
                && !detached.Contains((table.Table.Name, key.Name))))
            {
                yield return $"the key {key.Name} of {table.Table.Name} cannot be taken off and put back exactly";
            }

            foreach (Column column in table.Table.Columns.Where(column => IsNumberedByDatabase(column)
                && !table.Columns.Any(written => written.Column.Name == column.Name)))
            {
                yield return $"{table.Table.Name}.{column.Name} would be filled by the database, in order of arrival";
            }
        }
    }

    private static bool IsNumberedByDatabase(Column column) =>
        column.Identity != IdentityKind.None || (column.IsWritable && ChangingDefault.Is(column.Default));
}

/// <summary>A run, or what stands against one.</summary>
/// <param name="Run">The run; null where something stands against it.</param>
/// <param name="Plan">What it writes; null where nobody came to planning it.</param>
/// <param name="Obstacles">What stands against it.</param>
internal sealed record OpenedRun(GenerationRun? Run, GenerationPlan? Plan, ImmutableArray<string> Obstacles);
