using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.State;

namespace Furrow.Workflows.Snapshotting;

/// <summary>
/// Puts another database in the place of the project's, between the hooks: builds it where nobody sees it, looks
/// whether it is what it should be, gives it what the old one says of itself, and swaps them.
/// </summary>
internal sealed class DatabaseReplacement(ProjectContext project, ChangeScope scope)
{
    /// <summary>Opens the new database.</summary>
    public required Func<ISnapshotWork, CancellationToken, Task<IRestoration>> Open { get; init; }

    /// <summary>Throws where the new database is not what it should be.</summary>
    public Func<ISession, CancellationToken, Task> Check { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Seeds whose rows the new database does not hold.</summary>
    public ImmutableArray<string> ForgottenSeeds { get; init; } = [];

    /// <summary>The snapshot that it is; null for none.</summary>
    public string? Snapshot { get; init; }

    /// <summary>Replaces the database. The hook after it runs in any case.</summary>
    public Task<Replaced> RunAsync(CancellationToken cancellationToken) =>
        new RestoreHooks(project, "The database is restored.").AroundAsync(ReplaceAsync, cancellationToken);

    private async Task<Replaced> ReplaceAsync(CancellationToken cancellationToken)
    {
        long start = project.Clock.GetTimestamp();
        using CancellationTokenSource stop =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, scope.Work.Lock.Lost);
        try
        {
            // Before the new one is built: in place, that locks the tables which this is read from.
            CarriedState carried = await CarriedState.ReadAsync(scope.Work.State, stop.Token);
            await using IRestoration restoration = await Open(scope.Work.Database.Snapshots, stop.Token);
            await Check(restoration.Session, stop.Token);
            await CarryAsync(carried, restoration, stop.Token);
            stop.Token.ThrowIfCancellationRequested();
            Replaced replaced = await restoration.CommitAsync(cancellationToken);
            scope.Replacement.Done();
            project.Events.Emit(new DatabaseRestored(
                scope.Work.Database.Reference.DatabaseName,
                Snapshot,
                replaced.EndedSessions,
                (long)project.Clock.GetElapsedTime(start).TotalMilliseconds));
            return replaced;
        }
        catch (OperationCanceledException) when (
            !scope.Replacement.IsDone && scope.Work.Lock.Lost.IsCancellationRequested
            && !cancellationToken.IsCancellationRequested)
        {
            throw new FurrowException(
                ErrorCode.Locked, "The lock on the database was lost while working; it was not replaced.")
            {
                Hint = "Look at `furrow lock` and `furrow status`, then run the command again.",
            };
        }
    }

    private async Task CarryAsync(
        CarriedState carried, IRestoration restoration, CancellationToken cancellationToken)
    {
        ISession session = restoration.Session;
        StateStore state = await StateStore.OpenAsync(session, restoration.Database, cancellationToken);
        state.ThrowIfUnreadable();
        if (restoration.IsInPlace)
        {
            if (state.Version != StateDefinition.CurrentVersion)
            {
                throw new FurrowException(
                    ErrorCode.SnapshotMismatch,
                    $"The snapshot's own tables of furrow have version {state.Version}, and a restore in place needs "
                        + $"version {StateDefinition.CurrentVersion}.")
                {
                    Hint = "Restore it with a role that may create databases; that brings them up to date.",
                };
            }

            await WriteAsync();
            return;
        }

        await state.EnsureAsync(stamp: null, cancellationToken);
        await using ISessionTransaction transaction = await session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work), cancellationToken);
        await WriteAsync();
        await transaction.CommitAsync(cancellationToken);

        async Task WriteAsync()
        {
            await new ClearedHistory(state).ForgetNamedSeedsAsync(ForgottenSeeds, cancellationToken);
            bool keepsHolder = restoration.IsInPlace || !project.Provider.Capabilities.ServerDatabases;
            await carried.WriteAsync(state, scope.Work.OperationId, keepsHolder, cancellationToken);
        }
    }
}
