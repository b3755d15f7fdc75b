using System.Collections.Immutable;
using Furrow.Seeds;

namespace Furrow.Workflows.SeedTesting;

/// <summary>
/// Another order of seeds that is as good as theirs by what they say they depend on: of all that may come next, always
/// the one that usually comes last. That is as far from the usual order as can be.
/// </summary>
internal static class OtherOrder
{
    /// <summary>The order; equal to the given one where that is the only one.</summary>
    /// <param name="seeds">Seeds, each after all that it depends on.</param>
    public static ImmutableArray<SeedFile> Of(ImmutableArray<SeedFile> seeds)
    {
        HashSet<string> there = [.. seeds.Select(seed => seed.Name)];
        HashSet<string> done = new(StringComparer.Ordinal);
        List<SeedFile> open = [.. seeds];
        ImmutableArray<SeedFile>.Builder order = ImmutableArray.CreateBuilder<SeedFile>(seeds.Length);
        while (open.Count > 0)
        {
            int next = open.FindLastIndex(seed =>
                seed.Depends.All(name => done.Contains(name) || !there.Contains(name)));
            order.Add(open[next]);
            done.Add(open[next].Name);
            open.RemoveAt(next);
        }

        return order.MoveToImmutable();
    }
}
