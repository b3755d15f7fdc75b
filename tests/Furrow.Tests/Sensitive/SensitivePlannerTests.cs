using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Schema;
using Furrow.Sensitive;
using Furrow.Tests.Schema;

namespace Furrow.Tests.Sensitive;

/// <summary>What becomes of furrow.yaml's settings, and of columns that nobody has settled.</summary>
public sealed class SensitivePlannerTests
{
    private static readonly DatabaseSchema Shop = Build();

    [Fact]
    public void What_is_found_and_not_settled_is_undecided()
    {
        SensitivePlan plan = Plan("users.email: keep");
        Assert.Equal(SensitiveOutcome.Keep, plan.Find(SchemaBuilder.Name("users"), "email")?.Outcome);
        Assert.Contains(plan.Undecided, column => column is { Column: "password_hash", Kind: SensitiveKind.Password });
        Assert.Null(plan.Find(SchemaBuilder.Name("users"), "id"));
        Assert.Empty(SensitivePlan.Empty.Undecided);
    }

    [Theory]
    [InlineData("user.email: keep", "names a table that there is not — did you mean 'users'?")]
    [InlineData("public.user.email: keep", "did you mean 'public.users'?")]
    [InlineData("users.emial: keep", "names a column that public.users does not have — did you mean 'email'?")]
    [InlineData("notes.body: keep", "may mean audit.notes.body or public.notes.body")]
    [InlineData("users.email: keep, public.users.email: keep", "twice, with and without its schema")]
    [InlineData("events_2026.email: keep", "names a partition, whose columns are those of public.events")]
    [InlineData("users.email: { generate: emial }", "'emial', which there is not — did you mean 'email'?")]
    [InlineData("users.email: null", "public.users.email cannot be null: it is NOT NULL")]
    [InlineData("users.email: exclude", "cannot be exclude: it is NOT NULL and has no default")]
    [InlineData("users.locale: null", "it is NOT NULL; with exclude it would get its default")]
    [InlineData("users.id: exclude", "NOT NULL and has no default")]
    [InlineData("users.handle: null", "other rows refer to it (public.posts.author_handle)")]
    [InlineData("users.handle: exclude", "other rows refer to it")]
    [InlineData("users.nick: exclude", "the same default, and it is part of the key users_nick_key")]
    [InlineData("users.badge: null", "the key users_badge_key takes two NULLs for equal")]
    [InlineData("pairs.a: null", "is MATCH FULL")]
    [InlineData("users.age: { generate: email }", "`email` makes text, and the column is integer (32 bits)")]
    [InlineData("users.code4: { generate: email }", "`email` needs 16 characters, and there is room for 4")]
    [InlineData("users.email: { generate: name }", "it is part of a key, and `name` makes about")]
    [InlineData("users.settings: { generate: text }", "`text` makes text, and the column is JSON")]
    [InlineData("users.handle: { generate: username }, posts.author_handle: keep", "its rows would refer to nothing")]
    [InlineData("users.handle: { generate: username }, posts.author_handle: { generate: token }", "refer to nothing")]
    [InlineData("users.email_lower: { generate: email }", "it is computed from other columns")]
    public void What_the_database_does_not_allow_is_said(string settings, string message)
    {
        FurrowException e = Assert.Throws<FurrowException>(() => Plan(settings));
        Assert.Equal(ErrorCode.ConfigInvalid, e.Code);
        Assert.Contains(message, e.Message + e.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        FurrowException e = Assert.Throws<FurrowException>(
            () => Plan("user.email: keep, users.email: null, users.id: null"));
        Assert.Equal(3, e.Detail!.Split('\n').Count(line => line.StartsWith("furrow.yaml", StringComparison.Ordinal)));
    }

    [Fact]
    public void Too_few_values_are_told_with_the_numbers()
    {
        FurrowException e = Assert.Throws<FurrowException>(() => Plan("users.phone: { generate: phone }"));
        Assert.Contains(
            "`phone` makes about 1,000,000,000,000 different values here: enough for 44,721 rows, not for 1,000,000",
            e.Message,
            StringComparison.Ordinal);
        SensitiveRequest few = Request("users.phone: { generate: phone }") with
        {
            RowCounts = new Dictionary<ObjectName, long> { [SchemaBuilder.Name("users")] = 40_000 },
        };
        Assert.Equal("phone", SensitivePlanner.Plan(few).Find(SchemaBuilder.Name("users"), "phone")?.Generator);
    }

    [Fact]
    public void Replacing_spreads_along_foreign_keys_and_says_so()
    {
        SensitivePlan plan = Plan("users.handle: { generate: username }");
        SensitiveColumnPlan author = plan.Find(SchemaBuilder.Name("posts"), "author_handle")!;
        Assert.Equal((SensitiveOutcome.Generate, "username"), (author.Outcome, author.Generator));
        Assert.Contains("public.users.handle, which is replaced", author.Reason, StringComparison.Ordinal);
        SensitiveReplacer replacer = plan.CreateReplacer(SensitiveKey.Random());
        Assert.Equal(
            replacer.For(SchemaBuilder.Name("users"), "handle")!("lena"),
            replacer.For(SchemaBuilder.Name("posts"), "author_handle")!("lena"));
        Assert.Null(replacer.For(SchemaBuilder.Name("users"), "id"));
    }

    [Fact]
    public void A_reference_may_be_left_out_where_what_it_refers_to_is_replaced() => Assert.Equal(
        SensitiveOutcome.Null,
        Plan("users.handle: { generate: username }, posts.author_handle: null")
            .Find(SchemaBuilder.Name("posts"), "author_handle")?.Outcome);

    [Fact]
    public void A_partition_follows_its_table_and_an_heir_its_parent()
    {
        SensitivePlan plan = Plan("events.email: { generate: email }");
        Assert.Equal("email", plan.Find(SchemaBuilder.Name("events_2026"), "email")?.Generator);
        Assert.NotNull(plan.CreateReplacer(SensitiveKey.Random()).For(SchemaBuilder.Name("events_2026"), "email"));
        SensitiveColumnPlan heir = Plan("people.email: null").Find(SchemaBuilder.Name("members"), "email")!;
        Assert.Equal((SensitiveOutcome.Null, "it is inherited from public.people"), (heir.Outcome, heir.Reason));
    }

    [Fact]
    public void A_check_that_may_fail_is_noted() => Assert.Contains(
        "users_zip_check", Assert.Single(Plan("users.zip: { generate: postcode }")
            .Find(SchemaBuilder.Name("users"), "zip")!.Notes), StringComparison.Ordinal);

    [Fact]
    public void The_lines_for_furrow_yaml_decide_everything()
    {
        SensitivePlan plan = Plan("");
        Assert.NotEmpty(plan.Undecided);
        Assert.Contains("users.email: { generate: email }  # e-mail addresses", plan.Snippet, StringComparison.Ordinal);
        Assert.DoesNotContain("author_handle", plan.Snippet, StringComparison.Ordinal);
        SensitivePlan pasted = SensitivePlanner.Plan(Request(plan.Snippet, isWhole: true));
        Assert.Empty(pasted.Undecided);
        Assert.Empty(pasted.Snippet);
    }

    [Fact]
    public void An_answer_keeps_what_is_undecided_and_nothing_else()
    {
        SensitivePlan kept = Plan("users.email: { generate: email }").KeepUndecided("because");
        Assert.Empty(kept.Undecided);
        Assert.Equal(SensitiveOutcome.Generate, kept.Find(SchemaBuilder.Name("users"), "email")?.Outcome);
        Assert.Equal(SensitiveOutcome.Keep, kept.Find(SchemaBuilder.Name("users"), "password_hash")?.Outcome);
    }

    internal static SensitivePlan Plan(string settings) => SensitivePlanner.Plan(Request(settings));

    private static SensitiveRequest Request(string settings, bool isWhole = false)
    {
        string yaml = isWhole ? settings : settings.Length == 0 ? "" : $"sensitive: {{ {settings} }}";
        ImmutableArray<SensitiveColumn> columns =
            ProjectFile.Parse(yaml, "furrow.yaml", new Dictionary<string, string>()).Sensitive;
        return new SensitiveRequest(Shop, columns, SensitiveDetection.ByName(Shop.Tables));
    }

    private static DatabaseSchema Build() => new SchemaBuilder()
        .Table("users", table => table
            .Typed("email", "text").Unique("email")
            .Typed("email_lower", "text", column => column with
            {
                Generated = GeneratedKind.Stored, GeneratedExpression = "lower(email)",
            })
            .Typed("handle", "text", column => column with { IsNullable = true }).Unique("handle")
            .Typed("nick", "text", column => column with { IsNullable = true, Default = "'x'::text" }).Unique("nick")
            .Typed("badge", "text", column => column with { IsNullable = true })
            .Unique(["badge"], key => key with { NullsNotDistinct = true })
            .Typed("phone", "text").Unique("phone")
            .Typed("locale", "text", column => column with { Default = "'de'::text" })
            .Typed("age", "integer").Typed("code4", "varchar(4)").Typed("settings", "json")
            .Typed("first_name", "text").Typed("password_hash", "varchar(60)")
            .Typed("zip", "text").Check("users_zip_check", "(length(zip) = 5)")
            .Typed("Odd \"Phone\"", "text"))
        .Table("posts", table => table
            .Typed("author_handle", "text", column => column with { IsNullable = true })
            .References(SchemaBuilder.Name("users"), ["author_handle"], ["handle"]))
        .Table("notes", table => table.Typed("body", "text"))
        .Table(new ObjectName("audit", "notes"), table => table.Typed("body", "text").Typed("client_ip", "inet"))
        .Table("keyed", table => table.Column("a").Column("b").Unique("a", "b"))
        .Table("pairs", table => table.Column("a", nullable: true).Column("b", nullable: true)
            .References(SchemaBuilder.Name("keyed"), ["a", "b"], ["a", "b"], key => key with { IsMatchFull = true }))
        .Table("events", table => table.Typed("email", "text").Partitioned("LIST (id)"))
        .Partition("events_2026", "events")
        .Table("people", table => table.Typed("email", "text", column => column with { IsNullable = true }))
        .Table("members", table => table.Typed("email", "text", column => column with { IsNullable = true })
            .With(t => t with { Inherits = [SchemaBuilder.Name("people")] }))
        .Build();
}

/// <summary>Columns with a type in a word.</summary>
file static class TypedColumns
{
    public static TableBuilder Typed(
        this TableBuilder table, string name, string type, Func<Column, Column>? with = null) =>
        table.Column(name, with: column => (with ?? (same => same))(column with { Type = Types.Of(type) }));
}
