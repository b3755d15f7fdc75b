using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Planning;
using Furrow.Providers;
using Furrow.Scenarios.Planning;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Scenarios.Running;

/// <summary>
/// Makes way for a plan's rows in the transaction that is open: keys that the order of the tables does not satisfy, and
/// the indexes and keys of large empty tables, which are built faster than kept.
/// </summary>
internal sealed class LoadPreparation(ISession session, SqlDialect dialect, EventHub events)
{
    /// <summary>Tables with fewer rows to come keep what they have: building costs more than it gains.</summary>
    public const long RowCountMin = 50_000;

    private const string Trial = "furrow_trial";

    /// <summary>
    /// Reads what goes around the rows, and does the first part of it. What is taken off was put back before, for
    /// trial: where that does not lead to the same definitions, everything stays on.
    /// </summary>
    public async Task<LoadFrame> BeginAsync(GenerationPlan plan, CancellationToken cancellationToken)
    {
        LoadFrameRequest request = new([.. plan.Tables.Select(table => table.Table)], TreatedKeys(plan.LoadPlan))
        {
            FiresTriggers = true,
            Detach = await LargeAsync(plan, cancellationToken),
        };
        if (request is { Keys: [], Detach: [] })
        {
            return new LoadFrame();
        }

        LoadFrame frame = await session.Transfer.ReadFrameAsync(request, cancellationToken);
        if (!frame.Detached.IsEmpty && await TryAsync(frame, cancellationToken) is { } fault)
        {
            events.Emit(new WarningRaised(
                $"Indexes and keys stay on while rows are written, which takes longer: {fault.Message}", fault.Hint));
            frame = await session.Transfer.ReadFrameAsync(request with { Detach = [] }, cancellationToken);
        }

        await ExecuteAsync([.. frame.Remember, .. frame.Before], cancellationToken);
        return frame;
    }

    /// <summary>Puts everything back, checks it, and fails where a definition is not as it was.</summary>
    public Task EndAsync(LoadFrame frame, CancellationToken cancellationToken) =>
        PutBackAsync([.. frame.After, .. frame.Compare], cancellationToken);

    /// <summary>Runs the statements that put back what was taken off, and tells how far it is.</summary>
    public async Task PutBackAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        for (int done = 0; done < statements.Count; done++)
        {
            events.Emit(new ProgressMade(
                EventOperation.Complete, "generate: indexes and keys", "statements", done, statements.Count)
            {
                Whole = new WorkShare(done, statements.Count),
            });
            await ExecuteAsync([statements[done]], cancellationToken);
        }
    }

    /// <summary>Runs statements one after another.</summary>
    public async Task ExecuteAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        foreach (string statement in statements)
        {
            await using DbCommand command = session.CreateCommand(statement);

            // To build an index takes as long as it takes.
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Whether a table has no row.</summary>
    public async Task<bool> IsEmptyAsync(Table table, CancellationToken cancellationToken)
    {
        await using DbCommand command = session.CreateCommand(
            $"SELECT 1 FROM {dialect.QuoteName(table.Name.Schema, table.Name.Name)} LIMIT 1");
        return await command.ExecuteScalarAsync(cancellationToken) is null;
    }

    /// <summary>
    /// Takes off and puts back what is still without rows, and undoes that; returns what the database says against it.
    /// </summary>
    public async Task<DatabaseFault?> TryAsync(LoadFrame frame, CancellationToken cancellationToken)
    {
        await ExecuteAsync([$"SAVEPOINT {Trial}"], cancellationToken);
        DatabaseFault? fault = null;
        try
        {
            await ExecuteAsync(
                [.. frame.Remember, .. frame.Before, .. frame.After, .. frame.Compare], cancellationToken);
        }
        catch (DbException e)
        {
            fault = session.Explain(e);
            if (fault.IsConnectionLost)
            {
                throw;
            }
        }

        await ExecuteAsync([$"ROLLBACK TO SAVEPOINT {Trial}", $"RELEASE SAVEPOINT {Trial}"], cancellationToken);
        return fault;
    }

    private async Task<ImmutableArray<Table>> LargeAsync(GenerationPlan plan, CancellationToken cancellationToken)
    {
        ImmutableArray<Table>.Builder large = ImmutableArray.CreateBuilder<Table>();
        foreach (PlannedTable table in plan.Tables.Where(table => table.Program.Space.Count >= RowCountMin))
        {
            if (await IsEmptyAsync(table.Table, cancellationToken))
            {
                large.Add(table.Table);
            }
        }

        return large.ToImmutable();
    }

    private static ImmutableArray<TreatedKey> TreatedKeys(LoadPlan plan) =>
    [
        .. plan.Breaks.Select(broken => KeyTreatments.Of(broken, ErrorCode.ScenarioInvalid)).OfType<TreatedKey>(),
    ];
}
