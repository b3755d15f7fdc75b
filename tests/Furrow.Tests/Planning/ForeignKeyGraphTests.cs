using Furrow.Planning;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Tests.Schema;

namespace Furrow.Tests.Planning;

/// <summary>Partitions, inheritance, ends outside the set, and names that hurt.</summary>
public sealed class ForeignKeyGraphTests
{
    private static ObjectName Name(string name) => SchemaBuilder.Name(name);

    /// <summary>events (partitioned, into 1 and 2) → users; visits → events; events → events.</summary>
    private static DatabaseSchema Events() => new SchemaBuilder()
        .Table("users")
        .Table("events", t => t.Partitioned("LIST (id)").References("users").References("events", true, "cause_id"))
        .Partition("events_1", of: "events")
        .Partition("events_2", of: "events", t => t.References("devices"))
        .Table("devices")
        .Table("visits", t => t.References("events"))
        .Build();

    private static string[] Keys(IEnumerable<KeyReference> references) =>
        [.. references.Select(reference => $"{reference.Table.Name}.{reference.Key.Name}")];

    private static string[] Keys(IEnumerable<ExternalReference> references) =>
        [.. references.Select(reference => $"{reference.Table.Name}.{reference.Key.Name}")];

    [Fact]
    public void A_partition_tree_is_one_group_with_each_declared_key_once()
    {
        ForeignKeyGraph graph = ForeignKeyGraph.Create(Events());

        TableGroup events = graph.Groups.Single(group => group.Name == Name("events"));
        Assert.Equal([Name("events"), Name("events_1"), Name("events_2")], events.Tables);
        Assert.Equal(Name("events"), events.Entry);
        Assert.Equal(
            [
                "events.events_cause_id_fkey",
                "events.events_users_id_fkey",
                "events_2.events_2_devices_id_fkey",
                "visits.visits_events_id_fkey",
            ],
            Keys(graph.References));
        Assert.Empty(graph.ReferencesToOutside);
        Assert.Empty(graph.ReferencesFromOutside);
    }

    [Fact]
    public void Partitions_are_loaded_after_their_parent_and_what_any_of_them_refers_to()
    {
        LoadPlan plan = LoadPlanner.Plan(Events(), Capabilities.Postgres);

        Assert.Equal(
            ["devices", "users", "events", "events_1", "events_2", "visits"],
            plan.Tables.Select(table => table.Name));
        var rowOrder = Assert.IsType<CycleBreak.RowOrder>(Assert.Single(plan.Breaks));
        Assert.Equal(Name("events"), rowOrder.WriteTo);
    }

    [Fact]
    public void Naming_a_partitioned_table_covers_its_partitions()
    {
        ForeignKeyGraph graph = ForeignKeyGraph.Create(Events(), [Name("events"), Name("visits")]);

        Assert.Equal(
            ["events.events_cause_id_fkey", "visits.visits_events_id_fkey"], Keys(graph.References));
        Assert.Equal(
            ["events.events_users_id_fkey", "events_2.events_2_devices_id_fkey"], Keys(graph.ReferencesToOutside));
    }

    [Fact]
    public void A_partition_alone_leaves_the_rest_of_its_tree_outside()
    {
        ForeignKeyGraph graph = ForeignKeyGraph.Create(Events(), [Name("events_1"), Name("visits")]);

        Assert.Equal(Name("events"), graph.Groups[0].Name);
        Assert.Equal(Name("events_1"), graph.Groups[0].Entry);
        Assert.Equal(
            ["events.events_cause_id_fkey", "visits.visits_events_id_fkey"], Keys(graph.References));
        Assert.Equal(
            ["events.events_cause_id_fkey", "events.events_users_id_fkey", "visits.visits_events_id_fkey"],
            Keys(graph.ReferencesToOutside));
        Assert.Equal(["events.events_cause_id_fkey"], Keys(graph.ReferencesFromOutside));
    }

    [Fact]
    public void Rows_of_several_partitions_without_their_parent_cannot_be_ordered()
    {
        var options = new LoadPlanOptions { Tables = [Name("events_2"), Name("events_1")] };

        LoadPlan plan = LoadPlanner.Plan(Events(), Capabilities.Postgres, options);

        Assert.Null(Assert.Single(plan.Graph.Groups).Entry);
        var broken = Assert.IsType<CycleBreak.MakeDeferrable>(Assert.Single(plan.Breaks));
        Assert.Equal(Name("events"), broken.Table);
    }

    [Fact]
    public void A_cycle_through_partitions_is_broken_where_the_key_is_declared()
    {
        DatabaseSchema schema = new SchemaBuilder()
            .Table("events", t => t.Partitioned("LIST (id)").References("visits"))
            .Partition("a_partition", of: "events")
            .Table("visits", t => t.References("events"))
            .Build();

        LoadPlan plan = LoadPlanner.Plan(schema, Capabilities.Postgres);

        var broken = Assert.IsType<CycleBreak.MakeDeferrable>(Assert.Single(plan.Breaks));
        Assert.Equal((Name("events"), "events_visits_id_fkey"), (broken.Table, broken.Key.Name));
        Assert.Equal(["events", "a_partition", "visits"], plan.Tables.Select(table => table.Name));
    }

    [Fact]
    public void A_column_that_is_required_in_one_partition_cannot_be_nulled()
    {
        LoadPlan Plan(bool isNullable) => LoadPlanner.Plan(
            new SchemaBuilder()
                .Table("events", t => t.Partitioned("LIST (id)").References("visits", nullable: true))
                .Partition("p", of: "events", t => t.With(table => table with
                {
                    Columns = [.. table.Columns.Select(column => column with { IsNullable = isNullable })],
                    PrimaryKey = null,
                }).Column("k").PrimaryKey("k"))
                .Table("visits", t => t.References("events"))
                .Build(),
            Capabilities.Nothing);

        Assert.IsType<CycleBreak.NullThenUpdate>(Assert.Single(Plan(isNullable: true).Breaks));
        Assert.False(Plan(isNullable: false).IsPossible);
    }

    [Fact]
    public void A_column_of_the_partition_key_cannot_be_nulled()
    {
        DatabaseSchema schema = new SchemaBuilder()
            .Table("events", t => t.Partitioned("LIST (visits_id)").References("visits", nullable: true))
            .Partition("p", of: "events")
            .Table("visits", t => t.References("events"))
            .Build();

        LoadPlan plan = LoadPlanner.Plan(schema, Capabilities.Nothing);

        Assert.Contains("used by the partition key", Assert.Single(plan.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_copies_a_server_keeps_for_partitions_of_a_referenced_table_add_nothing()
    {
        DatabaseSchema schema = new SchemaBuilder()
            .Table("events", t => t.Partitioned("LIST (id)"))
            .Partition("p", of: "events")
            .Table("visits", t => t.References("events").References(
                Name("p"), ["events_id"], ["id"], key => key with { Name = "copy", IsInherited = true }))
            .Build();

        Assert.Equal(["visits.visits_events_id_fkey"], Keys(ForeignKeyGraph.Create(schema).References));
    }

    [Fact]
    public void A_key_whose_partitioned_table_was_not_read_cannot_be_altered()
    {
        Table Orphan(Table table) => table with
        {
            PartitionOf = new ObjectName("unread", "events"),
            ForeignKeys = [.. table.ForeignKeys.Select(key => key with { IsInherited = true })],
        };
        DatabaseSchema schema = new SchemaBuilder()
            .Table("p", t => t.References("visits").With(Orphan))
            .Table("q", t => t.References("visits").With(Orphan))
            .Table("visits", t => t.References("p"))
            .Build();

        LoadPlan plan = LoadPlanner.Plan(schema, Capabilities.Postgres);

        Assert.Equal(new ObjectName("unread", "events"), plan.Graph.Groups[1].Name);
        Assert.Equal([true, false, false], plan.Graph.References.Reverse().Select(key => key.IsAlterable));
        var broken = Assert.IsType<CycleBreak.MakeDeferrable>(Assert.Single(plan.Breaks));
        Assert.Equal("visits_p_id_fkey", broken.Key.Name);
    }

    [Fact]
    public void Deep_partition_trees_stay_in_order()
    {
        DatabaseSchema schema = new SchemaBuilder()
            .Table("m", t => t.Partitioned("LIST (id)"))
            .Partition("z", of: "m", t => t.Partitioned("LIST (id)"))
            .Partition("a", of: "z")
            .Partition("n", of: "m")
            .Build();

        TableGroup group = Assert.Single(ForeignKeyGraph.Create(schema).Groups);
        Assert.Equal(["m", "n", "z", "a"], group.Tables.Select(table => table.Name));
        TableGroup below = Assert.Single(ForeignKeyGraph.Create(schema, [Name("a"), Name("z")]).Groups);
        Assert.Equal((Name("m"), Name("z")), (below.Name, below.Entry));
    }

    [Fact]
    public void A_table_that_is_a_partition_of_itself_is_no_schema()
    {
        DatabaseSchema schema = new SchemaBuilder()
            .Table("a", t => t.With(table => table with { PartitionOf = Name("b") }))
            .Table("b", t => t.With(table => table with { PartitionOf = Name("a") }))
            .Build();

        Assert.Throws<ArgumentException>(() => ForeignKeyGraph.Create(schema));
    }

    [Fact]
    public void Inheriting_tables_hold_their_own_rows_and_keys()
    {
        DatabaseSchema schema = new SchemaBuilder()
            .Table("payments")
            .Table("a_refund", t => t.References("users").With(table => table with { Inherits = [Name("payments")] }))
            .Table("users", t => t.References("payments"))
            .Build();

        LoadPlan plan = LoadPlanner.Plan(schema, Capabilities.Nothing);

        Assert.Equal(["payments", "users", "a_refund"], plan.Tables.Select(table => table.Name));
        Assert.Equal(3, plan.Graph.Groups.Length);
    }

    [Fact]
    public void A_key_to_a_table_that_was_not_read_leads_outside()
    {
        DatabaseSchema schema = new SchemaBuilder().Table("a", t => t.References("elsewhere")).Build();

        LoadPlan plan = LoadPlanner.Plan(schema, Capabilities.Nothing);

        Assert.Equal(["a.a_elsewhere_id_fkey"], Keys(plan.Graph.ReferencesToOutside));
        Assert.Equal(
            [
                "Load order: 1 table, 0 broken keys",
                "  1. public.a",
                "Needs rows of tables that are not loaded:",
                "  public.a a_elsewhere_id_fkey -> public.elsewhere",
            ],
            plan.Describe());
    }

    [Fact]
    public void Tables_of_one_name_in_two_schemas_and_keys_of_one_name_are_told_apart()
    {
        ForeignKey Same(ForeignKey key) => key with { Name = "fk" };
        DatabaseSchema schema = new SchemaBuilder()
            .Table(new ObjectName("s", "t"), t => t
                .Column("x").References(new ObjectName("s.t", "t"), ["x"], ["id"], Same))
            .Table(new ObjectName("s.t", "t"), t => t
                .Column("x").References(new ObjectName("s", "t.t"), ["x"], ["id"], Same))
            .Table(new ObjectName("s", "t.t"))
            .Build();

        LoadPlan plan = LoadPlanner.Plan(schema, Capabilities.Nothing);

        Assert.Equal([new("s", "t.t"), new("s.t", "t"), new ObjectName("s", "t")], plan.Tables);
    }

    [Fact]
    public void Hostile_names_stay_on_their_line()
    {
        const string Hostile = "a\" -> b\r\n\u001b]0;x\u2028\u202e";
        DatabaseSchema schema = new SchemaBuilder()
            .Table(Hostile, t => t.References("b", with: key => key with { Name = Hostile }))
            .Table("b", t => t.References(Hostile))
            .Build();

        LoadPlan plan = LoadPlanner.Plan(schema, Capabilities.Postgres);
        LoadPlan refused = LoadPlanner.Plan(schema, Capabilities.Nothing);

        Assert.Equal([Name(Hostile), Name("b")], plan.Tables);
        Assert.All(
            plan.Describe().Concat(refused.Describe()).Append(refused.Problems[0].Message),
            line => Assert.DoesNotContain(line, character => character < ' ' || character is '\u2028' or '\u202e'));
        Assert.EndsWith(
            @"public.a"" -> b\u000d\u000a\u001b]0;x\u2028\u202e", plan.Describe()[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_reads_like_this()
    {
        DatabaseSchema schema = new SchemaBuilder()
            .Table("stores", t => t.References("staff"))
            .Table("staff", t => t.References("stores").References("staff", true, "manager_id"))
            .Table("rentals", t => t.Partitioned("LIST (id)").References("staff"))
            .Partition("rentals_1", of: "rentals")
            .Table("notes", t => t.References("note_texts", true))
            .Table("note_texts", t => t.References("notes", with: key => key with
            {
                Deferrability = Deferrability.InitiallyDeferred,
            }))
            .Build();

        Assert.Equal(
            [
                "Load order: 6 tables, 3 broken keys",
                "  1. public.note_texts",
                "  2. public.notes",
                "     public.note_texts note_texts_notes_id_fkey -> public.notes: checked at commit",
                "  3. public.staff",
                "  4. public.stores",
                "     public.staff staff_manager_id_fkey -> public.staff: rows that are referred to go first",
                "     public.staff staff_stores_id_fkey -> public.stores: made deferrable, checked before commit, "
                    + "then set back",
                "  5. public.rentals (partitioned)",
                "  6. public.rentals_1 (partition of public.rentals)",
            ],
            LoadPlanner.Plan(schema, Capabilities.Postgres).Describe());
        Assert.Equal(
            [
                "Cannot be loaded: 1 cycle of foreign keys",
                "  public.staff -> public.stores -> public.staff (public.staff staff_stores_id_fkey: not deferrable, "
                    + "and stores_id is NOT NULL; public.stores stores_staff_id_fkey: not deferrable, and staff_id is "
                    + "NOT NULL)",
            ],
            LoadPlanner.Plan(schema, new ProviderCapabilities()).Describe());
    }
}
