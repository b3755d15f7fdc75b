using System.Globalization;
using Furrow.Errors;
using Furrow.Scenarios.Planning;
using Furrow.Tests.Generation;

namespace Furrow.Tests.Scenarios.Planning;

/// <summary>Rows that refer to rows: trees, weights, and pairs that come once.</summary>
public sealed class RelationTests
{
    private const string Tree = """
        parameters: { users: 200 }
        tables:
          users:
            rows: ${users}
            let: { level: { level: referred_by } }
            columns:
              email: a
              first_name: b
              referred_by: { tree: 3, children: 4 }
              points: ${level}
              balance: ${referred_by.points}

        """;

    [Fact]
    public void A_tree_ends_at_its_roots_and_its_levels_can_be_read()
    {
        IReadOnlyDictionary<string, string?[]> cells = Studio.Cells(Studio.Plan(Tree), "users");
        for (int row = 0; row < 200; row++)
        {
            string? above = cells["referred_by"][row];
            int level = Number(cells["points"][row]!);
            Assert.Equal(level == 0, above is null);
            Assert.InRange(level, 0, 2);
            Assert.Equal(above is null ? null : $"{level - 1}.00", cells["balance"][row]);
            Assert.Equal(level - 1, above is null ? -1 : Number(cells["points"][Number(above) - 1]!));
        }

        Assert.Equal(10, cells["referred_by"].Count(above => above is null));
    }

    [Fact]
    public void More_rows_change_no_parent_and_the_size_of_batches_changes_nothing()
    {
        string?[] few = Studio.Cells(Studio.Plan(Tree), "users")["referred_by"];
        GenerationPlan many = Studio.Plan(Tree.Replace("users: 200", "users: 5000", StringComparison.Ordinal));
        Assert.Equal(few, Studio.Cells(many, "users")["referred_by"].Take(200));
        Assert.Equal(Studio.Cells(many, "users")["referred_by"], Studio.Cells(many, "users", 7)["referred_by"]);
    }

    [Theory]
    [InlineData("referred_by: { tree: 0 }", "a tree has from 1 to 1000 levels")]
    [InlineData("referred_by: { tree: 3, children: 0 }", "rows from 1 child on average")]
    [InlineData("referred_by: { tree: 900, children: 2 }", "has more than 2^63 rows")]
    [InlineData("referred_by: { tree: 3, null_rate: 0.5 }", "the roots of a tree have no row above")]
    [InlineData("points: { tree: 3 }", "users.points does not refer to its own table")]
    [InlineData("points: { level: referred_by }", "users.referred_by is no tree")]
    public void What_is_no_tree_is_told(string column, string expected) => Assert.Contains(
        expected,
        Studio.Problem(
            $"tables:\n  users:\n    rows: 2\n    columns:\n      email: a\n      first_name: b\n      {column}\n"),
        StringComparison.Ordinal);

    // A chi-square further than six deviations off comes once in a hundred thousand years of builds.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(77)]
    public void Weighted_picks_are_as_often_as_their_weights_say(long seed)
    {
        const string Weighted = """
            tables:
              users:
                rows: 20000
                columns:
                  email: a
                  first_name: b
                  referred_by: { pick: users, where: '${row < 50}', weight: '${row % 10}' }
            """;
        string?[] picks = Studio.Cells(
            Studio.Plan(Weighted, request => request with { RandomSeed = seed }), "users")["referred_by"];
        long[] counts = new long[50];
        foreach (string? pick in picks)
        {
            counts[Number(pick!) - 1]++;
        }

        double[] expected = [.. Enumerable.Range(0, 50).Select(row => row % 10 * 20000.0 / 225)];
        Assert.All(Enumerable.Range(0, 5), ten => Assert.Equal(0, counts[ten * 10]));
        Statistics.AssertFits(
            [.. counts.Where((_, row) => row % 10 > 0)], [.. expected.Where(share => share > 0)], "weighted picks");
    }

    [Fact]
    public void A_plan_that_takes_more_memory_than_it_may_is_refused_with_what_takes_most()
    {
        const string Counted = """
            tables:
              users: { rows: 50000, columns: { email: a, first_name: b } }
              rooms: { rows: 50000, columns: { name: a } }
              classes:
                per: rooms
                count: { uniform: 0..5 }
                columns: { starts_at: '${as_of}', seats: 3 }
            """;
        Assert.True(Studio.Plan(Counted).ByteCount > 10_000);
        FurrowException error = Assert.Throws<FurrowException>(
            () => Studio.Plan(Counted, request => request with { MemoryBytes = 10_000 }));
        Assert.Equal(ErrorCode.GenerateCapacity, error.Code);
        Assert.Contains("and may take 0.01; the rows of classes take ", error.Message, StringComparison.Ordinal);
        Assert.Contains("scenarios: { memory: … }", error.Hint, StringComparison.Ordinal);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
