using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Seeds;

namespace Furrow.Workflows.SeedTesting;

/// <summary>
/// Applies seeds in some order. One that fails is tried again after each that follows, so that it is known which one it
/// was waiting for.
/// </summary>
internal sealed class OrderRun(SeedTestBed bed)
{
    private readonly Dictionary<string, ImmutableArray<TableChanges>> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FurrowException> _errors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _waitedFor = new(StringComparer.Ordinal);

    /// <summary>What each seed that could be applied in the end wrote, by name.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<TableChanges>> Written => _written;

    /// <summary>The first error of each seed that failed.</summary>
    public IReadOnlyDictionary<string, FurrowException> Errors => _errors;

    /// <summary>For each seed that failed at first: the seed after which it did not.</summary>
    public IReadOnlyDictionary<string, string> WaitedFor => _waitedFor;

    public async Task RunAsync(ImmutableArray<SeedFile> order, CancellationToken cancellationToken)
    {
        List<SeedFile> waiting = [];
        foreach (SeedFile seed in order)
        {
            if (await TryAsync(seed, cancellationToken))
            {
                await TryAgainAsync(waiting, seed.Name, cancellationToken);
            }
            else
            {
                waiting.Add(seed);
            }
        }
    }

    private async Task TryAgainAsync(List<SeedFile> waiting, string after, CancellationToken cancellationToken)
    {
        for (int place = 0; place < waiting.Count;)
        {
            SeedFile seed = waiting[place];
            bool failedBefore = _errors.ContainsKey(seed.Name);
            if (!await TryAsync(seed, cancellationToken))
            {
                place++;
                continue;
            }

            if (failedBefore)
            {
                _waitedFor.Add(seed.Name, after);
            }

            // Others may have waited for this one.
            (after, place) = (seed.Name, 0);
            waiting.Remove(seed);
        }
    }

    private async Task<bool> TryAsync(SeedFile seed, CancellationToken cancellationToken)
    {
        if (seed.Depends.Any(name => !_written.ContainsKey(name)))
        {
            return false;
        }

        try
        {
            _written.Add(seed.Name, await bed.ApplyAsync(seed, cancellationToken));
            return true;
        }
        catch (FurrowException e) when (SeedTrials.IsOfTheSeed(e))
        {
            _errors.TryAdd(seed.Name, e);
            return false;
        }
    }
}
