using System.Collections.Concurrent;
using Furrow.Providers;
using Furrow.State;

namespace Furrow.Seeds.Together;

/// <summary>A session of its own that seeds run on, one at a time.</summary>
internal sealed record SeedLane(WorkContext Work, SeedStepContext Steps);

/// <summary>The sessions that seeds run on at once; opened when needed, up to so many.</summary>
internal sealed class SeedLanes : IAsyncDisposable
{
    private readonly WorkContext _work;
    private readonly SemaphoreSlim _free;
    private readonly ConcurrentBag<SeedLane> _idle = [];
    private readonly ConcurrentBag<ISession> _opened = [];

    public SeedLanes(WorkContext work, SeedSurroundings surroundings, int count)
    {
        (_work, Surroundings) = (work, surroundings);
        _free = new SemaphoreSlim(count, count);
    }

    /// <summary>What the project and its host give.</summary>
    public SeedSurroundings Surroundings { get; }

    /// <summary>A lane that nobody else has; waits for one.</summary>
    public async Task<SeedLane> TakeAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return _idle.TryTake(out SeedLane? lane) ? lane : await OpenAsync(cancellationToken);
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    /// <summary>Gives one back.</summary>
    public void Return(SeedLane lane)
    {
        // Seeds on other lanes may have changed the catalog since.
        lane.Steps.ForgetSchema();
        _idle.Add(lane);
        _free.Release();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ISession session in _opened)
        {
            await session.DisposeAsync();
        }

        _free.Dispose();
    }

    private async Task<SeedLane> OpenAsync(CancellationToken cancellationToken)
    {
        ISession session = await _work.Database.OpenSessionAsync(SessionAccess.Write, cancellationToken);
        _opened.Add(session);
        WorkContext lane = _work with
        {
            Session = session,
            State = await StateStore.OpenAsync(session, _work.Database, cancellationToken),
            Sequences = null,
        };
        return new SeedLane(lane, new SeedStepContext(lane, Surroundings));
    }
}
