using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>Copies that the server makes of a whole database, and keeps.</summary>
internal sealed class TemplateCopy(SnapshotServer server)
{
    public async Task<StoredDatabase> StoreAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection keeper = await server.OpenMaintenanceAsync(cancellationToken);
        await KeptDatabases.DropLeftoversAsync(keeper, cancellationToken);
        string copy = KeptDatabases.Copy.For(server.Name);
        request.Reserve(copy);
        await ReplaceLock.HoldAsync(keeper, copy, cancellationToken);
        try
        {
            await CreateAsync(server, keeper, new CopyNames(server.Name, copy), "", cancellationToken);
            await LookAsync(copy, request, cancellationToken);
            object? size = await RawSql.ScalarAsync(
                keeper, RawSql.Command("SELECT pg_database_size($1::name)", copy), cancellationToken);

            // From here on it is complete, and nobody's leftover.
            DatabaseMark mark = new(server.Name, server.Clock.GetUtcNow(), null);
            await RawSql.ExecuteAsync(keeper, DatabaseTraits.CommentOn(copy, mark.Write()), cancellationToken);
            request.Progress?.Report((long)size!);
            return new StoredDatabase(copy, keeper.PostgresParameters["server_version"].Split(' ')[0], (long)size!);
        }
        catch
        {
            await SideRestoration.DropAsync(server, keeper, copy);
            throw;
        }
    }

    public async Task<ImmutableArray<string>> ListAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await server.OpenMaintenanceAsync(cancellationToken);
        ImmutableArray<KeptDatabase> copies =
            await KeptDatabases.ListAsync(connection, KeptDatabases.Copy, server.Name, cancellationToken);
        return [.. copies.Select(copy => copy.Name)];
    }

    public async Task DropAsync(string place, CancellationToken cancellationToken)
    {
        if (!KeptDatabases.Copy.IsOne(place))
        {
            throw new FurrowException(ErrorCode.SnapshotMissing, $"\"{place}\" is not a copy that furrow made.");
        }

        // The session of a killed command goes on copying until that is done, and holds this until then.
        await using NpgsqlConnection connection = await server.OpenMaintenanceAsync(cancellationToken);
        await ReplaceLock.HoldAsync(connection, place, cancellationToken);
        await KeptDatabases.DropAsync(connection, place, cancellationToken);
    }

    /// <summary>Copies one database as another. Ends nobody: whoever is connected to the first is named.</summary>
    /// <param name="server">The server.</param>
    /// <param name="keeper">The connection that works.</param>
    /// <param name="names">What to copy, and what to call it.</param>
    /// <param name="clauses">What follows, such as <c> OWNER name</c>.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    public static async Task CreateAsync(
        SnapshotServer server,
        NpgsqlConnection keeper,
        CopyNames names,
        string clauses,
        CancellationToken cancellationToken)
    {
        try
        {
            await RawSql.ExecuteAsync(
                keeper,
                $"CREATE DATABASE {SnapshotServer.Quote(names.To)} TEMPLATE {SnapshotServer.Quote(names.From)}"
                    + clauses,
                cancellationToken);
        }
        catch (PostgresException exception)
        {
            throw exception.SqlState switch
            {
                PostgresErrorCodes.ObjectInUse => await InUseAsync(server, keeper, names.From, exception),
                PostgresErrorCodes.InvalidCatalogName => new FurrowException(
                    ErrorCode.SnapshotMissing, $"The server has no database \"{names.From}\".", exception),
                PostgresErrorCodes.InsufficientPrivilege => new FurrowException(
                    ErrorCode.DatabasePermission,
                    $"Database \"{names.From}\" may not be copied: {exception.MessageText}.",
                    exception)
                {
                    SqlState = exception.SqlState,
                    Hint = $"It must be the role's own. An administrator can run: ALTER ROLE "
                        + $"{SnapshotServer.Quote(server.User)} CREATEDB;",
                },
                _ => new FurrowException(
                    ErrorCode.SnapshotFailed,
                    $"Database \"{names.From}\" was not copied: {exception.MessageText}.",
                    exception)
                {
                    Detail = exception.Detail,
                    Hint = exception.Hint,
                    SqlState = exception.SqlState,
                },
            };
        }
    }

    private static async Task<FurrowException> InUseAsync(
        SnapshotServer server, NpgsqlConnection keeper, string name, Exception cause)
    {
        OtherSessions sessions = new(keeper, server.Database.Options.StateSchema);
        ImmutableArray<OtherSession> connected = await sessions.ListAsync(name, CancellationToken.None);
        string who = connected.IsEmpty ? "" : $" Connected are: {OtherSessions.Names(connected)}.";
        return new FurrowException(
            ErrorCode.Locked,
            $"The server copies database \"{name}\" only while nobody is connected to it.{who}",
            cause)
        {
            Hint = "Close those sessions, or leave out --local: a snapshot as a file does not mind them.",
        };
    }

    private async Task LookAsync(string copy, StoreRequest request, CancellationToken cancellationToken)
    {
        await using PostgresDatabase database = server.Open(copy);
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Read, cancellationToken);
        await using ISessionTransaction transaction = await session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work) { IsRepeatable = true }, cancellationToken);
        await request.Look(session, cancellationToken);
    }
}

/// <summary>What to copy, and what to call the copy.</summary>
internal sealed record CopyNames(string From, string To);
