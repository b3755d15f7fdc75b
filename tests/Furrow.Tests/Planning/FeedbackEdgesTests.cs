using Furrow.Planning;

namespace Furrow.Tests.Planning;

/// <summary>How near the greedy choice comes to the smallest one.</summary>
public sealed class FeedbackEdgesTests
{
    private const int RunCount = 2_000;

    [Fact]
    public void The_choice_is_the_smallest_nearly_always_in_small_tangles()
    {
        var chance = new Random(1);
        int larger = 0;
        for (int run = 0; run < RunCount; run++)
        {
            int nodeCount = chance.Next(2, 8);
            RankedEdge[] edges =
            [
                .. Enumerable.Range(0, chance.Next(nodeCount, 3 * nodeCount))
                    .Select(_ => new RankedEdge(chance.Next(nodeCount), chance.Next(nodeCount), Rank: 1))
                    .Where(edge => edge.From != edge.To),
            ];

            int chosen = FeedbackEdges.Choose(nodeCount, edges, new StepCounter()).Count(isBroken => isBroken);
            int smallest = Smallest(nodeCount, edges);

            Assert.InRange(chosen, smallest, smallest + 2);
            larger += chosen > smallest ? 1 : 0;
        }

        Assert.InRange(larger, 0, RunCount / 20);
    }

    [Fact]
    public void A_cheaper_rank_gives_way_to_a_dearer_one()
    {
        RankedEdge[] edges = [new(0, 1, Rank: 5), new(1, 0, Rank: 1), new(1, 2, Rank: 1), new(2, 0, Rank: 1)];

        Assert.Equal([false, true, false, true], FeedbackEdges.Choose(3, edges, new StepCounter()));
    }

    [Fact]
    public void Ties_in_one_rank_go_by_what_cheaper_ranks_would_cost()
    {
        RankedEdge[] edges = [new(0, 1, Rank: 3), new(1, 0, Rank: 3), new(0, 1, Rank: 1)];

        Assert.Equal([false, true, false], FeedbackEdges.Choose(2, edges, new StepCounter()));
    }

    /// <summary>
    /// The fewest edges that point forwards in any order, over sets of placed nodes (Held and Karp's scheme).
    /// </summary>
    private static int Smallest(int nodeCount, RankedEdge[] edges)
    {
        int[] fewest = new int[1 << nodeCount];
        for (int placed = 1; placed < fewest.Length; placed++)
        {
            fewest[placed] = Enumerable.Range(0, nodeCount).Where(node => (placed >> node & 1) == 1).Min(last =>
                fewest[placed & ~(1 << last)] + edges.Count(edge => edge.To == last
                    && edge.From != last && (placed >> edge.From & 1) == 1));
        }

        return fewest[^1];
    }
}
