using System.Data.Common;
using Furrow.Events;
using Furrow.Providers;

namespace Furrow.Planning;

/// <summary>Does what goes around the rows of a load, in the transaction that is open.</summary>
/// <param name="session">The session.</param>
/// <param name="events">Where it tells how far it is.</param>
/// <param name="title">What is under way, for people.</param>
internal sealed class FramedLoad(ISession session, EventHub events, string title)
{
    /// <summary>Tables with fewer rows to come keep what they have: building costs more than it gains.</summary>
    public const long DetachedRowsMin = 50_000;

    private const string Trial = "furrow_trial";

    /// <summary>
    /// Reads what goes around the rows, and does the first part of it. What is taken off was put back before, for
    /// trial: where that does not lead to the same definitions, everything stays on.
    /// </summary>
    public async Task<LoadFrame> BeginAsync(LoadFrameRequest request, CancellationToken cancellationToken)
    {
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

    /// <summary>Runs the statements that put back what was taken off, and tells how far it is.</summary>
    public async Task PutBackAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        for (int done = 0; done < statements.Count; done++)
        {
            events.Emit(new ProgressMade(
                EventOperation.Complete, $"{title}: indexes and keys", "statements", done, statements.Count)
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
}
