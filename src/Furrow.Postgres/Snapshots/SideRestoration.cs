using System.Data;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>A complete database beside the one that it is to replace.</summary>
internal sealed class SideRestoration : IRestoration
{
    private readonly SnapshotServer _server;
    private readonly NpgsqlConnection _keeper;
    private readonly SideDatabase _side;
    private readonly CancellationTokenSource _stop;
    private readonly Task _analysing;
    private bool _isCommitted;

    private SideRestoration(
        SnapshotServer server, NpgsqlConnection keeper, SideDatabase side, PostgresDatabase database, ISession session)
    {
        _server = server;
        _keeper = keeper;
        _side = side;
        _stop = new CancellationTokenSource();
        _analysing = side.IsAnalysed ? Task.CompletedTask : AnalyseAsync(database, _stop.Token);
        Database = database;
        Session = session;
    }

    /// <inheritdoc />
    public ISession Session { get; }

    /// <inheritdoc />
    public IDatabase Database { get; }

    /// <inheritdoc />
    public bool IsInPlace => false;

    /// <summary>Takes over the connection that holds the lock, unless this throws.</summary>
    public static async Task<SideRestoration> OpenAsync(
        SnapshotServer server, NpgsqlConnection keeper, SideDatabase side, CancellationToken cancellationToken)
    {
        PostgresDatabase database = server.Open(side.Name);
        try
        {
            ISession session = await database.OpenSessionAsync(SessionAccess.Write, cancellationToken);
            return new SideRestoration(server, keeper, side, database, session);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async Task<Replaced> CommitAsync(CancellationToken cancellationToken)
    {
        await _server.ReachAsync(ReplaceStep.Committing);
        await _analysing.WaitAsync(cancellationToken);
        await Session.DisposeAsync();
        await Database.DisposeAsync();
        Replaced replaced = await new DatabaseSwap(_server, _keeper).RunAsync(_side, cancellationToken);
        _isCommitted = true;
        return replaced;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            // What became of it mattered to the commit alone.
            await _stop.CancelAsync();
            await _analysing.ContinueWith(static _ => { }, TaskScheduler.Default);
            _stop.Dispose();
            await Session.DisposeAsync();
            await Database.DisposeAsync();
            if (!_isCommitted && _side.Previous is null)
            {
                await DropAsync(_server, _keeper, _side.Name);
            }
        }
        finally
        {
            await _keeper.DisposeAsync();
        }
    }

    // Beside whoever looks at the rows meanwhile: the new database is nobody else's yet.
    private static async Task AnalyseAsync(PostgresDatabase database, CancellationToken cancellationToken)
    {
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Write, cancellationToken);
        await Statistics.GatherAsync((NpgsqlConnection)session.Connection, cancellationToken);
    }

    /// <summary>Drops a side database, over another connection where the one that holds the lock is gone.</summary>
    public static async Task DropAsync(SnapshotServer server, NpgsqlConnection keeper, string name)
    {
        if (keeper.FullState == ConnectionState.Open)
        {
            await KeptDatabases.DropAsync(keeper, name, CancellationToken.None);
        }
        else
        {
            await using NpgsqlConnection another = await server.OpenMaintenanceAsync(CancellationToken.None);
            await KeptDatabases.DropAsync(another, name, CancellationToken.None);
        }
    }
}

/// <summary>The database beside.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Previous">What is known of it where it is one that was replaced; null for one made anew.</param>
/// <param name="IsAnalysed">Whether the planner's statistics are in it.</param>
/// <param name="KeepsReplaced">Whether what it replaces is kept for undoing that.</param>
internal sealed record SideDatabase(
    string Name, KeptDatabase? Previous, bool IsAnalysed, bool KeepsReplaced = true);
