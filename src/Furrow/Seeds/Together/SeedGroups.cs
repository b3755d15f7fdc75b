using System.Collections.Immutable;
using Furrow.Sql;

namespace Furrow.Seeds.Together;

/// <summary>A seed, and what it may have to do with; null for one that runs alone.</summary>
internal sealed record SeedPlace(PreparedSeed Seed, SeedFootprint? Footprint);

/// <summary>
/// Decides which seeds run at once: neighbours in the order, of one folder and one prefix, that do not depend on one
/// another and keep out of each other's tables.
/// </summary>
internal sealed class SeedGroups
{
    private readonly ImmutableArray<PreparedSeed> _seeds;
    private readonly ILookup<string, string> _depends;

    public SeedGroups(PreparedSeeds prepared)
    {
        _seeds = prepared.Seeds;
        _depends = prepared.Plan.ToRun.Select(planned => planned.Seed).Concat(prepared.Plan.Skipped)
            .SelectMany(seed => seed.Depends.Select(name => (seed.Name, On: name)))
            .ToLookup(pair => pair.Name, pair => pair.On, StringComparer.Ordinal);
        ArePossible = !_seeds.SelectMany(seed => seed.Steps).OfType<SeedScriptStep>()
            .SelectMany(script => script.Statements).Any(SessionStatement.Is);
    }

    /// <summary>False where a seed sets up the session, which those after it may count on.</summary>
    public bool ArePossible { get; }

    /// <summary>Whether the seed at a place may have company, by its name alone.</summary>
    public bool MayBegin(int first) => first + 1 < _seeds.Length && AreBeside(_seeds[first], _seeds[first + 1]);

    /// <summary>The seeds from a place on that run at once: one, or several.</summary>
    public ImmutableArray<SeedPlace> From(int first, TableFamilies families)
    {
        ImmutableArray<SeedPlace>.Builder group = ImmutableArray.CreateBuilder<SeedPlace>();
        foreach (PreparedSeed seed in _seeds.Skip(first))
        {
            SeedPlace place = new(seed, SeedFootprint.Of(seed, families));
            if (group.Count > 0 && !group.All(member => AreApart(member, place)))
            {
                break;
            }

            group.Add(place);
            if (place.Footprint is null)
            {
                break;
            }
        }

        return group.ToImmutable();
    }

    private bool AreApart(SeedPlace member, SeedPlace place) =>
        AreBeside(member.Seed, place.Seed)
        && member.Footprint is { } one && place.Footprint is { } other && one.IsApartFrom(other)
        && !Needs(NameOf(place.Seed), NameOf(member.Seed));

    private static bool AreBeside(PreparedSeed one, PreparedSeed other) =>
        one.Planned.Seed.Prefix is { } prefix && prefix == other.Planned.Seed.Prefix
        && string.Equals(one.Planned.Seed.Folder, other.Planned.Seed.Folder, StringComparison.Ordinal);

    private bool Needs(string seed, string needed)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Stack<string> open = new([seed]);
        while (open.TryPop(out string? name))
        {
            foreach (string next in _depends[name].Where(seen.Add))
            {
                open.Push(next);
            }
        }

        return seen.Contains(needed);
    }

    private static string NameOf(PreparedSeed seed) => seed.Planned.Seed.Name;
}
