using Furrow.Errors;
using Furrow.Postgres.ClientTools;
using Furrow.Postgres.Faults;
using Furrow.Postgres.Locking;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// Builds a stored database inside the one that it replaces, in one transaction that first removes what is there. What
/// was there is stored before, while nobody can write.
/// </summary>
internal sealed class InPlaceRestore(SnapshotServer server)
{
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(30);

    public async Task<IRestoration> RunAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        ISession session = await server.Database.OpenSessionAsync(SessionAccess.Write, cancellationToken);
        ISessionTransaction? transaction = null;
        string previous = PreviousFile.NewPath(
            Path.GetFullPath(request.ScratchFolder), server.Clock.GetUtcNow());
        try
        {
            transaction = await session.BeginAsync(
                new TransactionRequest(TransactionPurpose.SchemaChange, LockWait), cancellationToken);
            InPlaceWork work = new((NpgsqlConnection)session.Connection, request, previous);
            PreviousDatabase? older = await ReplaceAsync(work, cancellationToken);
            return new InPlaceRestoration(server, session, transaction, new KeptFile(previous, older?.Place));
        }
        catch (Exception exception)
        {
            await (transaction?.DisposeAsync() ?? ValueTask.CompletedTask);
            await session.DisposeAsync();
            ArchiveFile.Delete(previous);
            throw Describe(exception) ?? exception;
        }
    }

    private async Task<PreviousDatabase?> ReplaceAsync(InPlaceWork work, CancellationToken cancellationToken)
    {
        (NpgsqlConnection connection, RestoreRequest request, string previous) = work;
        string state = server.Database.Options.StateSchema;
        NpgsqlBatchCommand take = RawSql.Command(
            "SELECT pg_try_advisory_xact_lock($1)", AdvisoryKey.Replacement(server.Name));
        if (await RawSql.ScalarAsync(connection, take, cancellationToken) is not true)
        {
            throw new FurrowException(
                ErrorCode.Locked, $"Somebody else is restoring database \"{server.Name}\" in this moment.")
            {
                Hint = "Wait for it to finish, then look at what is there.",
            };
        }

        await server.ReachAsync(ReplaceStep.Locked);
        Archive archive = await Archive.OpenAsync(
            server, request.Place, connection.PostgreSqlVersion.Major, cancellationToken);
        InPlaceRemoval removal = new(connection);
        await removal.HoldWritersAsync(state, cancellationToken);
        Directory.CreateDirectory(request.ScratchFolder);
        await new SnapshotStore(server).RunAsync(
            new StoreRequest { Path = previous, Look = static (_, _) => Task.CompletedTask }, cancellationToken);
        PreviousDatabase? older = await PreviousFile.FindAsync(connection, state, cancellationToken);
        Func<ArchiveEntry, bool> takes = await ArchiveFilter.InPlaceAsync(connection, state, cancellationToken);
        await server.ReachAsync(ReplaceStep.Created);
        await removal.RunAsync(cancellationToken);
        ArchiveChoice choice = new(request.ScratchFolder, takes, request.WithoutPrivileges);
        await archive.ReadScriptAsync(choice, new ScriptLoad(connection).RunAsync, cancellationToken);
        await PreviousFile.NoteAsync(
            connection, state, new DatabaseMark(previous, server.Clock.GetUtcNow(), null), cancellationToken);
        await server.ReachAsync(ReplaceStep.Loaded);
        return older;
    }

    private FurrowException? Describe(Exception exception)
    {
        if (exception is ToolFailure failure)
        {
            return ToolErrors.Describe(
                failure, $"Database \"{server.Name}\" was not restored and is as it was", ErrorCode.SnapshotFailed);
        }

        if (exception is not PostgresException { SqlState: var state } answer)
        {
            return null;
        }

        DatabaseFault fault = PostgresFaults.Explain(answer);
        return new FurrowException(
            fault.IsLockTimeout ? ErrorCode.Locked
                : fault.IsPermissionDenied ? ErrorCode.DatabasePermission
                : fault.Code ?? ErrorCode.SnapshotFailed,
            $"Database \"{server.Name}\" was not restored and is as it was: {fault.Message}")
        {
            Detail = fault.Detail,
            SqlState = state,
            Hint = fault.IsLockTimeout ? "Close the sessions that work in it, then run the command again." : fault.Hint,
        };
    }

    private sealed record InPlaceWork(NpgsqlConnection Connection, RestoreRequest Request, string Previous);
}

/// <summary>Where what is replaced was stored, and what was kept before that; null for nothing.</summary>
internal sealed record KeptFile(string Path, string? Older);

/// <summary>A complete database inside the open transaction of the one that it is to replace.</summary>
internal sealed class InPlaceRestoration(
    SnapshotServer server, ISession session, ISessionTransaction transaction, KeptFile kept) : IRestoration
{
    private bool _isCommitted;

    /// <inheritdoc />
    public ISession Session => session;

    /// <inheritdoc />
    public IDatabase Database => server.Database;

    /// <inheritdoc />
    public bool IsInPlace => true;

    /// <inheritdoc />
    public async Task<Replaced> CommitAsync(CancellationToken cancellationToken)
    {
        await server.ReachAsync(ReplaceStep.Committing);
        await Statistics.GatherAsync((NpgsqlConnection)session.Connection, cancellationToken);

        // From here on nobody can say whether it was committed, so what was stored stays.
        _isCommitted = true;
        await transaction.CommitAsync(CancellationToken.None);
        await server.ReachAsync(ReplaceStep.Swapped);
        if (kept.Older is { } older)
        {
            ArchiveFile.Delete(older);
        }

        return new Replaced(
            new PreviousDatabase(kept.Path, server.Clock.GetUtcNow(), ArchiveFile.Size(kept.Path)), EndedSessions: 0);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await session.DisposeAsync();
        if (!_isCommitted)
        {
            ArchiveFile.Delete(kept.Path);
        }
    }
}
