using System.Collections.Immutable;
using Furrow.State;

namespace Furrow.Seeds.Together;

/// <summary>Applies seeds, several at once where that makes no difference to what comes of it.</summary>
internal sealed class SeedsTogether(WorkContext work, SeedSurroundings surroundings, int jobs)
{
    private readonly SeedApplication _alone = new(work, surroundings);

    /// <summary>Whether a command can have more than one seed at once.</summary>
    public static bool Can(WorkContext work, int jobs) =>
        jobs > 1 && work.Shared is null && work.Database.Provider.Capabilities.ConcurrentWriters;

    /// <summary>Applies them; calls <paramref name="progress"/> after each with how many are done.</summary>
    public async Task<ImmutableArray<SeedOutcomeRecord>> RunAsync(
        PreparedSeeds prepared, Action<int> progress, CancellationToken cancellationToken)
    {
        List<SeedOutcomeRecord> done = [];
        SeedGroups groups = new(prepared);
        await using SeedLanes lanes = new(work, surroundings, jobs);
        while (done.Count < prepared.Seeds.Length)
        {
            if (groups.ArePossible && groups.MayBegin(done.Count))
            {
                int before = done.Count;
                int told = before;
                TableFamilies families = new(await work.Session.ReadSchemaAsync(cancellationToken));
                ImmutableArray<SeedPlace> group = groups.From(before, families);
                if (group.Length > 1)
                {
                    SeedGroupRun run = new(work, lanes, group, families, () => progress(++told));
                    done.AddRange(await run.RunAsync(cancellationToken));
                    await CommittedAsync(prepared.Seeds[before..done.Count], cancellationToken);
                    if (done.Count == before + group.Length)
                    {
                        continue;
                    }
                }
            }

            // Alone: it has to, or it stumbled beside others.
            PreparedSeed alone = prepared.Seeds[done.Count];
            done.Add(await _alone.RunAsync(alone, cancellationToken));
            alone.Release();
            progress(done.Count);
        }

        return [.. done];
    }

    private static async Task CommittedAsync(
        ImmutableArray<PreparedSeed> seeds, CancellationToken cancellationToken)
    {
        foreach (PreparedSeed seed in seeds)
        {
            foreach (ISeedStep step in seed.Steps)
            {
                await step.CommittedAsync(cancellationToken);
            }

            seed.Release();
        }
    }
}
