using Furrow.Planning;
using Furrow.Schema;
using Furrow.Tests.Schema;

namespace Furrow.Tests.Planning;

/// <summary>When a key's rows can go in as NULL first: a ↔ b where only a's key could ever be nulled.</summary>
public sealed class NullableKeyTests
{
    private static readonly ObjectName s_b = SchemaBuilder.Name("b");

    /// <summary>The columns of a's key that are nulled, or the refusal.</summary>
    private static string Outcome(Action<TableBuilder> a, Action<SchemaBuilder>? more = null)
    {
        SchemaBuilder schema = new SchemaBuilder().Table("a", a).Table(
            "b", t => t.References("a").Column("tenant").Column("code").Unique("tenant", "code"));
        more?.Invoke(schema);
        LoadPlan plan = LoadPlanner.Plan(schema.Build(), Capabilities.Nothing);
        return plan.IsPossible
            ? string.Join(",", Assert.IsType<CycleBreak.NullThenUpdate>(Assert.Single(plan.Breaks)).Columns)
            : string.Join("\n", plan.Problems.Select(problem => problem.Message));
    }

    private static TableBuilder Composite(TableBuilder table, Func<ForeignKey, ForeignKey>? with = null) =>
        table.References(s_b, ["tenant", "code"], ["tenant", "code"], with);

    private static ForeignKey Full(ForeignKey key) => key with { IsMatchFull = true };

    [Fact]
    public void One_nullable_column_of_a_composite_key_is_enough() =>
        Assert.Equal("code", Outcome(t => Composite(t.Column("tenant").Column("code", nullable: true))));

    [Fact]
    public void No_more_columns_are_nulled_than_needed() => Assert.Equal(
        "tenant", Outcome(t => Composite(t.Column("tenant", nullable: true).Column("code", nullable: true))));

    [Fact]
    public void Match_full_takes_all_columns() => Assert.Equal(
        "tenant,code",
        Outcome(t => Composite(t.Column("tenant", nullable: true).Column("code", nullable: true), Full)));

    [Fact]
    public void Match_full_with_a_required_column_is_refused() => Assert.Contains(
        "tenant is NOT NULL",
        Outcome(t => Composite(t.Column("tenant").Column("code", nullable: true), Full)),
        StringComparison.Ordinal);

    [Fact]
    public void A_column_shared_with_another_foreign_key_stays() => Assert.Equal(
        "code",
        Outcome(
            t => Composite(t.Column("tenant", nullable: true).Column("code", nullable: true))
                .References(SchemaBuilder.Name("tenants"), ["tenant"], ["id"]),
            more => more.Table("tenants")));

    [Fact]
    public void A_key_all_of_whose_nullable_columns_are_shared_is_refused() => Assert.Contains(
        "tenant is also used by a_tenant_fkey, code is NOT NULL",
        Outcome(
            t => Composite(t.Column("tenant", nullable: true).Column("code"))
                .References(SchemaBuilder.Name("tenants"), ["tenant"], ["id"]),
            more => more.Table("tenants")),
        StringComparison.Ordinal);

    [Fact]
    public void A_column_of_the_primary_key_stays() => Assert.Contains(
        "b_id is also used by a_pkey",
        Outcome(t => t.Unique("id").References("b", nullable: true).PrimaryKey("id", "b_id")),
        StringComparison.Ordinal);

    [Fact]
    public void A_generated_column_stays() => Assert.Contains(
        "b_id is filled by the database",
        Outcome(t => t
            .Column("b_id", nullable: true, with: column => column with { Generated = GeneratedKind.Stored })
            .References("b")),
        StringComparison.Ordinal);

    [Fact]
    public void An_identity_column_stays() => Assert.Contains(
        "b_id is filled by the database",
        Outcome(t => t
            .Column("b_id", nullable: true, with: column => column with { Identity = IdentityKind.ByDefault })
            .References("b")),
        StringComparison.Ordinal);

    [Fact]
    public void A_referenced_column_stays() => Assert.Contains(
        "b_id is itself referenced",
        Outcome(
            t => t.References("b", nullable: true).Unique("b_id"),
            more => more.Table("c", c => c.Column("x").References(SchemaBuilder.Name("a"), ["x"], ["b_id"]))),
        StringComparison.Ordinal);

    [Fact]
    public void A_unique_column_may_be_null_many_times() =>
        Assert.Equal("b_id", Outcome(t => t.References("b", nullable: true).Unique("b_id")));

    [Fact]
    public void A_unique_column_whose_nulls_are_equal_stays() => Assert.Contains(
        "b_id is also used by a_b_id_key",
        Outcome(t => t
            .References("b", nullable: true)
            .Unique(["b_id"], key => key with { NullsNotDistinct = true })),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("b_id IS NULL", true)]
    [InlineData("(\"B_ID\" IS NULL)", true)]
    [InlineData("web_id IS NULL OR b_idx > 0", false)]
    public void A_column_that_the_condition_of_a_unique_index_mentions_stays(string predicate, bool stays) =>
        Assert.Equal(
            stays,
            Outcome(t => t
                .References("b", nullable: true)
                .Column("slug")
                .Unique(["slug"], key => key with { Predicate = predicate }))
                .Contains("b_id is also used by a_slug_key", StringComparison.Ordinal));

    [Fact]
    public void A_column_that_a_unique_expression_mentions_stays() => Assert.Contains(
        "b_id is also used by a_slug_key",
        Outcome(t => t
            .References("b", nullable: true)
            .Column("slug")
            .Unique(["slug"], key => key with { Parts = [new KeyPart(null, "COALESCE(b_id, 0)")] })),
        StringComparison.Ordinal);

    [Fact]
    public void A_column_that_a_check_mentions_stays() => Assert.Contains(
        "b_id is also used by one_owner",
        Outcome(t => t
            .References("b", nullable: true)
            .Column("c_id", nullable: true)
            .Check("one_owner", "num_nonnulls(b_id, c_id) = 1")),
        StringComparison.Ordinal);

    [Fact]
    public void A_column_that_an_exclusion_mentions_stays() => Assert.Contains(
        "b_id is also used by no_overlap",
        Outcome(t => t.References("b", nullable: true).With(table => table with
        {
            Exclusions =
            [
                new ExclusionConstraint("no_overlap", "EXCLUDE (b_id WITH =)", Deferrability.NotDeferrable),
            ],
        })),
        StringComparison.Ordinal);

    [Fact]
    public void Hostile_column_names_are_found_in_expressions_and_kept_on_one_line()
    {
        const string Name = "b\"\n\u001b[31m";
        string outcome = Outcome(t => t
            .References("b", nullable: true, column: Name)
            .Check("c", "(\"b\"\"\n\u001b[31m\" IS NOT NULL)"));

        Assert.Contains("b\"\\u000a\\u001b[31m is also used by c", outcome, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', outcome);
    }

    [Fact]
    public void Rows_that_cannot_be_found_again_cannot_wait_for_an_update()
    {
        Assert.Contains(
            "public.a has no key to find the rows by",
            Outcome(t => t.References("b", nullable: true).PrimaryKey()),
            StringComparison.Ordinal);
        Assert.Equal("b_id", Outcome(t => t.References("b", nullable: true).PrimaryKey().Unique("id")));
        Assert.Contains(
            "public.a has no key",
            Outcome(t => t.References("b", nullable: true).PrimaryKey().Column("u", nullable: true).Unique("u")),
            StringComparison.Ordinal);
    }
}
