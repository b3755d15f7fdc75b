using Furrow.Errors;
using Furrow.Postgres.Connecting;
using Furrow.Postgres.Locking;
using Furrow.Providers;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Scratch;

/// <summary>
/// Makes scratch databases. Before one exists its maker holds an advisory lock for its name, on a connection of its own
/// to the maintenance database, until it is dropped: every session of the server can see whether anybody holds it.
/// </summary>
internal sealed class ScratchCreation(PostgresDatabase like, PostgresConnector connector, DatabaseCreation creation)
{
    public async Task<IScratchDatabase> CreateAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection keeper = await creation.OpenMaintenanceAsync(cancellationToken);
        PostgresScratch? scratch = null;
        try
        {
            await new ScratchLeftovers(keeper).DropAsync(cancellationToken);
            string name = ScratchName.For(connector.Target.Database);
            scratch = new PostgresScratch(Open(name), name, keeper, creation);
            await HoldAsync(keeper, name, cancellationToken);
            await creation.RunAsync(
                keeper,
                $"CREATE DATABASE {SqlDialect.Postgres.QuoteIdentifier(name)}"
                    + await LikeClause.ReadAsync(keeper, connector.Target.Database, cancellationToken),
                cancellationToken);
            return scratch;
        }
        catch (Exception exception)
        {
            // It may be there all the same: a cancellation can come too late for the server.
            await (scratch?.DisposeAsync() ?? keeper.DisposeAsync());
            if (exception is PostgresException refusal)
            {
                throw Refused(refusal);
            }

            throw;
        }
    }

    // It idles for as long as the work takes, and must not be ended for that.
    private static async Task HoldAsync(NpgsqlConnection keeper, string name, CancellationToken cancellationToken)
    {
        if (keeper.PostgreSqlVersion.Major >= 14)
        {
            await RawSql.ExecuteAsync(keeper, "SET idle_session_timeout = 0", cancellationToken);
        }

        await RawSql.ExecuteAsync(
            keeper, RawSql.Command("SELECT pg_advisory_lock($1)", AdvisoryKey.Scratch(name)), cancellationToken);
    }

    // Nobody needs a scratch database after a crash of the server.
    private PostgresDatabase Open(string name)
    {
        NpgsqlConnectionStringBuilder settings = new(like.Reference.ConnectionString) { Database = name };
        settings.Options = $"{settings.Options} -c synchronous_commit=off".TrimStart();
        DatabaseReference reference = like.Reference with
        {
            ConnectionString = settings.ConnectionString,
            DatabaseName = name,
            Display = $"postgres://{connector.Target.Address}/{Uri.EscapeDataString(name)}",
        };
        return new PostgresDatabase(
            (PostgresProvider)like.Provider, reference, like.Options with { Schemas = null });
    }

    private FurrowException Refused(PostgresException refusal)
    {
        bool lacksRight = refusal.SqlState == PostgresErrorCodes.InsufficientPrivilege;
        string user = connector.Target.User is { Length: > 0 } name
            ? SqlDialect.Postgres.QuoteIdentifier(name)
            : "CURRENT_USER";
        return new FurrowException(
            ErrorCode.DatabasePermission,
            lacksRight
                ? $"User \"{connector.Target.User}\" may not create a scratch database at {connector.Target.Address}."
                : $"No scratch database could be created at {connector.Target.Address}: {refusal.MessageText}.",
            refusal)
        {
            Detail = refusal.Detail,
            SqlState = refusal.SqlState,
            Hint = lacksRight
                ? $"An administrator can run: ALTER ROLE {user} CREATEDB; or name a server where the role may create "
                    + "databases: --scratch postgres://…"
                : refusal.Hint,
        };
    }
}
