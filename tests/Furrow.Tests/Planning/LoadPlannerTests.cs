using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Planning;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Tests.Schema;

namespace Furrow.Tests.Planning;

/// <summary>Order and breaks of small graphs, each drawn by hand.</summary>
public sealed class LoadPlannerTests
{
    private static string[] Order(LoadPlan plan) => [.. plan.Tables.Select(table => table.Name)];

    private static string[] Breaks(LoadPlan plan) =>
        [.. plan.Breaks.Select(broken => $"{broken.GetType().Name} {broken.Table.Name}.{broken.Key.Name}")];

    private static LoadPlan Plan(
        SchemaBuilder schema, ProviderCapabilities capabilities, LoadPlanOptions? options = null) =>
        LoadPlanner.Plan(schema.Build(), capabilities, options);

    private static ForeignKey Deferrable(ForeignKey key) =>
        key with { Deferrability = Deferrability.InitiallyImmediate };

    private static ForeignKey Deferred(ForeignKey key) => key with { Deferrability = Deferrability.InitiallyDeferred };

    private static SchemaBuilder TwoCycle(
        bool aNullable = false,
        bool bNullable = false,
        Func<ForeignKey, ForeignKey>? a = null,
        Func<ForeignKey, ForeignKey>? b = null) => new SchemaBuilder()
        .Table("a", t => t.References("b", aNullable, with: a))
        .Table("b", t => t.References("a", bNullable, with: b));

    [Fact]
    public void An_empty_schema_has_an_empty_plan()
    {
        LoadPlan plan = LoadPlanner.Plan(DatabaseSchema.Empty, Capabilities.Nothing);

        Assert.True(plan.IsPossible);
        Assert.Empty(plan.Steps);
        Assert.Equal(["Load order: 0 tables, 0 broken keys"], plan.Describe());
    }

    [Fact]
    public void Referenced_tables_come_first_and_ties_go_by_schema_then_name_ordinal()
    {
        var schema = new SchemaBuilder()
            .Table("b")
            .Table("B")
            .Table("é")
            .Table(new ObjectName("other", "a"), t => t.References("zoo"))
            .Table("a", t => t.References("zoo").References("b"))
            .Table("zoo");

        LoadPlan plan = Plan(schema, Capabilities.Nothing);

        string[] expected = ["public.B", "public.b", "public.zoo", "other.a", "public.a", "public.é"];
        Assert.Equal(expected, plan.Tables.Select(table => table.ToString()));
        Assert.Equal(expected.Reverse(), plan.DeleteOrder.Select(table => table.ToString()));
    }

    [Fact]
    public void A_self_reference_is_left_to_the_order_of_rows()
    {
        LoadPlan plan = Plan(new SchemaBuilder().Table("a", t => t.References("a")), Capabilities.Postgres);

        var rowOrder = Assert.IsType<CycleBreak.RowOrder>(Assert.Single(plan.Breaks));
        Assert.Equal(SchemaBuilder.Name("a"), rowOrder.WriteTo);
        Assert.Equal("a_a_id_fkey", rowOrder.Key.Name);
    }

    [Fact]
    public void Each_self_reference_of_a_table_is_broken()
    {
        var schema = new SchemaBuilder()
            .Table("a", t => t.References("a", column: "parent_id").References("a", column: "root_id"));

        Assert.Equal(
            ["RowOrder a.a_parent_id_fkey", "RowOrder a.a_root_id_fkey"], Breaks(Plan(schema, Capabilities.Nothing)));
    }

    [Fact]
    public void Without_control_over_the_rows_a_self_reference_is_broken_like_any_key()
    {
        var options = new LoadPlanOptions { CanOrderRows = false };
        var required = new SchemaBuilder().Table("a", t => t.References("a"));
        var nullable = new SchemaBuilder().Table("a", t => t.References("a", nullable: true));

        Assert.Equal(["MakeDeferrable a.a_a_id_fkey"], Breaks(Plan(required, Capabilities.Postgres, options)));
        Assert.Equal(["DeferAll a.a_a_id_fkey"], Breaks(Plan(required, Capabilities.Sqlite, options)));
        Assert.Equal(["NullThenUpdate a.a_a_id_fkey"], Breaks(Plan(nullable, Capabilities.Nothing, options)));
        LoadPlan refused = Plan(required, Capabilities.Nothing, options);
        Assert.Equal("public.a -> public.a", Assert.Single(refused.Problems).Cycle);
    }

    [Fact]
    public void A_cycle_of_required_keys_is_made_deferrable_where_the_database_can()
    {
        LoadPlan plan = Plan(TwoCycle(), Capabilities.Postgres);

        Assert.Equal(["MakeDeferrable a.a_b_id_fkey"], Breaks(plan));
        Assert.Equal(["a", "b"], Order(plan));
        Assert.Single(plan.Steps);
    }

    [Fact]
    public void A_deferrable_key_is_preferred_to_changing_a_definition()
    {
        LoadPlan plan = Plan(TwoCycle(b: Deferrable), Capabilities.Postgres);

        Assert.Equal(["Defer b.b_a_id_fkey"], Breaks(plan));
        Assert.Equal(["b", "a"], Order(plan));
    }

    [Fact]
    public void Changing_a_definition_is_preferred_to_rewriting_rows()
    {
        LoadPlan plan = Plan(TwoCycle(aNullable: true), Capabilities.Postgres);

        Assert.Equal(["MakeDeferrable a.a_b_id_fkey"], Breaks(plan));
    }

    [Fact]
    public void The_last_resort_is_null_first()
    {
        LoadPlan plan = Plan(TwoCycle(bNullable: true), Capabilities.Nothing);

        var update = Assert.IsType<CycleBreak.NullThenUpdate>(Assert.Single(plan.Breaks));
        Assert.Equal(["a_id"], update.Columns);
        Assert.Equal(SchemaBuilder.Name("b"), update.Table);
        Assert.Equal(["b", "a"], Order(plan));
    }

    [Fact]
    public void One_switch_defers_everything_where_there_is_one()
    {
        Assert.Equal(["DeferAll a.a_b_id_fkey"], Breaks(Plan(TwoCycle(), Capabilities.Sqlite)));
    }

    [Fact]
    public void Where_one_switch_defers_everything_only_initially_deferred_keys_defer_themselves()
    {
        LoadPlan immediate = Plan(TwoCycle(b: Deferrable), Capabilities.Sqlite);
        LoadPlan deferred = Plan(TwoCycle(b: Deferred), Capabilities.Sqlite);

        Assert.Equal(["DeferAll a.a_b_id_fkey"], Breaks(immediate));
        Assert.Equal(["Defer b.b_a_id_fkey"], Breaks(deferred));
    }

    [Fact]
    public void A_key_can_be_taken_off_where_it_cannot_be_altered()
    {
        Assert.Equal(["DropAndRestore a.a_b_id_fkey"], Breaks(Plan(TwoCycle(), Capabilities.OnlyDrop)));
    }

    [Fact]
    public void Keys_between_the_same_tables_are_broken_together()
    {
        var schema = new SchemaBuilder()
            .Table("a", t => t.References("b", column: "x", with: Deferrable).References("b", column: "y"))
            .Table("b", t => t.References("a"));

        LoadPlan plan = Plan(schema, Capabilities.Postgres);

        Assert.Equal(["MakeDeferrable b.b_a_id_fkey"], Breaks(plan));
        Assert.Equal(["b", "a"], Order(plan));
    }

    [Fact]
    public void One_key_that_two_cycles_share_is_broken_once()
    {
        var schema = new SchemaBuilder()
            .Table("a", t => t.References("b").References("c"))
            .Table("b", t => t.References("hub"))
            .Table("c", t => t.References("hub"))
            .Table("hub", t => t.References("a"));

        LoadPlan plan = Plan(schema, Capabilities.Postgres);

        Assert.Equal(["MakeDeferrable hub.hub_a_id_fkey"], Breaks(plan));
        Assert.Equal(["hub", "b", "c", "a"], Order(plan));
    }

    [Fact]
    public void Overlapping_cycles_are_broken_each_by_its_cheapest_key()
    {
        var schema = new SchemaBuilder()
            .Table("a", t => t.References("b"))
            .Table("b", t => t.References("a", with: Deferrable).References("c"))
            .Table("c", t => t.References("b", nullable: true));

        LoadPlan plan = Plan(schema, Capabilities.Nothing);

        Assert.Equal(["Defer b.b_a_id_fkey", "NullThenUpdate c.c_b_id_fkey"], Breaks(plan));
        Assert.Equal(["c", "b", "a"], Order(plan));
    }

    [Fact]
    public void Tables_between_two_cycles_are_ordered_with_both()
    {
        var schema = new SchemaBuilder()
            .Table("a", t => t.References("b", with: Deferrable).References("m"))
            .Table("b", t => t.References("a"))
            .Table("m", t => t.References("x"))
            .Table("x", t => t.References("y"))
            .Table("y", t => t.References("x", with: Deferrable));

        LoadPlan plan = Plan(schema, Capabilities.Nothing);

        Assert.Equal(["y", "x", "m", "a", "b"], Order(plan));
        Assert.Equal([2, 1, 2], plan.Steps.Select(step => step.Tables.Length));
        Assert.Equal([1, 0, 1], plan.Steps.Select(step => step.Breaks.Length));
    }

    [Fact]
    public void Above_the_limit_keys_are_taken_off()
    {
        ImmutableDictionary<ObjectName, long> rows = ImmutableDictionary<ObjectName, long>.Empty
            .Add(SchemaBuilder.Name("a"), 11_000_000)
            .Add(SchemaBuilder.Name("b"), 12_000_000);
        var options = new LoadPlanOptions { RowCounts = rows };

        Assert.Equal(["DropAndRestore a.a_b_id_fkey"], Breaks(Plan(TwoCycle(), Capabilities.Postgres, options)));
        Assert.Equal(
            ["DropAndRestore a.a_b_id_fkey"],
            Breaks(Plan(TwoCycle(a: Deferrable, b: Deferrable), Capabilities.Postgres, options)));
        Assert.Equal(["MakeDeferrable a.a_b_id_fkey"], Breaks(Plan(TwoCycle(), Capabilities.OnlyAlter, options)));
        Assert.Equal(["DeferAll a.a_b_id_fkey"], Breaks(Plan(TwoCycle(), Capabilities.Sqlite, options)));
        Assert.Equal(
            ["MakeDeferrable a.a_b_id_fkey"],
            Breaks(Plan(TwoCycle(), Capabilities.Postgres, options with { DeferredCheckCountMax = 11_000_000 })));
    }

    [Fact]
    public void A_key_of_the_smaller_table_is_deferred_rather_than_one_of_the_larger_taken_off()
    {
        var options = new LoadPlanOptions
        {
            RowCounts = ImmutableDictionary<ObjectName, long>.Empty.Add(SchemaBuilder.Name("a"), 11_000_000),
        };

        Assert.Equal(["MakeDeferrable b.b_a_id_fkey"], Breaks(Plan(TwoCycle(), Capabilities.Postgres, options)));
    }

    [Fact]
    public void The_limit_is_for_the_whole_plan_and_the_largest_go_first()
    {
        var schema = new SchemaBuilder();
        ImmutableDictionary<ObjectName, long> rows = ImmutableDictionary<ObjectName, long>.Empty;
        foreach ((string pair, long count) in new[] { ("p", 4_000_000L), ("q", 5_000_000L), ("r", 3_000_000L) })
        {
            schema.Table($"{pair}1", t => t.References($"{pair}2")).Table($"{pair}2", t => t.References($"{pair}1"));
            rows = rows.Add(SchemaBuilder.Name($"{pair}1"), count).Add(SchemaBuilder.Name($"{pair}2"), count);
        }

        LoadPlan plan = Plan(schema, Capabilities.Postgres, new LoadPlanOptions { RowCounts = rows });

        Assert.Equal(
            ["MakeDeferrable p1.p1_p2_id_fkey", "DropAndRestore q1.q1_q2_id_fkey", "MakeDeferrable r1.r1_r2_id_fkey"],
            Breaks(plan));
    }

    [Fact]
    public void Row_counts_near_the_largest_number_do_not_overflow()
    {
        ImmutableDictionary<ObjectName, long> rows = ImmutableDictionary<ObjectName, long>.Empty
            .Add(SchemaBuilder.Name("a"), long.MaxValue)
            .Add(SchemaBuilder.Name("b"), long.MaxValue);
        var options = new LoadPlanOptions { RowCounts = rows };

        Assert.Equal(["DropAndRestore a.a_b_id_fkey"], Breaks(Plan(TwoCycle(), Capabilities.Postgres, options)));
        Assert.Equal(["MakeDeferrable a.a_b_id_fkey"], Breaks(Plan(TwoCycle(), Capabilities.OnlyAlter, options)));
    }

    [Fact]
    public void Every_cycle_that_cannot_be_broken_is_listed()
    {
        var schema = new SchemaBuilder()
            .Table("a", t => t.References("b"))
            .Table("b", t => t.References("a").References("c"))
            .Table("c", t => t.References("b"))
            .Table("x", t => t.References("y"))
            .Table("y", t => t.References("x"));

        LoadPlan plan = Plan(schema, Capabilities.Nothing);

        Assert.False(plan.IsPossible);
        Assert.Empty(plan.Steps);
        Assert.Empty(plan.Tables);
        Assert.Equal(
            [
                "public.a -> public.b -> public.a",
                "public.b -> public.c -> public.b",
                "public.x -> public.y -> public.x",
            ],
            plan.Problems.Select(problem => problem.Cycle));
        Assert.Equal(
            "public.x -> public.y -> public.x (public.x x_y_id_fkey: not deferrable, and y_id is NOT NULL; "
            + "public.y y_x_id_fkey: not deferrable, and x_id is NOT NULL)",
            plan.Problems[2].Message);
    }

    [Fact]
    public void A_refusal_carries_the_callers_code_and_every_problem()
    {
        LoadPlan plan = Plan(
            new SchemaBuilder()
                .Table("a", t => t.References("b"))
                .Table("b", t => t.References("a"))
                .Table("x", t => t.References("y"))
                .Table("y", t => t.References("x")),
            Capabilities.Nothing);

        FurrowException refusal = Assert.Throws<FurrowException>(() => plan.ThrowIfImpossible(ErrorCode.ImportFailed));

        Assert.Equal(ErrorCode.ImportFailed, refusal.Code);
        Assert.Contains("2 cycles", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(plan.Problems.Select(problem => problem.Message), refusal.Detail!.Split('\n'));
        Assert.NotNull(refusal.Hint);
        LoadPlan possible = Plan(TwoCycle(), Capabilities.Postgres);
        possible.ThrowIfImpossible(ErrorCode.ImportFailed);
    }

    [Fact]
    public void No_more_problems_are_listed_than_anybody_reads()
    {
        var schema = new SchemaBuilder();
        for (int pair = 0; pair < LoadPlanner.ProblemCountMax + 5; pair++)
        {
            schema.Table($"a{pair}", t => t.References($"b{pair}")).Table($"b{pair}", t => t.References($"a{pair}"));
        }

        Assert.Equal(LoadPlanner.ProblemCountMax, Plan(schema, Capabilities.Nothing).Problems.Length);
    }

    [Fact]
    public void A_table_that_is_not_there_is_the_callers_mistake()
    {
        var options = new LoadPlanOptions { Tables = [SchemaBuilder.Name("missing")] };

        ArgumentException mistake =
            Assert.Throws<ArgumentException>(() => Plan(TwoCycle(), Capabilities.Nothing, options));
        Assert.Contains("public.missing", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subset_is_planned_by_itself()
    {
        var options = new LoadPlanOptions { Tables = [SchemaBuilder.Name("a"), SchemaBuilder.Name("a")] };

        LoadPlan plan = Plan(TwoCycle(), Capabilities.Nothing, options);

        Assert.Equal(["a"], Order(plan));
        Assert.Empty(plan.Breaks);
        Assert.Equal("a_b_id_fkey", Assert.Single(plan.Graph.ReferencesToOutside).Key.Name);
        Assert.Equal("b_a_id_fkey", Assert.Single(plan.Graph.ReferencesFromOutside).Key.Name);
    }
}
