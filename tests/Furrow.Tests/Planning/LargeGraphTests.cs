using Furrow.Planning;
using Furrow.Schema;
using Furrow.Tests.Schema;

namespace Furrow.Tests.Planning;

/// <summary>Graphs far larger than any schema, held to a number of steps instead of a time.</summary>
public sealed class LargeGraphTests
{
    private const int ChainLength = 10_000;
    private const int CliqueSize = 2_000;

    private static string TableName(int number) => $"t{number:00000}";

    private static DatabaseSchema Graph(int tableCount, Func<int, IEnumerable<int>> references)
    {
        var builder = new SchemaBuilder();
        for (int number = 0; number < tableCount; number++)
        {
            IEnumerable<int> targets = references(number);
            builder.Table(TableName(number), t =>
            {
                foreach (int target in targets)
                {
                    t.References(SchemaBuilder.Name(TableName(target)), ["id"], ["id"], key => key with
                    {
                        Name = $"fk_{target:00000}",
                    });
                }
            });
        }

        return builder.Build();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_chain_of_ten_thousand_tables_is_ordered_in_linear_steps(int direction)
    {
        DatabaseSchema schema = Graph(ChainLength, number =>
            number + direction is >= 0 and < ChainLength and var next ? [next] : []);

        LoadPlan plan = LoadPlanner.Plan(schema, Capabilities.Postgres);

        IEnumerable<ObjectName> expected = schema.Tables.Select(table => table.Name);
        Assert.Equal(direction > 0 ? expected.Reverse() : expected, plan.Tables);
        Assert.Empty(plan.Breaks);
        Assert.InRange(plan.PlanningStepCount, ChainLength, 5 * ChainLength);
    }

    [Fact]
    public void A_ring_of_ten_thousand_tables_is_opened_once_in_linear_steps()
    {
        DatabaseSchema schema = Graph(ChainLength, number => [(number + 1) % ChainLength]);

        LoadPlan plan = LoadPlanner.Plan(schema, Capabilities.Postgres);

        Assert.Equal("fk_00001", Assert.Single(plan.Breaks).Key.Name);
        Assert.Equal(TableName(0), plan.Tables[0].Name);
        Assert.Equal(TableName(1), plan.Tables[^1].Name);
        Assert.InRange(plan.PlanningStepCount, ChainLength, 15 * ChainLength);
    }

    [Fact]
    public void Two_thousand_tangled_tables_are_ordered_in_nodes_times_edges_steps()
    {
        const int KeysPerTable = 40;
        long edgeCount = CliqueSize * KeysPerTable;
        DatabaseSchema schema = Graph(CliqueSize, number => Enumerable.Range(1, KeysPerTable)
            .Select(step => (number + (step * step * 7)) % CliqueSize)
            .Where(target => target != number)
            .Distinct());

        LoadPlan plan = LoadPlanner.Plan(schema, Capabilities.Postgres);

        Assert.Equal(CliqueSize, plan.Tables.Distinct().Count());
        Assert.InRange(plan.Breaks.Length, 1, edgeCount / 2);
        Assert.InRange(plan.PlanningStepCount, edgeCount, CliqueSize * (CliqueSize + edgeCount));
    }

    [Fact]
    public void Refusing_a_tangle_takes_no_longer_than_listing_the_limit_of_cycles()
    {
        const int KeysPerTable = 10;
        DatabaseSchema schema = Graph(CliqueSize, number =>
            Enumerable.Range(-KeysPerTable / 2, KeysPerTable + 1)
                .Where(step => step != 0)
                .Select(step => (number + step + CliqueSize) % CliqueSize));

        LoadPlan plan = LoadPlanner.Plan(schema, Capabilities.Nothing);

        long size = CliqueSize * (KeysPerTable + 1);
        Assert.Equal(LoadPlanner.ProblemCountMax, plan.Problems.Length);
        Assert.InRange(plan.PlanningStepCount, size, 4 * LoadPlanner.ProblemCountMax * size);
    }

    [Fact]
    public void A_complete_graph_of_keys_in_both_directions_ends_as_a_line()
    {
        const int Size = 120;
        DatabaseSchema schema = Graph(Size, number => Enumerable.Range(0, Size).Where(other => other != number));

        LoadPlan plan = LoadPlanner.Plan(schema, Capabilities.Postgres);

        Assert.Equal(schema.Tables.Select(table => table.Name), plan.Tables);
        Assert.Equal(Size * (Size - 1) / 2, plan.Breaks.Length);
    }
}
