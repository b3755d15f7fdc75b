using Furrow.Errors;
using Furrow.Providers;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Connecting;

/// <summary>Whether the database is there, and making it through a database that every server has.</summary>
internal sealed class DatabaseCreation(PostgresConnector connector, DatabaseOptions options)
{
    private const int TemplateBusyTriesMax = 20;
    private static readonly TimeSpan TemplateBusyPause = TimeSpan.FromMilliseconds(250);
    private static readonly string[] MaintenanceDatabases = ["postgres", "template1"];

    public async Task<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The database itself is asked, not pg_database elsewhere: a role may be let into this one alone.
            await using NpgsqlConnection connection = await connector.OpenAsync(options.ConnectWait, cancellationToken);
            return true;
        }
        catch (FurrowException exception) when (exception.Code == ErrorCode.DatabaseMissing)
        {
            return false;
        }
    }

    public async Task<bool> CreateAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenMaintenanceAsync(cancellationToken);
        string sql = $"CREATE DATABASE {SqlDialect.Postgres.QuoteIdentifier(connector.Target.Database)}";
        try
        {
            await RunAsync(connection, sql, cancellationToken);
            return true;
        }
        catch (PostgresException exception) when (IsTaken(exception))
        {
            return false;
        }
        catch (PostgresException exception)
        {
            // The privilege is looked at before the name is.
            if (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege
                && await IsListedAsync(connection, cancellationToken))
            {
                return false;
            }

            throw Refused(exception);
        }
    }

    /// <summary>Runs a CREATE DATABASE, waiting for those who are connected to its template, or copy it too.</summary>
    public async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                await RawSql.ExecuteAsync(connection, sql, cancellationToken);
                return;
            }
            catch (PostgresException exception)
                when (exception.SqlState == PostgresErrorCodes.ObjectInUse && tries < TemplateBusyTriesMax)
            {
                await Task.Delay(TemplateBusyPause, options.Clock, cancellationToken);
            }
        }
    }

    /// <summary>A connection to a database from which others can be created.</summary>
    public async Task<NpgsqlConnection> OpenMaintenanceAsync(CancellationToken cancellationToken)
    {
        List<FurrowException> refusals = [];
        foreach (string database in MaintenanceDatabases)
        {
            try
            {
                return await connector.OpenAsync(database, options.ConnectWait, cancellationToken);
            }
            catch (FurrowException exception)
                when (exception.Code is ErrorCode.DatabaseMissing or ErrorCode.DatabasePermission)
            {
                refusals.Add(exception);
            }
        }

        throw new FurrowException(
            ErrorCode.DatabasePermission,
            $"Database \"{connector.Target.Database}\" cannot be created: neither {MaintenanceDatabases[0]} nor "
            + $"{MaintenanceDatabases[1]} at {connector.Target.Address} can be connected to.",
            refusals[0])
        {
            Detail = string.Join('\n', refusals.Select(refusal => refusal.Message)),
            Hint = CreationHint(),
            SqlState = refusals[0].SqlState,
        };
    }

    private async Task<bool> IsListedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        NpgsqlBatchCommand query = RawSql.Command(
            "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", connector.Target.Database);
        return await RawSql.ScalarAsync(connection, query, cancellationToken) is true;
    }

    // 42P04 when it was there before us, 23505 when two statements race for the catalog's unique index.
    private static bool IsTaken(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation;

    private FurrowException Refused(PostgresException exception)
    {
        string message = exception.SqlState == PostgresErrorCodes.InsufficientPrivilege
            ? $"User \"{connector.Target.User}\" may not create database \"{connector.Target.Database}\"."
            : $"The server did not create database \"{connector.Target.Database}\": {exception.MessageText}.";
        return new FurrowException(ErrorCode.DatabasePermission, message, exception)
        {
            Detail = exception.Detail,
            Hint = exception.SqlState == PostgresErrorCodes.InsufficientPrivilege ? CreationHint() : exception.Hint,
            SqlState = exception.SqlState,
        };
    }

    private string CreationHint()
    {
        string database = SqlDialect.Postgres.QuoteIdentifier(connector.Target.Database);
        string user = connector.Target.User is { Length: > 0 } name
            ? SqlDialect.Postgres.QuoteIdentifier(name)
            : "CURRENT_USER";
        return $"An administrator can run: ALTER ROLE {user} CREATEDB; or: CREATE DATABASE {database} OWNER {user};";
    }
}
