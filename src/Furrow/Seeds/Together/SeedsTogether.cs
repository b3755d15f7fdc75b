using System.Collections.Immutable;
using Furrow.State;

namespace Furrow.Seeds.Together;

/// <summary>Applies seeds, several at once where that makes no difference to what comes of it.</summary>
internal sealed class SeedsTogether(WorkContext work, IReadOnlyDictionary<string, string> variables, int jobs)
{
    private readonly SeedApplication _alone = new(work, variables);

    /// <summary>Whether a command can have more than one seed at once.</summary>
    public static bool Can(WorkContext work, int jobs) =>
        jobs > 1 && work.Shared is null && work.Database.Provider.Capabilities.ConcurrentWriters;

    /// <summary>Applies them; calls <paramref name="progress"/> after each with how many are done.</summary>
    public async Task<ImmutableArray<SeedOutcomeRecord>> RunAsync(
        PreparedSeeds prepared, Action<int> progress, CancellationToken cancellationToken)
    {
        List<SeedOutcomeRecord> done = [];
        SeedGroups groups = new(prepared);
        await using SeedLanes lanes = new(work, variables, jobs);
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
                    if (done.Count == before + group.Length)
                    {
                        continue;
                    }
                }
            }

            // Alone: it has to, or it stumbled beside others.
            done.Add(await _alone.RunAsync(prepared.Seeds[done.Count], cancellationToken));
            progress(done.Count);
        }

        return [.. done];
    }
}
