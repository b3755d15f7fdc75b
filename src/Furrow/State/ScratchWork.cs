using System.Data.Common;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;

namespace Furrow.State;

/// <summary>
/// Work that needs scratch databases, one at a time: made when it is asked for, dropped when the next one is or the
/// work is over, however it ends.
/// </summary>
public sealed class ScratchWork : IAsyncDisposable
{
    private readonly IDatabase _server;
    private readonly ScratchRequest _request;
    private readonly EventHub _events;
    private IScratchDatabase? _scratch;
    private ISession? _session;

    /// <summary>Work beside a database. Makes nothing yet.</summary>
    /// <param name="server">Where scratch databases are made, and what they are like; never changed itself.</param>
    /// <param name="request">How they are made.</param>
    /// <param name="events">Where it is told that one could not be dropped.</param>
    public ScratchWork(IDatabase server, ScratchRequest request, EventHub events)
    {
        _server = server;
        _request = request;
        _events = events;
    }

    /// <summary>The database in use.</summary>
    /// <exception cref="InvalidOperationException">None was made yet.</exception>
    public IDatabase Database => _scratch?.Database ?? throw new InvalidOperationException("No database was made yet.");

    /// <summary>A new empty database in place of the one before; its session.</summary>
    public async Task<ISession> StartAnewAsync(CancellationToken cancellationToken)
    {
        await DropAsync();
        _scratch = await _server.CreateScratchAsync(_request, cancellationToken);
        return _session = await _scratch.Database.OpenSessionAsync(SessionAccess.Write, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await DropAsync();

    // What went wrong in the work must not be hidden by this, and whatever stays is dropped by the next run.
    private async Task DropAsync()
    {
        if (_scratch is not { } scratch)
        {
            return;
        }

        string name = scratch.Database.Reference.DatabaseName;
        try
        {
            if (_session is not null)
            {
                await _session.DisposeAsync();
            }

            await scratch.DisposeAsync();
        }
        catch (Exception e) when (e is DbException or FurrowException or IOException or UnauthorizedAccessException)
        {
            _events.Emit(new WarningRaised(
                $"The scratch database {name} could not be dropped: {_server.Provider.Explain(e).Message}",
                "The next command that makes a scratch database there drops it."));
        }

        (_scratch, _session) = (null, null);
    }
}
