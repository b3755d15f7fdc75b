using Furrow.Errors;
using Furrow.Postgres.ClientTools;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// Builds a stored database beside the one that it is to replace, under a name of furrow's that is held by a lock, so
/// that whoever comes later can tell one being made from one that a killed restore left behind.
/// </summary>
internal sealed class SideRestore(SnapshotServer server)
{
    // Lost with the server's machine is only what is not in anybody's place yet: the renaming makes all of it durable.
    private const string LoadOptions = "-c synchronous_commit=off";

    public async Task<IRestoration> RunAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        NpgsqlConnection keeper = await ReplaceLock.TakeAsync(server, cancellationToken);
        string side = KeptDatabases.Side.For(server.Name);
        try
        {
            await server.ReachAsync(ReplaceStep.Locked);
            await ReplaceLock.HoldAsync(keeper, side, cancellationToken);
            await CreateAsync(keeper, side, request, cancellationToken);
            await server.ReachAsync(ReplaceStep.Created);
            if (!request.IsLocal)
            {
                await LoadAsync(keeper, side, request, cancellationToken);
            }

            await server.ReachAsync(ReplaceStep.Loaded);
            return await SideRestoration.OpenAsync(
                server, keeper, new SideDatabase(side, null, request.IsLocal, !request.IsNew), cancellationToken);
        }
        catch
        {
            // It may be there all the same: a cancellation can come too late for the server.
            try
            {
                await SideRestoration.DropAsync(server, keeper, side);
            }
            finally
            {
                await keeper.DisposeAsync();
            }

            throw;
        }
    }

    private async Task CreateAsync(
        NpgsqlConnection keeper, string side, RestoreRequest request, CancellationToken cancellationToken)
    {
        DatabaseTraits? old = await DatabaseTraits.ReadAsync(keeper, server.Name, cancellationToken);
        string clauses = old?.CreationClauses() ?? "";
        if (request.IsLocal)
        {
            await TemplateCopy.CreateAsync(
                server, keeper, new CopyNames(request.Place, side), clauses, cancellationToken);
            return;
        }

        string like = await Connecting.LikeClause.ReadBareAsync(keeper, server.Name, cancellationToken);
        try
        {
            await server.CreateAsync(
                keeper, $"CREATE DATABASE {SnapshotServer.Quote(side)}{clauses}{like}", cancellationToken);
        }
        catch (PostgresException exception)
        {
            throw Refused(exception);
        }
    }

    private async Task LoadAsync(
        NpgsqlConnection keeper, string side, RestoreRequest request, CancellationToken cancellationToken)
    {
        int major = keeper.PostgreSqlVersion.Major;
        Archive archive = await Archive.OpenAsync(server, request.Place, major, cancellationToken);
        await using PostgresDatabase database = server.Open(side);
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Write, cancellationToken);
        NpgsqlConnection connection = (NpgsqlConnection)session.Connection;
        ArchiveChoice choice = new(
            request.ScratchFolder,
            await ArchiveFilter.BesideAsync(connection, cancellationToken),
            request.WithoutPrivileges);
        try
        {
            if (archive.Fits(major))
            {
                ToolConnection into = await server.Tools.ConnectAsync(keeper, side, LoadOptions, cancellationToken);
                await session.DisposeAsync();
                await archive.LoadAsync(choice, into, request.Jobs, cancellationToken);
                return;
            }

            await using ISessionTransaction transaction = await session.BeginAsync(
                new TransactionRequest(TransactionPurpose.SchemaChange), cancellationToken);
            await archive.ReadScriptAsync(choice, new ScriptLoad(connection).RunAsync, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (ToolFailure failure)
        {
            throw ToolErrors.Describe(
                failure,
                $"{Path.GetFileName(request.Place)} was not restored; database \"{server.Name}\" is as it was",
                ErrorCode.SnapshotFailed);
        }
    }

    private FurrowException Refused(PostgresException exception)
    {
        bool lacksRight = exception.SqlState == PostgresErrorCodes.InsufficientPrivilege;
        return new FurrowException(
            lacksRight ? ErrorCode.DatabasePermission : ErrorCode.SnapshotFailed,
            $"No database could be created beside \"{server.Name}\" at {server.Address}: {exception.MessageText}.",
            exception)
        {
            Detail = exception.Detail,
            SqlState = exception.SqlState,
            Hint = lacksRight
                ? $"An administrator can run: ALTER ROLE {SnapshotServer.Quote(server.User)} CREATEDB;"
                : null,
        };
    }
}
