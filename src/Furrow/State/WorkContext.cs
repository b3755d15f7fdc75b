using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;

namespace Furrow.State;

/// <summary>What a changing command has in hand once it holds the lock.</summary>
public sealed record WorkContext
{
    /// <summary>The connection that does the work.</summary>
    public required ISession Session { get; init; }

    /// <summary>The database behind it.</summary>
    public required IDatabase Database { get; init; }

    /// <summary>The lock; every transaction depends on it.</summary>
    public required IDatabaseLock Lock { get; init; }

    /// <summary>Furrow's own tables.</summary>
    public required StateStore State { get; init; }

    /// <summary>Where events go.</summary>
    public required EventHub Events { get; init; }

    /// <summary>Who works.</summary>
    public required Actor Actor { get; init; }

    /// <summary>The command's row in the operation history.</summary>
    public required long OperationId { get; init; }

    /// <summary>The environment in force.</summary>
    public required string Environment { get; init; }

    /// <summary>What keeps sequences where kept work left them; null where gaps are left alone.</summary>
    public SequenceRun? Sequences { get; init; }

    /// <summary>The transaction that all work is part of; null where each piece of work has its own.</summary>
    internal SharedTransaction? Shared { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock => Database.Options.Clock;

    /// <summary>
    /// Runs work in one transaction that cannot commit once the lock is lost. Whatever the work throws rolls it back.
    /// <paramref name="purpose"/>: what the events call it; null for what nobody needs to hear of.
    /// </summary>
    /// <exception cref="FurrowException">Code <c>locked</c>: the lock was lost while working.</exception>
    public Task InTransactionAsync(
        string? purpose,
        TransactionRequest request,
        Func<CancellationToken, Task> work,
        CancellationToken cancellationToken) => Shared is not null
        ? work(cancellationToken)
        : InTransactionAsync(
            purpose,
            request,
            async (transaction, token) =>
            {
                Sequences?.Begin();
                await work(token);
                if (Sequences is not { } sequences)
                {
                    await transaction.CommitAsync(token);
                    return true;
                }

                // What a commit refuses has not been kept.
                ImmutableArray<SequenceValue> kept = await sequences.KeepAsync(token);
                await transaction.CommitAsync(token);
                sequences.Keep(kept);
                return true;
            },
            cancellationToken);

    /// <summary>Runs work in one transaction that is rolled back in any case.</summary>
    /// <exception cref="FurrowException">Code <c>locked</c>: the lock was lost while working.</exception>
    public Task RehearseAsync(
        string purpose,
        TransactionRequest request,
        Func<ISessionTransaction, CancellationToken, Task> work,
        CancellationToken cancellationToken) => InTransactionAsync(
        purpose,
        request,
        async (transaction, token) =>
        {
            await work(transaction, token);
            await transaction.RollbackAsync(token);
            return false;
        },
        cancellationToken);

    /// <summary>
    /// The same for pieces of work that each would have a transaction of their own. What they tell and record goes with
    /// it.
    /// </summary>
    /// <exception cref="FurrowException">Code <c>locked</c>: the lock was lost while working.</exception>
    public Task RehearseInOneAsync(
        string purpose,
        TransactionRequest request,
        Func<WorkContext, ISessionTransaction, CancellationToken, Task> work,
        CancellationToken cancellationToken)
    {
        SharedTransaction shared = new(Events, Clock);
        WorkContext inside = this with { Shared = shared, Events = shared.Events };
        return RehearseAsync(
            purpose, request, (transaction, token) => work(inside, transaction, token), cancellationToken);
    }

    /// <summary>Runs work outside of any transaction; it is stopped where the lock is lost.</summary>
    /// <exception cref="FurrowException">Code <c>locked</c>: the lock was lost while working.</exception>
    public async Task OutsideTransactionAsync(
        Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Lock.Lost);
        try
        {
            await work(stop.Token);
        }
        catch (Exception e)
        {
            ThrowIfStopped(e, cancellationToken);
            throw;
        }
    }

    /// <summary>Sets sequences back to where the last kept transaction left them, before work is tried again.</summary>
    public async Task SetSequencesBackAsync(CancellationToken cancellationToken)
    {
        if (Sequences is not null && Shared is null)
        {
            await (this with { Sequences = null }).InTransactionAsync(
                purpose: null, new TransactionRequest(TransactionPurpose.Work), Sequences.SetBackAsync,
                cancellationToken);
        }
    }

    /// <summary>
    /// Runs pieces of work that each would have a transaction of their own in one: all of them are kept, or none.
    /// </summary>
    public async Task InOneTransactionAsync(
        string purpose,
        TransactionRequest request,
        Func<WorkContext, CancellationToken, Task> work,
        CancellationToken cancellationToken)
    {
        SharedTransaction shared = new(Events, Clock);
        WorkContext inside = this with { Shared = shared, Events = shared.Events };
        try
        {
            await InTransactionAsync(purpose, request, token => work(inside, token), cancellationToken);
        }
        catch (Exception) when (shared.Failures.Count > 0 && !cancellationToken.IsCancellationRequested)
        {
            foreach (Func<CancellationToken, Task> failure in shared.Failures)
            {
                await RecordFailureAsync(failure, cancellationToken);
            }

            throw;
        }

        shared.Tell();
        foreach (Func<CancellationToken, Task> act in shared.Committed)
        {
            await act(cancellationToken);
        }
    }

    /// <summary>
    /// Ends the run that keeps sequences; of a command that did not do its work, after setting back what it moved. Once
    /// the lock is lost they are another's to look after, who may be handing out their values.
    /// </summary>
    public async Task EndSequencesAsync(bool setBack, CancellationToken cancellationToken)
    {
        if (Sequences is null || Lock.Lost.IsCancellationRequested)
        {
            return;
        }

        await (this with { Sequences = null }).InTransactionAsync(
            purpose: null,
            new TransactionRequest(TransactionPurpose.Work),
            token => Sequences.EndAsync(setBack, token),
            cancellationToken);
    }

    /// <summary>
    /// What stopped a file: the error it is already, or the database's complaint about no statement of its own
    /// (a deferred constraint at commit, a lost connection) in the error's shape.
    /// </summary>
    public FurrowException Fault(Exception exception, string code, string file)
    {
        if (exception is FurrowException known)
        {
            return known.File is null && IsAboutAFile(known) ? InFile(known, file) : known;
        }

        DatabaseFault fault = Session.Explain(exception);
        return new FurrowException(fault.Code ?? code, fault.Message)
        {
            File = file,
            SqlState = fault.SqlState,
            Detail = fault.Detail,
            Hint = fault.Hint,
        };
    }

    /// <summary>
    /// Records a failed attempt in a transaction of its own, and sets back the sequences that it moved; what went wrong
    /// first must not be hidden by this.
    /// </summary>
    public async Task RecordFailureAsync(Func<CancellationToken, Task> record, CancellationToken cancellationToken)
    {
        if (Shared is not null)
        {
            Shared.AddFailure(record);
            return;
        }

        try
        {
            await InTransactionAsync(
                "failed attempt",
                new TransactionRequest(TransactionPurpose.Work),
                async token =>
                {
                    if (Sequences is not null)
                    {
                        await Sequences.SetBackAsync(token);
                    }

                    await record(token);
                },
                cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Events.Emit(new WarningRaised(
                $"The failed attempt could not be recorded: {Session.Explain(e).Message}", Hint: null));
        }
    }

    // What the work returns: whether it committed.
    private async Task InTransactionAsync(
        string? purpose,
        TransactionRequest request,
        Func<ISessionTransaction, CancellationToken, Task<bool>> work,
        CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Lock.Lost);
        long start = Clock.GetTimestamp();
        bool hasBegun = false;
        bool isKept;
        try
        {
            await using ISessionTransaction transaction = await Lock.BeginAsync(Session, request, stop.Token);
            hasBegun = true;
            Tell(new TransactionBegun(purpose));
            isKept = await work(transaction, stop.Token);
        }
        catch (Exception e)
        {
            if (hasBegun)
            {
                Tell(new TransactionRolledBack(purpose, ElapsedMs()));
            }

            ThrowIfStopped(e, cancellationToken);
            throw;
        }

        Tell(isKept
            ? new TransactionCommitted(purpose, ElapsedMs())
            : new TransactionRolledBack(purpose, ElapsedMs()));

        long ElapsedMs() => (long)Clock.GetElapsedTime(start).TotalMilliseconds;

        void Tell(FurrowEvent told)
        {
            if (purpose is not null)
            {
                Events.Emit(told);
            }
        }
    }

    private static bool IsAboutAFile(FurrowException known) => known.Code
        is ErrorCode.MigrationFailed or ErrorCode.SeedFailed or ErrorCode.SeedInvalid;

    private static FurrowException InFile(FurrowException known, string file) => new(known.Code, known.Message, known)
    {
        File = file,
        Line = known.Line,
        Column = known.Column,
        SqlState = known.SqlState,
        Detail = known.Detail,
        Hint = known.Hint,
    };

    // A driver that is interrupted in the middle may complain in its own words; and nobody pressed Ctrl-C where the
    // lock was lost.
    private void ThrowIfStopped(Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not (OperationCanceledException or DbException))
        {
            return;
        }

        if (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The work was interrupted.", exception, cancellationToken);
        }

        if (Lock.Lost.IsCancellationRequested)
        {
            throw new FurrowException(
                ErrorCode.Locked,
                "The lock on the database was lost while working; nothing more was written.",
                exception)
            {
                Hint = "Look at `furrow lock` and `furrow status`, then run the command again.",
            };
        }
    }
}
