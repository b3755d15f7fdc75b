using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.State;

namespace Furrow.Scenarios.Running;

/// <summary>
/// Ends a run in the transaction that is open: with all its rows, keys checked and history written, or as if it had
/// never been.
/// </summary>
internal sealed class RunEnding(WorkContext work, GenerationRun run)
{
    private readonly LoadPreparation _preparation =
        new(work.Session, work.Database.Provider.Dialect, work.Events);

    /// <summary>Builds indexes and keys over the rows of all parts; returns the tables with their rows.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>locked</c>: a part is missing or being written; <c>generate.conflict</c>: others have written too.
    /// </exception>
    public async Task<ImmutableArray<TableRowCount>> FinishAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<GenerationShard> shards = await TakeAsync(cancellationToken);
        RefuseMissing(shards);
        ImmutableArray<Table> tables = await LockAsync(cancellationToken);
        await _preparation.Load.PutBackAsync(run.PutBack, cancellationToken);
        ImmutableArray<TableRowCount> rows = await CountAsync(tables, shards, cancellationToken);
        await work.Session.Transfer.RaiseNumberingAsync(
            [.. tables.Where(table => run.Keys.Any(keys => keys.Table == table.Name))], cancellationToken);
        await work.State.Generations.AddAsync(
            run.Record,
            new StateAuthor(work.Actor, work.Environment, work.OperationId),
            (long)(work.Clock.GetUtcNow() - run.StartedAt).TotalMilliseconds,
            cancellationToken);
        await work.State.GenerationRuns.CloseAsync(cancellationToken);
        return rows;
    }

    /// <summary>Removes the rows and puts everything back; returns the tables with the rows that they lost.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>locked</c>: a part is being written; <c>generate.conflict</c>: others have written too.
    /// </exception>
    public async Task<ImmutableArray<TableRowCount>> AbortAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<GenerationShard> shards = await TakeAsync(cancellationToken);
        ImmutableArray<Table> tables = await LockAsync(cancellationToken);
        ImmutableArray<TableRowCount> rows = await CountAsync(tables, shards, cancellationToken);
        ClearOutcome cleared = await work.Session.ClearAsync(new ClearRequest([tables]), cancellationToken);
        if (cleared.Obstacles.FirstOrDefault() is { } obstacle)
        {
            throw new FurrowException(
                ErrorCode.GenerateConflict,
                $"The rows of {obstacle.Table} cannot be removed: {Words(obstacle)}.")
            {
                Hint = "Remove what stands in the way, then abort again. Nothing was changed.",
            };
        }

        await _preparation.Load.ExecuteAsync(work.Session.Transfer.SetNumbering(run.Numbering), cancellationToken);
        await _preparation.Load.PutBackAsync(run.PutBack, cancellationToken);
        await work.State.GenerationRuns.CloseAsync(cancellationToken);
        return rows;
    }

    private async Task<ImmutableArray<GenerationShard>> TakeAsync(CancellationToken cancellationToken) =>
        await work.State.GenerationRuns.TakeAllAsync(run, cancellationToken)
            ?? throw new FurrowException(ErrorCode.Locked, "A shard of the run is being written.")
            {
                Hint = "Wait until it is done, or end its process; then try again.",
            };

    private static void RefuseMissing(ImmutableArray<GenerationShard> shards)
    {
        int[] missing = [.. shards.Where(shard => shard.Rows is null).Select(shard => shard.Number)];
        if (shards.IsEmpty || missing.Length > 0)
        {
            throw new FurrowException(
                ErrorCode.Locked,
                shards.IsEmpty
                    ? "No shard of the run was written yet."
                    : $"Shards of the run's {shards.Length} are missing: {string.Join(", ", missing)}.")
            {
                Hint = shards.IsEmpty
                    ? "Write each: `furrow generate --shard I/N`, I from 1 to N."
                    : $"Write each: `furrow generate --shard {missing[0]}/{shards.Length}`.",
            };
        }
    }

    // With their partitions, which hold the rows of a partitioned one.
    private async Task<ImmutableArray<Table>> LockAsync(CancellationToken cancellationToken)
    {
        DatabaseSchema schema = await work.Session.ReadSchemaAsync(cancellationToken);
        HashSet<ObjectName> names = [.. run.Keys.Select(keys => keys.Table)];
        ObjectName[] gone = [.. names.Where(name => schema.Find(name) is null)];
        if (gone.Length > 0)
        {
            throw new FurrowException(
                ErrorCode.GenerateConflict, $"Tables of the run are gone: {string.Join(", ", gone)}.")
            {
                Hint = "Create them again as they were; the run can be ended then.",
            };
        }

        while (schema.Tables.Any(table => table.PartitionOf is { } parent && names.Contains(parent)
            && names.Add(table.Name)))
        {
        }

        ImmutableArray<Table> tables = [.. schema.Tables.Where(table => names.Contains(table.Name))];
        await new KeyReader(work.Session, work.Database.Provider.Dialect, work.Database.Provider.Capabilities)
            .LockAsync(tables, cancellationToken);
        return tables;
    }

    private async Task<ImmutableArray<TableRowCount>> CountAsync(
        ImmutableArray<Table> tables, ImmutableArray<GenerationShard> shards, CancellationToken cancellationToken)
    {
        ImmutableArray<TableRowCount>.Builder counts = ImmutableArray.CreateBuilder<TableRowCount>();
        foreach (GeneratedTable planned in run.Record.Tables)
        {
            Table table = tables.First(table => table.Name.ToString() == planned.Name);
            string name = work.Database.Provider.Dialect.QuoteName(table.Name.Schema, table.Name.Name);
            await using DbCommand command = work.Session.CreateCommand($"SELECT count(*) FROM {name}");
            command.CommandTimeout = 0;
            long found = Convert.ToInt64(
                await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
            long expected = shards.Sum(shard => shard.Rows?.GetValueOrDefault(planned.Name) ?? 0);
            if (found != expected)
            {
                throw new FurrowException(
                    ErrorCode.GenerateConflict,
                    $"{table.Name} holds {found} rows, and the shards wrote {expected}: others have changed it since.")
                {
                    Hint = "Undo what others did to it, then try again; nothing was changed.",
                };
            }

            counts.Add(new TableRowCount(table.Name, found));
        }

        return counts.ToImmutable();
    }

    private static string Words(ClearObstacle obstacle) => obstacle.Kind switch
    {
        ClearObstacleKind.ReferencedByRows => $"rows of {obstacle.From} refer to them by {obstacle.Key}",
        ClearObstacleKind.NotPermitted => "the role may not",
        ClearObstacleKind.HasDeleteRule => "a rule takes the place of deleting",
        _ => throw new ArgumentOutOfRangeException(nameof(obstacle), obstacle.Kind, "not an obstacle"),
    };
}
