using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Scenarios.Planning;
using Furrow.Schema;
using Furrow.State;

namespace Furrow.Scenarios.Running;

/// <summary>Writes one part of a run, in the transaction that is open, unless that was done before.</summary>
internal sealed class ShardRun(WorkContext work, GenerationRun run, int workerCount)
{
    /// <summary>Plans what the run was opened with.</summary>
    /// <exception cref="FurrowException">Code <c>generate.conflict</c>: something is no longer as it was.</exception>
    public async Task<GenerationPlan> PlanAsync(GenerationInputs inputs, CancellationToken cancellationToken)
    {
        ScenarioPlanning planning = new(work.Session, work.Database.Provider, work.State, inputs, run.RowCount)
        {
            Given = run.Record,
        };
        DatabaseSchema schema = WithKeys(await work.Session.ReadSchemaAsync(cancellationToken));
        (GenerationPlan plan, string recipe, _) = await planning.PlanAsync(schema, cancellationToken);
        GenerationRecord planned = inputs.Record(plan, recipe, run.RowCount);
        return planning.Basis == run.Basis && planned.Tables.SequenceEqual(run.Record.Tables)
            ? plan
            : throw new FurrowException(
                ErrorCode.GenerateConflict,
                $"The rows that {run.Record.Scenario} refers to, or the columns of its tables, are others than when "
                    + "the run was opened.")
            {
                Hint = "Put them back as they were, or begin anew: `furrow generate --abort`, then --prepare.",
            };
    }

    /// <summary>Where those who write other parts at once tell how far they are; null for this part alone.</summary>
    public RunProgress? Progress { get; init; }

    /// <summary>Writes the part; returns what it wrote, or null where it was written before.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>locked</c>: somebody else is writing it, or the run is over.
    /// </exception>
    public async Task<ImmutableArray<TableGenerated>?> WriteAsync(
        GenerationShard shard, Func<CancellationToken, Task<GenerationPlan>> plan, CancellationToken cancellationToken)
    {
        GenerationShard taken = await work.State.GenerationRuns.TakeAsync(shard, cancellationToken)
            ?? throw new FurrowException(
                ErrorCode.Locked, $"Shard {shard.Number} is being written by somebody else, or the run is over.")
            {
                Hint = "Wait for the other one; `furrow doctor` says which shards are missing.",
            };
        if (taken.Rows is not null)
        {
            return null;
        }

        ShardPart part = new(shard.Number, run.ShardCount!.Value);
        ImmutableArray<PlannedTable> tables = (await plan(cancellationToken)).Tables;
        RunProgress progress = Progress
            ?? new(work.Events, tables.Select(table => (table.Table.Name, part.Of(table.Program.Space).Count)));
        TableWriter writer = new(work.Session, work.Clock, progress, workerCount);
        ImmutableArray<TableGenerated>.Builder written = ImmutableArray.CreateBuilder<TableGenerated>();
        foreach (PlannedTable table in tables)
        {
            written.Add(await writer.WriteAsync(table, part.Of(table.Program.Space), cancellationToken));
        }

        await work.State.GenerationRuns.DoneAsync(
            taken with { Rows = written.ToImmutableDictionary(table => table.Table.ToString(), table => table.Rows) },
            cancellationToken);
        ByteCount = writer.ByteCount;
        return written.ToImmutable();
    }

    /// <summary>How many bytes were sent.</summary>
    public long ByteCount { get; private set; }

    // The tables are without the keys that the plan goes by.
    private DatabaseSchema WithKeys(DatabaseSchema schema)
    {
        Dictionary<ObjectName, KeysOfTable> keys = run.Keys.ToDictionary(keys => keys.Table);
        return schema with
        {
            Tables =
            [
                .. schema.Tables.Select(table => keys.TryGetValue(table.Name, out KeysOfTable? had)
                    ? table with
                    {
                        PrimaryKey = had.PrimaryKey,
                        UniqueKeys = had.UniqueKeys,
                        ForeignKeys = had.ForeignKeys,
                    }
                    : table),
            ],
        };
    }
}
