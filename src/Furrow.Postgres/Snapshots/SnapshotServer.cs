using Furrow.Errors;
using Furrow.Postgres.ClientTools;
using Furrow.Postgres.Connecting;
using Furrow.Providers;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>One database and the server that it is on, as the work with whole databases needs them.</summary>
internal sealed class SnapshotServer(
    PostgresDatabase database, PostgresConnector connector, DatabaseCreation creation)
{
    private const int StoreJobsMax = 4;

    /// <summary>The client programs that store and load.</summary>
    public Toolbox Tools { get; init; } =
        new(connector.Target, database.Options.Clock, new ToolPurpose(ErrorCode.SnapshotFailed));

    /// <summary>The size from which a database is stored by several connections, as a directory. Bytes.</summary>
    public long DirectorySizeMin { get; init; } = 256L << 20;

    /// <summary>
    /// How many connections store a large one; with more than one it is a directory. One processor is left to whoever
    /// looks at the rows meanwhile: with as many as there are it takes as long and is no single file.
    /// </summary>
    public int StoreJobs { get; init; } = Math.Clamp(Environment.ProcessorCount - 1, 1, StoreJobsMax);

    /// <summary>Is called where a step of replacing begins; for tests that stop there.</summary>
    public Func<ReplaceStep, Task>? Reached { get; init; }

    /// <summary>The database that is stored or replaced.</summary>
    public PostgresDatabase Database => database;

    /// <summary>Its name.</summary>
    public string Name => connector.Target.Database;

    /// <summary>Host and port, for people.</summary>
    public string Address => connector.Target.Address;

    /// <summary>The role that was asked for; empty for the operating system's user.</summary>
    public string User => connector.Target.User;

    /// <summary>The clock.</summary>
    public TimeProvider Clock => database.Options.Clock;

    public static string Quote(string name) => SqlDialect.Postgres.QuoteIdentifier(name);

    /// <summary>A connection to a database from which others can be created, that nobody ends for being idle.</summary>
    public async Task<NpgsqlConnection> OpenMaintenanceAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await creation.OpenMaintenanceAsync(cancellationToken);
        try
        {
            foreach (string sql in connection.PostgreSqlVersion.Major >= 14
                ? (string[])["SET idle_session_timeout = 0", "SET statement_timeout = 0"]
                : ["SET statement_timeout = 0"])
            {
                await RawSql.ExecuteAsync(connection, sql, cancellationToken);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection to the database itself.</summary>
    public Task<NpgsqlConnection> OpenTargetAsync(CancellationToken cancellationToken) =>
        connector.OpenAsync(database.Options.ConnectWait, cancellationToken);

    /// <summary>A connection to a maintenance database or, where there is none for the role, to the database.</summary>
    public async Task<NpgsqlConnection> OpenAnyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await OpenMaintenanceAsync(cancellationToken);
        }
        catch (FurrowException exception) when (exception.Code == ErrorCode.DatabasePermission)
        {
            return await OpenTargetAsync(cancellationToken);
        }
    }

    /// <summary>Runs a CREATE DATABASE, waiting for others who copy the same template.</summary>
    public Task CreateAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        creation.RunAsync(connection, sql, cancellationToken);

    /// <summary>Another database of the server, used in the same way.</summary>
    public PostgresDatabase Open(string name)
    {
        DatabaseReference reference = database.Reference with
        {
            ConnectionString = connector.Target.Settings(name).ConnectionString,
            DatabaseName = name,
            Display = $"postgres://{connector.Target.Address}/{Uri.EscapeDataString(name)}",
        };
        return new PostgresDatabase((PostgresProvider)database.Provider, reference, database.Options);
    }

    public Task ReachAsync(ReplaceStep step) => Reached?.Invoke(step) ?? Task.CompletedTask;
}

/// <summary>The steps of replacing a database, in their order.</summary>
internal enum ReplaceStep
{
    /// <summary>The lock is held, what others left behind is dropped.</summary>
    Locked,

    /// <summary>The new database is there and empty.</summary>
    Created,

    /// <summary>It holds everything.</summary>
    Loaded,

    /// <summary>It is about to be given the old one's rights and settings.</summary>
    Committing,

    /// <summary>The names are about to be swapped, in a transaction that has not committed.</summary>
    Swapping,

    /// <summary>They are swapped; older databases are about to be dropped.</summary>
    Swapped,
}
