using Furrow.Errors;
using Furrow.Seeds;
using Furrow.Seeds.Content;

namespace Furrow.Tests.Seeds.Content;

/// <summary>A seed against the catalog: what it comes to, and every way in which it does not fit.</summary>
public sealed class DataSeedPlannerTests
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void Rows_are_converted_and_the_key_is_found()
    {
        TablePlan plan = Assert.Single(Plan("05_users.csv", "email,age,organization_id\na@x,+7,\nb@x,8,5\n").Tables);
        Assert.Equal("public.users", plan.Table.Name.ToString());
        Assert.Equal(["email"], plan.Key.Select(column => column.Name));
        Assert.Equal([["a@x", "7", null], ["b@x", "8", "5"]], plan.Rows.Select(row => row.Cells));
    }

    [Theory]
    [InlineData("id,email\n1,a", "id")]
    [InlineData("id,email\n1,a\n,b", "email")]
    [InlineData("email,age\na,1", "email")]
    public void The_primary_key_is_taken_if_every_row_has_it(string csv, string key) =>
        Assert.Equal([key], Plan("users.csv", csv).Tables[0].Key.Select(column => column.Name));

    [Theory]
    [InlineData("billing.packages", "billing.packages")]
    [InlineData("packages", "billing.packages")]
    [InlineData("users", "public.users")]
    [InlineData("two.users", "two.users")]
    public void A_table_is_found_by_its_name_public_first(string written, string table)
    {
        DataSeedPlan plan = Plan("t.yaml", $"tables: [{{ table: {written}, rows: [] }}]");
        Assert.Equal(table, plan.Tables[0].Table.Name.ToString());
    }

    [Theory]
    [InlineData("05_user.csv", "id\n1", "1:1 there is no table user (did you mean users?).")]
    [InlineData(
        "billing.package.csv",
        "id\n1",
        "1:1 there is no table billing.package (did you mean billing.packages?).")]
    [InlineData("twins.csv", "id\n1", "1:1 the table twins could be one.twins or two.twins.")]
    [InlineData("users.csv", "emial\nx", "2:1 public.users has no column emial (did you mean email?).")]
    [InlineData("users.csv", "email,full\nx,y", "2:3 users.full is computed by the database and takes no value.")]
    [InlineData(
        "users.csv",
        "email,age\nx,abc",
        "2:3 users.age expected integer (32 bits), found text of 3 characters.")]
    [InlineData(
        "users.csv",
        "age\n1",
        "1:1 users no key is given by every row; the table has the primary key (id), email_key (email).")]
    [InlineData("log.csv", "what\n1", "1:1 log the table has neither primary key nor unique key to identify rows by.")]
    [InlineData("users.csv", "email\na\nb\na", "4:1 users this row has the same key (email) as the one in line 2.")]
    [InlineData(
        "memberships.csv",
        "user_id,organization_id\n1,2\n1,3\n1,2",
        "4:1 memberships this row has the same key (user_id, organization_id) as the one in line 2.")]
    [InlineData("users.csv", "id,email\n1,", "2:3 users.email expected text, found NULL; the column takes no NULL.")]
    public void What_does_not_fit_is_said_with_its_place(string file, string text, string problem) =>
        Assert.Equal(problem, Problems(file, text)[0]);

    [Theory]
    [InlineData(
        "key: [emial], rows: [{ email: x }]",
        "1:32 key public.users has no column emial (did you mean email?).")]
    [InlineData(
        "key: [email], rows: [{ age: 1 }]",
        "1:47 users.email is part of the key, and this row gives it no value.")]
    [InlineData(
        "rows: [{ email: x, organization_id: !ref orgs[slug=a] }]",
        "1:62 users.organization_id there is no table orgs.")]
    [InlineData(
        "rows: [{ email: x, organization_id: !ref organizations[slog=a] }]",
        "1:62 users.organization_id public.organizations has no column slog (did you mean slug?).")]
    [InlineData(
        "rows: [{ email: x, organization_id: !ref organizations[id=a] }]",
        "1:62 users.organization_id public.organizations.id expected integer (64 bits), found text of 1 character.")]
    [InlineData(
        "rows: [{ email: x, organization_id: !ref organizations[slug=a].no }]",
        "1:62 users.organization_id public.organizations has no column no.")]
    [InlineData(
        "rows: [{ email: x, organization_id: !ref memberships[role=a] }]",
        "1:62 users.organization_id the primary key of public.memberships has 2 columns, "
            + "so write the one wanted after the bracket.")]
    [InlineData(
        "rows: [{ email: x, organization_id: !ref log[what=a] }]",
        "1:62 users.organization_id audit.log has no primary key, so write the column wanted after the bracket.")]
    [InlineData(
        "rows: [{ email: x, organization_id: !ref log }]",
        "1:62 users.organization_id expected [ after a table's name at character 4 of the reference log.")]
    [InlineData(
        "rows: [{ email: x, age: [!ref a[b=c]] }]",
        "1:50 users.age expected integer (32 bits), found a list of 1 item.")]
    [InlineData(
        "rows: [{ email: x, organization_id: !env ORG }]",
        "1:62 users.organization_id reads the variable ORG, which only a volatile seed may.")]
    public void Keys_references_and_variables_are_checked_before_anything_is_written(string table, string problem) =>
        Assert.Equal(problem, Problems("t.yaml", $"tables: [{{ table: users, {table} }}]")[0]);

    [Fact]
    public void G2_all_that_does_not_fit_the_schema_is_said_at_once_and_beforehand()
    {
        SeedFile seed = SeedText.Seed(
            "05_users.yaml",
            """
            tables:
              - table: users
                rows:
                  - { email: a, age: old }
                  - { email: b, emial: c }
                  - { email: a2, age: 99999999999 }
              - table: nowhere
                rows: [{ id: 1 }]
            """);
        FurrowException thrown = Assert.Throws<FurrowException>(() => DataSeedCheck.Check(seed, Catalog.Schema, None));
        Assert.Equal((ErrorCode.SeedInvalid, "4 problems in this seed."), (thrown.Code, thrown.Message));
        Assert.Equal(("seeds/base/05_users.yaml", 4, 26), (thrown.File, thrown.Line, thrown.Column));
        Assert.Equal(
            """
            seeds/base/05_users.yaml:4:26: users.age: expected integer (32 bits), found text of 3 characters.
            seeds/base/05_users.yaml:5:28: public.users has no column emial (did you mean email?).
              → Its columns are id, email, age, organization_id.
            seeds/base/05_users.yaml:6:27: users.age: expected integer (32 bits), found an integer out of its range.
            seeds/base/05_users.yaml:7:12: there is no table nowhere.
              → Check the name, and that the migrations have run.
            """,
            thrown.Detail);
        Assert.Null(thrown.Hint);
    }

    [Fact]
    public void A_wrong_column_is_said_once_and_not_for_every_row()
    {
        string[] problems = Problems("users.csv", "email,emial\na,1\nb,2\nc,3");
        Assert.Single(problems);
    }

    [Fact]
    public void A_variable_is_read_by_volatile_seeds_alone_and_shown_by_none()
    {
        const string secret = "hunter2";
        Dictionary<string, string> variables = new() { ["AGE"] = secret };
        SeedFile seed = SeedText.Seed(
            "t.yaml", "tables: [{ table: users, rows: [{ email: x, age: !env AGE }] }]", isVolatile: true);
        FurrowException thrown =
            Assert.Throws<FurrowException>(() => DataSeedPlanner.Plan(seed, Catalog.Schema, variables));
        Assert.Equal(
            "users.age: expected integer (32 bits), found the value of AGE, which is none.", thrown.Message);
        Assert.DoesNotContain(secret, thrown.ToString(), StringComparison.Ordinal);

        variables["AGE"] = "42";
        Assert.Equal(["x", "42"], DataSeedPlanner.Plan(seed, Catalog.Schema, variables).Tables[0].Rows[0].Cells);
        Assert.Equal(["x", null], DataSeedPlanner.Plan(seed, Catalog.Schema, None).Tables[0].Rows[0].Cells);
    }

    [Fact]
    public void Equal_references_in_a_key_are_the_same_row()
    {
        string[] problems = Problems(
            "t.yaml",
            """
            tables:
              - table: memberships
                rows:
                  - { user_id: !ref users[email=a], organization_id: 1 }
                  - { user_id: !ref users[email=b], organization_id: 1 }
                  - { user_id: !ref users[email=a], organization_id: 1 }
            """);
        Assert.Equal(
            ["6:9 memberships this row has the same key (user_id, organization_id) as the one in line 4."], problems);
    }

    [Fact]
    public void Keys_that_a_numeric_column_takes_for_equal_are_equal()
    {
        string[] problems = Problems(
            "t.yaml",
            "tables: [{ table: packages, key: price, rows: [{ price: 1.0, id: 1 },\n { price: 1.00, id: 2 }] }]");
        Assert.Equal(["2:2 packages this row has the same key (price) as the one in line 1."], problems);
    }

    [Fact]
    public void A_script_is_no_data_seed() =>
        Assert.Throws<ArgumentException>(() => Plan("x.sql", "SELECT 1"));

    private static DataSeedPlan Plan(string file, string text) =>
        DataSeedPlanner.Plan(SeedText.Seed(file, text), Catalog.Schema, None);

    private static string[] Problems(string file, string text)
    {
        FurrowException thrown = Assert.Throws<FurrowException>(() => Plan(file, text));
        Assert.Equal(ErrorCode.SeedInvalid, thrown.Code);
        return SeedText.Lines(thrown, "seeds/base/" + file);
    }
}
