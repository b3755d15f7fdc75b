using System.Globalization;
using Furrow.Errors;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// Puts a database in another one's place by renaming both in one transaction, while a second session ends those who
/// are connected: the server renames only what nobody uses, and lets nobody in while it waits for that.
/// </summary>
internal sealed class DatabaseSwap(SnapshotServer server, NpgsqlConnection keeper)
{
    private const int TriesMax = 5;
    private static readonly TimeSpan EndPause = TimeSpan.FromMilliseconds(50);

    private const string Prepared =
        "SELECT string_agg(gid, ', ' ORDER BY gid) FROM pg_prepared_xacts WHERE database = $1";

    private readonly HashSet<int> _ended = [];

    /// <summary>Does it, and drops what was kept of earlier times.</summary>
    /// <param name="side">
    /// The database that takes the place; one made anew takes over the old one's rights, settings and comment.
    /// </param>
    /// <param name="cancellationToken">Until the transaction commits.</param>
    public async Task<Replaced> RunAsync(SideDatabase side, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection second = await server.OpenMaintenanceAsync(cancellationToken);
        OtherSessions sessions = new(second, server.Database.Options.StateSchema);
        await RefusePreparedAsync(second, cancellationToken);
        await sessions.RefuseForeignAsync(server.Name, cancellationToken);
        string? previous;
        await using (NpgsqlTransaction transaction = await keeper.BeginTransactionAsync(cancellationToken))
        {
            try
            {
                previous = await SwapAsync(sessions, side, cancellationToken);
            }
            catch (PostgresException exception)
            {
                throw Failed(exception);
            }

            await transaction.CommitAsync(CancellationToken.None);
        }

        await server.ReachAsync(ReplaceStep.Swapped);
        return new Replaced(
            await DropOlderAsync(side.KeepsReplaced ? previous : null, cancellationToken), _ended.Count);
    }

    private async Task<string?> SwapAsync(
        OtherSessions sessions, SideDatabase side, CancellationToken cancellationToken)
    {
        string name = server.Name;
        DatabaseTraits? old = await DatabaseTraits.ReadAsync(keeper, name, cancellationToken);
        IEnumerable<string> given = side.Previous is { } earlier
            ? [DatabaseTraits.CommentOn(side.Name, earlier.Mark?.Comment)]
            : old?.Statements(side.Name) ?? [];
        foreach (string statement in given)
        {
            await RawSql.ExecuteAsync(keeper, statement, cancellationToken);
        }

        string? previous = null;
        if (old is not null)
        {
            previous = KeptDatabases.Previous.For(name);
            await RenameAsync(sessions, name, previous, cancellationToken);
            DatabaseMark mark = new(name, server.Clock.GetUtcNow(), old.Comment);
            await RawSql.ExecuteAsync(
                keeper, DatabaseTraits.CommentOn(previous, mark.Write()), cancellationToken);
        }

        await RenameAsync(sessions, side.Name, name, cancellationToken);
        await server.ReachAsync(ReplaceStep.Swapping);
        return previous;
    }

    private async Task RenameAsync(
        OtherSessions sessions, string from, string to, CancellationToken cancellationToken)
    {
        string rename = $"ALTER DATABASE {SnapshotServer.Quote(from)} RENAME TO {SnapshotServer.Quote(to)}";
        for (int tries = 1; ; tries++)
        {
            await RawSql.ExecuteAsync(keeper, "SAVEPOINT furrow_rename", cancellationToken);
            try
            {
                await WhileEndingAsync(sessions, from, RawSql.ExecuteAsync(keeper, rename, cancellationToken));
                await RawSql.ExecuteAsync(keeper, "RELEASE SAVEPOINT furrow_rename", cancellationToken);
                return;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ObjectInUse)
            {
                await RawSql.ExecuteAsync(keeper, "ROLLBACK TO SAVEPOINT furrow_rename", cancellationToken);
                await sessions.RefuseForeignAsync(from, cancellationToken);
                if (tries == TriesMax)
                {
                    throw InUse(exception);
                }
            }
        }
    }

    // The renaming goes on until the server gives it up, so whatever is thrown here is thrown after it.
    private async Task WhileEndingAsync(OtherSessions sessions, string database, Task renaming)
    {
        try
        {
            while (!renaming.IsCompleted)
            {
                foreach (OtherSession ended in await sessions.EndAsync(database, CancellationToken.None))
                {
                    // The one that holds furrow's lock is the caller's own.
                    if (!ended.HoldsLock && database == server.Name)
                    {
                        _ended.Add(ended.Process);
                    }
                }

                await Task.WhenAny(renaming, Task.Delay(EndPause, server.Clock));
            }
        }
        finally
        {
            await renaming;
        }
    }

    private async Task<PreviousDatabase?> DropOlderAsync(string? previous, CancellationToken cancellationToken)
    {
        PreviousDatabase? kept = null;
        foreach (KeptDatabase old in await KeptDatabases.ListAsync(
            keeper, KeptDatabases.Previous, server.Name, cancellationToken))
        {
            if (old.Name == previous)
            {
                kept = new PreviousDatabase(old.Name, old.Mark!.At, old.SizeBytes);
            }
            else
            {
                await KeptDatabases.TryDropAsync(keeper, old.Name, cancellationToken);
            }
        }

        return kept;
    }

    private async Task RefusePreparedAsync(NpgsqlConnection second, CancellationToken cancellationToken)
    {
        if (await RawSql.ScalarAsync(second, RawSql.Command(Prepared, server.Name), cancellationToken) is string names)
        {
            throw new FurrowException(
                ErrorCode.SnapshotFailed, $"Prepared transactions are open in database \"{server.Name}\": {names}.")
            {
                Hint = "End each with COMMIT PREPARED or ROLLBACK PREPARED.",
            };
        }
    }

    private FurrowException InUse(Exception cause) => new(
        ErrorCode.SnapshotFailed,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Database \"{server.Name}\" is in use, and those connected came back {TriesMax} times."),
        cause)
    {
        Hint = "Stop what connects to it, then run the command again; what was there is as it was.",
    };

    private FurrowException Failed(PostgresException cause)
    {
        bool isDenied = cause.SqlState == PostgresErrorCodes.InsufficientPrivilege;
        return new FurrowException(
            isDenied ? ErrorCode.DatabasePermission : ErrorCode.SnapshotFailed,
            $"Database \"{server.Name}\" was not replaced and is as it was: {cause.MessageText}.",
            cause)
        {
            Detail = cause.Detail,
            SqlState = cause.SqlState,
            Hint = isDenied
                ? "The role that restores must own it, or have its owner's rights, and needs CREATEDB."
                : null,
        };
    }
}
