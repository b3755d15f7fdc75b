using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Scenarios.Planning;
using Furrow.Schema;

namespace Furrow.Tests.Scenarios.Planning;

/// <summary>What a scenario may say about a catalog, and how it is told what it may not.</summary>
public sealed class BindingTests
{
    [Theory]
    [InlineData("roms: { rows: 1 }", "there is no table 'roms' (did you mean 'rooms'?)")]
    [InlineData("zzz: { rows: 1 }", "there is no table 'zzz' (migrate first, or mend the name)")]
    [InlineData("rooms: { rows: 1, columns: { nam: a, name: b } }", "rooms has no column 'nam' (did you mean 'name'?)")]
    [InlineData("rooms: { rows: 1, columns: { zzz: a, name: a } }", "(what only other values read belongs under")]
    [InlineData("rooms: { rows: 1, let: { name: a } }", "'name' is a column of rooms (give it under `columns`)")]
    [InlineData("rooms: { rows: 1 }", "rooms needs a value for name (these columns are NOT NULL and have no default")]
    [InlineData("users: { rows: 1 }", "users needs values for email, first_name")]
    [InlineData("rooms: { rows: 1, columns: { name: null } }", "NULL")]
    [InlineData("rooms: { rows: 1, columns: { name: { hex: 3, null_rate: 0.5 } } }", "name is NOT NULL, and hex")]
    [InlineData("rooms: { rows: 1, columns: { name: { hex: 3, null_rate: 2 } } }", "null_rate must be from 0 to 1")]
    [InlineData("rooms: { rows: 1, columns: { name: { hax: 3 } } }", "does not say what kind of value it is (did you")]
    [InlineData("rooms: { rows: 1, columns: { name: { hex: 3, json: 1 } } }", "says more than one kind of value: hex,")]
    [InlineData("rooms: { rows: 1, columns: { name: { hex: 3, hx: 1 } } }", "hex has no key 'hx'")]
    [InlineData("rooms: { rows: 1, columns: { name: { hex: -1..2 } } }", "hex needs a length from 0 to 10000000")]
    [InlineData("rooms: { rows: 1, columns: { name: { hex: 5..2 } } }", "hex goes from 5 to 2 (give the least value")]
    [InlineData("rooms: { rows: 1, columns: { name: { hex: '${row}' } } }", "row")]
    [InlineData("rooms: { rows: 1, columns: { name: [a] } }", "a list is no value for name (choose from one")]
    [InlineData("rooms: { rows: 1, columns: { name: '${nam}' } }", "nam")]
    [InlineData("rooms: { rows: 1, columns: { name: '${1 +}' } }", "Expected a value, but the ex")]
    [InlineData("rooms: { rows: 1, columns: { name: { vocabulary: name.frst_name } } }", "name.frst_name")]
    [InlineData("rooms: { rows: 1, columns: { name: { words: 3, locale: xx } } }", "xx")]
    [InlineData("rooms: { rows: 1, columns: { name: { uniform: 1..2 } } }", "uniform yields numbers, days or moments,")]
    [InlineData("rooms: { rows: 1, columns: { name: { chance: 2 } } }", "chance must be from 0 to 1")]
    [InlineData("rooms: { rows: 1, columns: { name: { choose: [] } } }", "choose needs values, one of them with")]
    [InlineData("rooms: { rows: 1, columns: { name: { choose: { a: 0 } } } }", "choose needs values, one of them with")]
    [InlineData("rooms: { rows: 1, columns: { name: { choose: { a: -1 } } } }", "the weight of a is below 0")]
    [InlineData("rooms: { rows: 1, columns: { name: { uuid: v5 } } }", "uuid is 'v5' (expected v4 or v7)")]
    [InlineData("rooms: { rows: 1, columns: { name: { uuid: v7 } } }", "uuid v7 needs `time`")]
    [InlineData("rooms: { rows: 1, columns: { name: { network: ipv5 } } }", "network must be ipv4, ipv6, mac or cidr")]
    [InlineData("rooms: { rows: 1, columns: { name: { token: 3, alphabet: ä } } }", "an alphabet is 1 to 64")]
    [InlineData("rooms: { rows: 1, columns: { name: { key: parent } } }", "'parent' leads to no other table (expected")]
    [InlineData("rooms: { rows: 1, columns: { name: { count: users } } }", "no row of users leads to rooms (say")]
    [InlineData("rooms: { rows: x, columns: { name: a } }", "'x' is no value for rows (expected a whole number)")]
    [InlineData("rooms: { rows: 1, columns: { name: { moments: 2026-01-05, days: { son: 1 } } } }", "no part of days")]
    public void What_does_not_fit_is_told(string tables, string expected)
    {
        string told = Studio.Problem($"tables:\n  {tables}\n");
        Assert.StartsWith("scenario.invalid 2:", told, StringComparison.Ordinal);
        Assert.Contains(expected, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("role: king", "'king' is no label of users.role (expected admin, instructor, student)")]
    [InlineData("role: studend", "'studend' is no label of users.role (did you mean 'student'?)")]
    [InlineData("role: { choose: [admin, king] }", "'king' is no label of users.role")]
    [InlineData("points: many", "'many' is no value for points (expected a whole number)")]
    [InlineData("balance: much", "'much' is no value for balance (expected a number)")]
    [InlineData("is_active: 2", "'2' is no value for is_active (expected true or false)")]
    [InlineData("uid: abc", "'abc' is no value for uid (expected { uuid: v4 } or { uuid: v7 })")]
    [InlineData("tags: mat", "'mat' is no value for tags (expected { array: … })")]
    [InlineData("secret: abc", "'abc' is no value for secret (expected { bytes: 16 })")]
    [InlineData("points: '${first_name}'", "Expected integer or NULL, bu")]
    [InlineData("born: { chance: 0.5 }", "chance yields boolean, and born takes date")]
    [InlineData("tags: { array: { choose: [a] } }", "array needs `length` (length: 0..3)")]
    [InlineData("tags: { array: '${email}', length: 1 }", "an item of an array cannot read the row's values")]
    [InlineData("points: { poisson: -1 }", "poisson:")]
    [InlineData("points: { histogram: [[1, 2]] }", "a bucket is [from, to, weight]")]
    [InlineData("referred_by: { pick: users, distinct: true }", "distinct needs rows with a parent")]
    [InlineData("referred_by: { pick: users, within: points }", "within must be one pair")]
    [InlineData("referred_by: { pick: userz }", "there is no table 'userz' (did you mean 'users'?)")]
    [InlineData("referred_by: { pick: users, null_rate: 3 }", "null_rate must be from 0 to 1")]
    public void A_column_takes_what_its_type_says(string column, string expected)
    {
        string told = Studio.Problem(
            $"tables:\n  users:\n    rows: 2\n    columns:\n      email: a\n      first_name: b\n      {column}\n");
        Assert.StartsWith("scenario.invalid 7:", told, StringComparison.Ordinal);
        Assert.Contains(expected, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: '${b}', b: '${a}'", "users: this depends on itself: ")]
    [InlineData("a: '${a}'", "users: this depends on itself: a -> a")]
    public void A_circle_of_values_is_refused_with_the_way_round_it(string let, string expected)
    {
        FurrowException error = Assert.Throws<FurrowException>(() => Studio.Plan(
            $"tables:\n  users:\n    rows: 1\n    let: {{ {let} }}\n    columns: {{ email: a, first_name: b }}\n"));
        Assert.Contains(expected, $"{error.Message} {error.Detail}", StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_a_value_is_told_once_however_many_read_it()
    {
        FurrowException error = Assert.Throws<FurrowException>(() => Studio.Plan(
            "tables:\n  rooms: { rows: 1, columns: { name: { hex: x } } }\n"
                + "  classes: { per: rooms, count: '${length(parent.name)}', columns: { starts_at: '${as_of}', "
                + "seats: '${length(parent.name)}' } }\n"));
        Assert.Single(error.Detail!.Split('\n'), line => line.Contains("'x' is no value", StringComparison.Ordinal));
    }

    [Fact]
    public void A_circle_of_tables_is_refused_with_the_way_round_it()
    {
        FurrowException error = Assert.Throws<FurrowException>(() => Studio.Plan(
            """
            tables:
              users: { rows: '${count(rooms)}', columns: { email: a, first_name: b } }
              rooms: { rows: '${count(users)}', columns: { name: a } }
            """));
        Assert.Equal(ErrorCode.ScenarioInvalid, error.Code);
        Assert.Equal(
            "This depends on itself: the rows of users -> the rows of rooms -> the rows of users.", error.Message);
    }

    [Fact]
    public void A_reference_to_a_table_without_rows_is_refused()
    {
        string told = Studio.Problem("tables:\n  classes: { rows: 1, columns: { starts_at: '${as_of}', seats: 1 } }\n");
        Assert.Equal(
            "generate.capacity 2: classes.room_id refers to rooms, which has no rows. "
                + "(Add rooms to the scenario, or seed it first.)",
            told);
    }

    [Fact]
    public void Fewer_rows_to_pair_or_to_assign_than_are_wanted_are_refused_with_the_numbers()
    {
        const string Users = "users: { rows: 3, columns: { email: a, first_name: b } }";
        string pairs = Studio.Problem(
            $"tables:\n  {Users}\n  friendships: {{ pairs: users, rows: 4, columns: {{ a_id: {{ key: first }}, "
                + "b_id: { key: second } } }\n");
        Assert.StartsWith("generate.capacity", pairs, StringComparison.Ordinal);
        Assert.Contains("friendships needs 4 different pairs, and the rows of users have 3", pairs);
        string assigned = Studio.Problem(
            $"tables:\n  {Users}\n  rooms: {{ rows: 2, columns: {{ name: a }} }}\n"
                + "  classes: { per: rooms, count: 1, columns: { starts_at: '${as_of}', seats: 1 } }\n"
                + "  bookings: { assign: { per: classes, count: 2, from: users, capacity: 1 }, "
                + "columns: { status: confirmed } }\n");
        Assert.Contains("bookings wants 4 rows, and the rows of users allow 3", assigned, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("per: classes, count: 1", "assign needs `from`: a table")]
    [InlineData("per: classes, from: users", "assign needs `count`")]
    [InlineData("per: classes, from: users, count: 1, when_short: some", "when_short is 'some' (expected fewer or")]
    [InlineData("per: classes, from: users, count: 1, together_rate: 2", "together_rate must be from 0 to 1")]
    [InlineData("per: classes, from: users, count: 1, distinct: email", "users has no whole number or reference 'ema")]
    public void What_assign_needs_is_told(string assign, string expected)
    {
        string told = Studio.Problem(
            "tables:\n  users: { rows: 1, columns: { email: a, first_name: b } }\n"
                + "  rooms: { rows: 1, columns: { name: a } }\n"
                + "  classes: { per: rooms, count: 1, columns: { starts_at: '${as_of}', seats: 1 } }\n"
                + $"  bookings: {{ assign: {{ {assign} }}, columns: {{ user_id: 1, status: confirmed }} }}\n");
        Assert.Contains(expected, told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_count_below_nothing_is_refused()
    {
        Assert.Contains(
            "rooms is to have -1 rows; expected 0 or more.",
            Studio.Problem("tables:\n  rooms: { rows: -1, columns: { name: a } }\n"),
            StringComparison.Ordinal);
        Assert.Contains(
            "The count of classes for a row of rooms is -2; expected 0 or more.",
            Studio.Problem(
                "tables:\n  rooms: { rows: 1, columns: { name: a } }\n"
                    + "  classes: { per: rooms, count: -2, columns: { starts_at: '${as_of}', seats: 1 } }\n"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("1000000000001")]
    public void More_rows_than_can_be_computed_with_are_refused(string rows)
    {
        string told = Studio.Problem($"tables:\n  rooms: {{ rows: {rows}, columns: {{ name: a }} }}\n");
        Assert.StartsWith("scenario.invalid", told, StringComparison.Ordinal);
        Assert.Contains(
            $"is to have {rows} rows; expected 0 or more, and at most 1000000000000.", told, StringComparison.Ordinal);
    }

    [Fact]
    public void More_children_than_can_be_counted_are_refused()
    {
        Assert.Contains(
            "The count of classes for a row of rooms is 3000000000; expected 0 or more, and at most 2147483647.",
            Studio.Problem(
                "tables:\n  rooms: { rows: 1, columns: { name: a } }\n"
                    + "  classes: { per: rooms, count: 3000000000, columns: { starts_at: '${as_of}', seats: 1 } }\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Days_in_the_wrong_order_are_told_without_their_numbers()
    {
        Assert.Contains(
            "moments ends before it begins (give the least value first)",
            Studio.Problem(
                "tables:\n  rooms: { rows: 1, columns: { name: a } }\n"
                    + "  classes: { per: rooms, count: 1, columns: { seats: 1, starts_at: "
                    + "{ moments: [2026-02-01, 2026-01-01] } } }\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Distinct_children_need_as_many_candidates()
    {
        string told = Studio.Problem(
            """
            tables:
              users: { rows: 2, columns: { email: a, first_name: b } }
              rooms: { rows: 1, columns: { name: a } }
              classes: { per: rooms, count: 1, columns: { starts_at: '${as_of}', seats: 1 } }
              bookings:
                per: classes
                count: 3
                columns: { user_id: { pick: users, distinct: true }, status: confirmed }
            """);
        Assert.StartsWith("generate.capacity", told, StringComparison.Ordinal);
        Assert.Contains("and of those there are 2", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_the_database_computes_is_refused()
    {
        string told = Studio.Problem("tables:\n  refunds: { rows: 1, columns: { amount: 1, total: 2 } }\n");
        Assert.Contains("refunds.total is computed by the database (leave it out)", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_two_schemas_have_needs_its_schema()
    {
        ObjectName other = new("other", "rooms");
        Table rooms = Studio.Schema.Tables.Single(table => table.Name.Name == "rooms");
        DatabaseSchema both = Studio.Schema with { Tables = [.. Studio.Schema.Tables, rooms with { Name = other }] };
        Assert.Contains(
            "'rooms' could be public.rooms or other.rooms (write the schema before the name)",
            Studio.Problem(
                "tables:\n  rooms: { rows: 1, columns: { name: a } }\n", request => request with { Schema = both }),
            StringComparison.Ordinal);
        GenerationPlan plan = Studio.Plan(
            "tables:\n  other.rooms: { rows: 1, columns: { name: a } }\n", request => request with { Schema = both });
        Assert.Equal(other, Assert.Single(plan.Tables).Table.Name);
        Assert.Contains(
            "the table rooms is filled twice",
            Studio.Problem("tables:\n  rooms: { rows: 1, columns: { name: a } }\n"
                + "  public.rooms: { rows: 1, columns: { name: a } }\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_are_left_out_are_numbered_linked_or_made_where_the_default_changes()
    {
        GenerationPlan plan = Studio.Plan(
            """
            tables:
              rooms: { rows: 2, columns: { name: a } }
              users: { rows: 3, columns: { email: a, first_name: b } }
              classes: { per: rooms, count: 2, columns: { starts_at: '${as_of}', seats: 1 } }
              bookings: { per: classes, count: 1, columns: { status: confirmed } }
            """,
            request => request with
            {
                Keys = request.Keys.Add(new ObjectName("public", "rooms"), new(100, 10)),
            });
        IReadOnlyDictionary<string, string?[]> users = Studio.Cells(plan, "users");
        Assert.Equal(["email", "first_name", "id", "joined_at", "uid"], users.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("1 2 3", string.Join(' ', users["id"]));
        Assert.All(users["joined_at"], cell => Assert.Equal("2026-01-05T00:00:00Z", cell));
        Assert.Equal(3, users["uid"].Distinct().Count());
        Assert.Equal("100 110", string.Join(' ', Studio.Cells(plan, "rooms")["id"]));
        Assert.Equal("100 100 110 110", string.Join(' ', Studio.Cells(plan, "classes")["room_id"]));
        Assert.Equal("1 2 3 4", string.Join(' ', Studio.Cells(plan, "bookings")["class_id"]));
        Assert.All(Studio.Cells(plan, "bookings")["user_id"], cell => Assert.Contains(cell, users["id"]));
        Assert.Equal(
            ImmutableArray.Create("rooms", "users", "classes", "bookings").Order(),
            plan.Tables.Select(table => table.Table.Name.Name).Order());
    }
}
