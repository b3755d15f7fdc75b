using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Furrow.Planning;
using Furrow.Schema;
using Furrow.Tests.Schema;

namespace Furrow.Tests.Planning;

/// <summary>What holds for every schema.</summary>
public sealed class LoadPlannerProperties
{
    private static void Holds(Arbitrary<RandomSchema> schemas, Action<RandomSchema> property, int runs = 500) =>
        Check.One(
            Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(runs), Prop.ForAll(schemas, property));

    private static void HoldsWhenPossible(Action<RandomSchema, LoadPlan> property) => Holds(
        RandomSchema.Upto(9),
        schema =>
        {
            LoadPlan plan = schema.Plan();
            if (plan.IsPossible)
            {
                property(schema, plan);
            }
        });

    private static HashSet<string> BrokenKeys(LoadPlan plan) => [.. plan.Breaks.Select(broken => broken.Key.Name)];

    /// <summary>Whether edges between numbered tables can all point backwards in some order.</summary>
    private static bool IsAcyclic(int tableCount, IEnumerable<RandomKey> keys)
    {
        var left = Enumerable.Range(0, tableCount).ToHashSet();
        List<RandomKey> edges = [.. keys];
        while (left.FirstOrDefault(table => !edges.Exists(key => key.From == table), -1) is >= 0 and var free)
        {
            left.Remove(free);
            edges.RemoveAll(key => key.To == free);
            edges.RemoveAll(key => !left.Contains(key.From));
        }

        return left.Count == 0;
    }

    private static IEnumerable<int[]> Permutations(int count) => count == 0
        ? [[]]
        : Permutations(count - 1).SelectMany(shorter => Enumerable.Range(0, count)
            .Select(at => (int[])[.. shorter[..at], count - 1, .. shorter[at..]]));

    [Fact]
    public void Every_table_has_one_place() => HoldsWhenPossible((schema, plan) =>
        Assert.Equal(schema.Build().Tables.Select(table => table.Name), plan.Tables.Order()));

    [Fact]
    public void Every_key_is_broken_or_points_backwards() => HoldsWhenPossible((schema, plan) =>
    {
        HashSet<string> broken = BrokenKeys(plan);
        for (int index = 0; index < schema.Keys.Length; index++)
        {
            RandomKey key = schema.Keys[index];
            int from = plan.Tables.IndexOf(SchemaBuilder.Name(RandomSchema.TableName(key.From)));
            int to = plan.Tables.IndexOf(SchemaBuilder.Name(RandomSchema.TableName(key.To)));
            Assert.True(to < from || broken.Contains(RandomSchema.KeyName(index)));
        }
    });

    [Fact]
    public void Keeping_any_one_broken_key_would_close_a_cycle() => HoldsWhenPossible((schema, plan) =>
    {
        HashSet<string> broken = BrokenKeys(plan);
        for (int index = 0; index < schema.Keys.Length; index++)
        {
            if (broken.Contains(RandomSchema.KeyName(index)))
            {
                IEnumerable<RandomKey> kept = schema.Keys.Where((_, other) =>
                    other == index || !broken.Contains(RandomSchema.KeyName(other)));
                Assert.False(IsAcyclic(schema.TableCount, kept));
            }
        }
    });

    [Fact]
    public void No_key_is_broken_for_the_sake_of_cheaper_ones() => HoldsWhenPossible((schema, plan) =>
    {
        HashSet<string> broken = BrokenKeys(plan);
        for (int index = 0; index < schema.Keys.Length; index++)
        {
            if (broken.Contains(RandomSchema.KeyName(index)))
            {
                int rank = schema.Rank(schema.Keys[index])!.Value;
                IEnumerable<RandomKey> keptAndAsDear = schema.Keys.Where((other, at) => at == index
                    || (!broken.Contains(RandomSchema.KeyName(at)) && (schema.Rank(other) ?? int.MaxValue) >= rank));
                Assert.False(IsAcyclic(schema.TableCount, keptAndAsDear));
            }
        }
    });

    [Fact]
    public void The_order_of_the_input_does_not_matter() => HoldsAlways((schema, plan) =>
    {
        DatabaseSchema built = schema.Build();
        var chance = new Random(schema.Keys.Length);
        DatabaseSchema shuffled = built with
        {
            Tables =
            [
                .. built.Tables.OrderBy(_ => chance.Next()).Select(table => table with
                {
                    ForeignKeys = [.. table.ForeignKeys.OrderBy(_ => chance.Next())],
                }),
            ],
        };

        LoadPlan again = LoadPlanner.Plan(shuffled, schema.Capabilities, schema.Options);

        Assert.Equal(plan.Describe(), again.Describe());
    });

    [Fact]
    public void Tables_that_nothing_refers_to_come_and_go_without_moving_others() => HoldsAlways((schema, plan) =>
    {
        // New tables before, between and behind the others by name: alone, in a cycle of their own, referring to all.
        SchemaBuilder more = new SchemaBuilder()
            .Table("a_alone")
            .Table("t00_x", t => t.References("z_y", with: key => key with
            {
                Deferrability = Deferrability.InitiallyDeferred,
            }))
            .Table("z_y", t => t.References("t00_x"))
            .Table("a_reader", t => t.References(RandomSchema.TableName(schema.TableCount - 1)))
            .Table("z_reader", t =>
            {
                for (int table = 0; table < schema.TableCount; table++)
                {
                    t.References(RandomSchema.TableName(table));
                }
            })
            .Table("z_alone");
        DatabaseSchema built = schema.Build();
        ImmutableArray<Table> added = more.Build().Tables;
        DatabaseSchema larger = built with { Tables = [.. added, .. built.Tables] };

        LoadPlan grown = LoadPlanner.Plan(larger, schema.Capabilities, schema.Options);

        HashSet<ObjectName> names = [.. added.Select(table => table.Name)];
        Assert.Equal(plan.IsPossible, grown.IsPossible);
        Assert.Equal(plan.Tables, grown.Tables.Where(table => !names.Contains(table)));
        Assert.Equal(
            plan.Breaks.Select(broken => (broken.Key.Name, broken.GetType())),
            grown.Breaks.Where(broken => !names.Contains(broken.Table))
                .Select(broken => (broken.Key.Name, broken.GetType())));
    });

    [Fact]
    public void A_step_comes_after_one_of_larger_name_only_if_it_waits() => HoldsWhenPossible((schema, plan) =>
    {
        string[] names = [.. plan.Steps.Select(step => step.Tables.Min().Name)];
        int StepOf(int table) => plan.Steps
            .Select((step, at) => (step, at))
            .First(item => item.step.Tables.Contains(SchemaBuilder.Name(RandomSchema.TableName(table)))).at;
        (int From, int To)[] waits = [.. schema.Keys.Select(key => (StepOf(key.From), StepOf(key.To)))];
        for (int late = 0; late < names.Length; late++)
        {
            for (int early = 0; early < late; early++)
            {
                Assert.True(
                    string.CompareOrdinal(names[early], names[late]) < 0
                    || Array.Exists(waits, wait => wait.From == late && wait.To >= early && wait.To < late));
            }
        }
    });

    [Fact]
    public void Rows_loaded_by_the_plan_violate_nothing() => Holds(
        RandomSchema.Upto(6),
        schema =>
        {
            if (schema.Plan().IsPossible)
            {
                Assert.Null(LoadSimulation.Violation(schema, seed: schema.Keys.Length * 31 + schema.TableCount));
            }
        });

    [Fact]
    public void A_plan_is_refused_only_if_no_order_of_tables_would_do() => Holds(
        RandomSchema.Upto(5),
        schema =>
        {
            // Every order of tables, the dearest key it breaks; null for an order that breaks what cannot be broken.
            int? cheapest = null;
            foreach (int[] order in Permutations(schema.TableCount))
            {
                int?[] ranks =
                [
                    .. schema.Keys.Where(key => Array.IndexOf(order, key.To) >= Array.IndexOf(order, key.From))
                        .Select(schema.Rank),
                ];
                if (Array.TrueForAll(ranks, rank => rank is not null))
                {
                    int dearest = ranks.Append(-1).Max()!.Value;
                    cheapest = Math.Min(cheapest ?? int.MaxValue, dearest);
                }
            }

            LoadPlan plan = schema.Plan();
            Assert.Equal(cheapest is not null, plan.IsPossible);
            if (cheapest is not null)
            {
                IEnumerable<int> used = plan.Breaks.Select(broken => RankOf(broken));
                Assert.Equal(cheapest, used.Append(-1).Max());
            }
        },
        runs: 300);

    [Fact]
    public void Problems_are_cycles_of_keys_that_cannot_be_broken_and_share_none_but_leave_none_out() => Holds(
        RandomSchema.Upto(7),
        schema =>
        {
            LoadPlan plan = LoadPlanner.Plan(schema.Build(), Capabilities.Nothing, schema.Options);
            RandomSchema judge = schema with { Capabilities = Capabilities.Nothing };
            Dictionary<string, RandomKey> stuck = schema.Keys
                .Select((key, index) => (key, name: RandomSchema.KeyName(index)))
                .Where(item => judge.Rank(item.key) is null)
                .ToDictionary(item => item.name, item => item.key, StringComparer.Ordinal);
            foreach (LoadPlanProblem problem in plan.Problems)
            {
                RandomKey[] cycle = [.. problem.Keys.Select(key => stuck[key.Key.Name])];
                for (int at = 0; at < cycle.Length; at++)
                {
                    Assert.Equal(cycle[at].To, cycle[(at + 1) % cycle.Length].From);
                    Assert.Equal(SchemaBuilder.Name(RandomSchema.TableName(cycle[at].From)), problem.Tables[at]);
                }

                Assert.Equal(problem.Tables.Min(), problem.Tables[0]);
                Assert.Equal(problem.Tables.Length, problem.Tables.Distinct().Count());
            }

            string[] reported = [.. plan.Problems.SelectMany(problem => problem.Keys).Select(key => key.Key.Name)];
            Assert.Equal(reported.Length, reported.Distinct(StringComparer.Ordinal).Count());
            Assert.True(IsAcyclic(
                schema.TableCount, stuck.Where(key => !reported.Contains(key.Key)).Select(key => key.Value)));
        });

    private static void HoldsAlways(Action<RandomSchema, LoadPlan> property) =>
        Holds(RandomSchema.Upto(9), schema => property(schema, schema.Plan()));

    private static int RankOf(CycleBreak broken) => broken switch
    {
        CycleBreak.RowOrder => 0,
        CycleBreak.Defer => 1,
        CycleBreak.DeferAll => 2,
        CycleBreak.MakeDeferrable => 3,
        CycleBreak.DropAndRestore => 4,
        _ => 5,
    };
}
