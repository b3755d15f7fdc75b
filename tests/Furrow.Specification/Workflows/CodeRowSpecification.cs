using System.Text.Json;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Seeds;

namespace Furrow.Specification.Workflows;

/// <summary>Rows that C# seeds write, find, change and look up.</summary>
public abstract class CodeRowSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string Odd = "odd \"table\"; DROP -- 'x' %s @p 表";

    private enum Mood
    {
        Happy,
        VeryHappy,
    }

    [Fact]
    public async Task Every_shape_of_a_row_is_written()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.RunCodeAsync(async (context, token) =>
        {
            await context.InsertAsync("users", new { email = "anonymous", first_name = "A" }, token);
            await context.InsertAsync("users", new UserRecord(null, "record", "B"), token);
            await context.InsertAsync("users", new UserObject { Email = "object", FirstName = "C" }, token);
            await context.InsertAsync(
                "users", new Dictionary<string, object?> { ["email"] = "dictionary", ["first_name"] = "D" }, token);
            await context.InsertAsync(
                "users", new Dictionary<string, string> { ["Email"] = "texts", ["FirstName"] = "E" }, token);
            await context.InsertAllAsync("users", new[] { new { Email = "x" }, new { Email = "y" } }, token);
            await context.InsertAllAsync("users", Enumerable.Empty<object>(), token);
        });
        Assert.Equal(
            ["1 anonymous A", "2 record B", "3 object C", "4 dictionary D", "5 texts E", "6 x -", "7 y -"],
            await harness.RowsAsync("SELECT id, email, first_name FROM users ORDER BY id"));
    }

    [Fact]
    public async Task Inserted_rows_come_back_with_what_the_database_filled_in()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.RunCodeAsync(async (context, token) =>
        {
            FoundRow one = await context.InsertAsync("users", new { email = "one" }, token);
            Assert.Equal(1L, one["id"]);
            Assert.Equal("member", one.Get<string>("Role"));
            object[] rows = [new { email = "two" }, new { email = "three", role = "admin" }, new { email = "four" }];
            IReadOnlyList<FoundRow> many = await context.InsertReturningAsync("users", rows, token);
            Assert.Equal([2, 3, 4], many.Select(row => row.Get<int>("id")));
            Assert.Equal(["member", "admin", "member"], many.Select(row => row["role"]));
            await context.InsertAllAsync("posts", many.Select(user => new { user_id = user, title = "t" }), token);
        });
        Assert.Equal(["2", "3", "4"], await harness.RowsAsync("SELECT user_id FROM posts ORDER BY user_id"));
    }

    [Fact]
    public async Task A_number_that_was_given_is_not_given_again_by_the_database()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.RunCodeAsync(async (context, token) =>
        {
            await context.InsertAsync("users", new { id = 50, email = "fifty" }, token);
            Assert.Equal(51L, (await context.InsertAsync("users", new { email = "next" }, token))["id"]);
        });
    }

    [Fact]
    public async Task Upserts_find_rows_by_key_and_count_what_they_changed()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.RunCodeAsync(async (context, token) =>
        {
            object[] rows = [new { Email = "a", FirstName = "A" }, new { Email = "b", FirstName = "B" }];
            Assert.Equal(new UpsertCounts(2, 0), await context.UpsertAsync("users", key: ["email"], rows, token));
            rows[1] = new { Email = "b", FirstName = "C" };
            Assert.Equal(new UpsertCounts(0, 1), await context.UpsertAsync("users", ["Email"], rows, token));
            Assert.Equal(new UpsertCounts(0, 0), await context.UpsertAsync("users", key: null, rows[0], token));
        });
        Assert.Equal(["a A", "b C"], await harness.RowsAsync("SELECT email, first_name FROM users ORDER BY email"));
    }

    [Fact]
    public async Task Finding_gives_one_row_none_or_an_error_and_deleting_what_was_named()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.RunCodeAsync(async (context, token) =>
        {
            object[] rows = [new { email = "a" }, new { email = "b", first_name = "B" }, new { email = "c" }];
            await context.InsertAllAsync("users", rows, token);
            Assert.Equal("b", (await context.FindAsync("users", new { first_name = "B" }, token))?["email"]);
            Assert.Null(await context.FindAsync("users", new { email = "nobody" }, token));
            FurrowException several = await Assert.ThrowsAsync<FurrowException>(
                () => context.FindAsync("users", new { FirstName = (string?)null }, token));
            Assert.Contains("More than one row of users", several.Message, StringComparison.Ordinal);

            UserRecord? found = await context.FindAsync<UserRecord>("users", new { email = "b" }, token);
            Assert.Equal(new UserRecord(2, "b", "B"), found);
            Assert.Equal("B", (await context.FindAsync<UserObject>("users", new { email = "b" }, token))?.FirstName);
            Assert.Equal(["a", "b", "c"], Emails(await context.FindAllAsync("users", by: null, token)));
            IReadOnlyList<FoundRow> nameless = await context.FindAllAsync(
                "users", new { first_name = DBNull.Value }, token);
            Assert.Equal(["a", "c"], Emails(nameless));

            Assert.Equal(2, await context.DeleteAsync("users", new { first_name = (string?)null }, token));
            await Assert.ThrowsAsync<FurrowException>(() => context.DeleteAsync("users", new { }, token));
            Assert.Equal(1, await context.ScalarAsync<int>("SELECT count(*) FROM users", null, token));
            Assert.Equal("b", await context.ScalarAsync<string>(
                "SELECT email FROM users WHERE first_name = @name", new { name = "B" }, token));
            Assert.Equal(1, await context.ExecuteAsync(
                "UPDATE users SET first_name = @name", new { name = (object?)null }, token));
        });
        Assert.Equal(["b -"], await harness.RowsAsync("SELECT email, first_name FROM users"));

        static IEnumerable<object?> Emails(IEnumerable<FoundRow> rows) => rows.Select(row => row["email"]);
    }

    [Fact]
    public async Task Values_of_every_type_come_back_as_they_went()
    {
        await using WorkflowHarness harness = await CreateAsync();
        DateTimeOffset moment = new(2026, 1, 5, 9, 30, 15, TimeSpan.FromHours(2));
        moment = moment.AddTicks(1_234_567);
        Guid uuid = Guid.Parse("7a110000-0000-4000-8000-000000000001");
        string[] tags = ["plain", "with \"quotes\"", "and, {commas}", "NULL", ""];
        await harness.RunCodeAsync(async (context, token) =>
        {
            FoundRow row = await context.InsertAsync(
                "types",
                new
                {
                    Id = 1, Flag = true, Small = (short)-5, Big = long.MaxValue, Price = 19.90m, Ratio = 0.1,
                    Name = "O'Hara 表",
                    Day = new DateOnly(2026, 2, 28), Clock = new TimeOnly(7, 30, 5), At = moment,
                    Local = new DateTime(2026, 1, 5, 7, 30, 0), Uuid = uuid, Bytes = new byte[] { 0, 255 },
                    Doc = new { seats = 20, trial = false, names = new[] { "a", "b" } }, Tags = tags,
                    Mood = Mood.VeryHappy, Level = Mood.VeryHappy,
                },
                token);
            FoundRow again = await context.LookUpAsync("types", new { uuid, at = moment }, token);
            foreach (FoundRow found in new[] { row, again })
            {
                Assert.Equal((true, -5L, long.MaxValue), (found["flag"], found["small"], found["big"]));
                Assert.Equal((19.90m, 0.1, "O'Hara 表"), (found["price"], found["ratio"], found["name"]));
                Assert.Equal((new DateOnly(2026, 2, 28), new TimeOnly(7, 30, 5)), (found["day"], found["clock"]));
                Assert.Equal(moment.AddTicks(-7), found["at"]);
                Assert.Equal(new DateTime(2026, 1, 5, 7, 30, 0), found["local"]);
                Assert.Equal(uuid, found["uuid"]);
                Assert.Equal([0, 255], found.Get<byte[]>("bytes"));
                Assert.Equal(20, found.Get<JsonElement>("doc").GetProperty("seats").GetInt32());
                Assert.Equal(tags, found.Get<string[]>("tags"));
                Assert.Equal("very_happy", found["mood"]);
                Assert.Equal((Mood.VeryHappy, Mood.VeryHappy), (found.Get<Mood>("mood"), found.Get<Mood>("level")));
            }

            // What was found can be written again, whatever it is.
            await context.UpsertAsync("types", ["id"], row, token);
            Assert.Equal(new UpsertCounts(0, 0), await context.UpsertAsync("types", ["id"], row, token));
            await context.InsertAsync(
                "types", new { id = 2, price = (decimal?)null, doc = JsonDocument.Parse("[1]") }, token);
            FoundRow empty = await context.LookUpAsync("types", new { id = 2 }, token);
            Assert.All(["flag", "price", "at", "uuid", "bytes", "tags"], column => Assert.Null(empty[column]));
            Assert.Null(empty.Get<decimal?>("price"));
            Assert.Contains(
                "types.price is NULL",
                Assert.Throws<FurrowException>(() => empty.Get<decimal>("price")).Message,
                StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("big", 4.5, "expected")]
    [InlineData("day", "05/01/2026", "expected")]
    [InlineData("price", "12345678901.5", "digits before the point")]
    [InlineData("uuid", "hunter2", "expected")]
    [InlineData("nothing", 1, "no column nothing")]
    public async Task A_value_that_does_not_fit_is_refused_without_showing_it(string column, object value, string what)
    {
        await using WorkflowHarness harness = await CreateAsync();
        FurrowException error = await harness.CodeFailsAsync((context, token) => context.InsertAllAsync(
            "types",
            new[]
            {
                new Dictionary<string, object?> { ["id"] = 1 },
                new Dictionary<string, object?> { ["id"] = 2, [column] = value },
            },
            token));
        Assert.StartsWith("Row 2: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        if (value is string text)
        {
            Assert.DoesNotContain(text, $"{error} {error.Detail}", StringComparison.Ordinal);
        }

        Assert.Equal(["0"], await harness.RowsAsync("SELECT count(*) FROM types"));
    }

    [Fact]
    public async Task Every_row_that_is_wrong_is_told_at_once()
    {
        await using WorkflowHarness harness = await CreateAsync();
        FurrowException error = await harness.CodeFailsAsync((context, token) => context.UpsertAsync(
            "types",
            key: ["id"],
            new object?[] { new { id = 1, day = "x" }, null, new { id = 2, big = "y" }, new { }, "text" },
            token));
        string[] told =
            ["Row 2: types: expected a row, found null", "Row 4: types: a row gives no column", "Row 5: types:"];
        Assert.All(told, line => Assert.Contains("\n" + line, "\n" + error.Detail, StringComparison.Ordinal));

        error = await harness.CodeFailsAsync((context, token) => context.UpsertAsync(
            "types", ["id"], new object[] { new { id = 1, flag = true }, new { id = 1, flag = false } }, token));
        Assert.Contains("the same key (id) as row 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_the_database_refuses_is_named_and_leaves_nothing_of_its_call()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.RunCodeAsync(async (context, token) =>
        {
            IEnumerable<object> rows = Enumerable.Range(1, 1500)
                .Select(n => new { email = n == 1400 ? "user-7@hidden" : $"user-{n}@hidden" });
            FurrowException refused = await Assert.ThrowsAsync<FurrowException>(
                () => context.InsertAllAsync("users", rows, token));
            Assert.StartsWith("Row 1400: users", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("@hidden", refused.ToString() + refused.Detail, StringComparison.Ordinal);

            // Caught: the transaction goes on as if the call had not been.
            await context.InsertAsync("users", new { email = "after" }, token);
        });
        Assert.Equal(["after"], await harness.RowsAsync("SELECT email FROM users"));
    }

    [Fact]
    public async Task Tables_and_columns_may_have_any_name()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.RunCodeAsync(async (context, token) =>
        {
            FoundRow row = await context.InsertAsync(
                Odd, new Dictionary<string, object?> { ["id"] = 1, ["col\"umn 'x'"] = "one" }, token);
            Assert.Equal("one", row["col\"umn 'x'"]);
            await context.UpsertAsync(
                Odd, ["id"], new Dictionary<string, object?> { ["id"] = 1, ["col\"umn 'x'"] = "zwei" }, token);
            FoundRow found = await context.LookUpAsync(
                Odd, new Dictionary<string, object?> { ["col\"umn 'x'"] = "zwei" }, token);
            Assert.Equal(1L, found["id"]);
            Assert.Equal(1, await context.DeleteAsync(Odd, new { id = 1 }, token));
            FurrowException unknown = await Assert.ThrowsAsync<FurrowException>(
                () => context.FindAsync("user", new { id = 1 }, token));
            Assert.Contains("did you mean users?", unknown.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_look_up_remembers_its_row_until_the_seed_writes_to_the_table()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.RunCodeAsync(async (context, token) =>
        {
            await context.InsertAsync("users", new { email = "a", first_name = "A" }, token);
            FoundRow first = await context.LookUpAsync("users", new { email = "a" }, token);
            Assert.Same(first, await context.LookUpAsync("users", new { Email = "a" }, token));
            await context.InsertAsync("posts", new { user_id = first, title = "t" }, token);
            Assert.Same(first, await context.LookUpAsync("users", new { email = "a" }, token));

            await context.UpsertAsync("users", ["email"], new { email = "a", first_name = "B" }, token);
            FoundRow second = await context.LookUpAsync("users", new { email = "a" }, token);
            Assert.Equal("B", second["first_name"]);
            await context.ExecuteAsync("UPDATE users SET first_name = 'C'", null, token);
            Assert.Equal("C", (await context.LookUpAsync("users", new { email = "a" }, token))["first_name"]);

            FurrowException missing = await Assert.ThrowsAsync<FurrowException>(
                () => context.LookUpAsync("users", new { email = "secret" }, token));
            Assert.Equal("No row of users has that email.", missing.Message);
        });
    }

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        bool isServer = harness.Provider.Capabilities.Schemas;
        string id = isServer ? "integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY" : "INTEGER PRIMARY KEY";
        string odd = harness.Provider.Dialect.QuoteIdentifier(Odd);
        string column = harness.Provider.Dialect.QuoteIdentifier("col\"umn 'x'");
        harness.Project
            .Migration("1_users", $"""
                CREATE TABLE users (id {id}, email text NOT NULL UNIQUE, first_name text,
                    role text NOT NULL DEFAULT 'member');
                CREATE TABLE posts (id {id}, user_id integer NOT NULL REFERENCES users (id), title text);
                """)
            .Migration("2_types", $"""
                {(isServer ? "CREATE TYPE mood AS ENUM ('happy', 'very_happy');" : "")}
                CREATE TABLE types (id integer PRIMARY KEY, flag boolean, small smallint, big bigint,
                    price numeric(10, 2), ratio double precision, name varchar(20), day date, clock time,
                    at timestamptz, local timestamp, uuid uuid, bytes bytea, doc jsonb, tags text[], level integer,
                    mood {(isServer ? "mood" : "text")});
                """)
            .Migration("3_odd", $"CREATE TABLE {odd} (id integer PRIMARY KEY, {column} varchar(10));");
        await harness.MigrateAsync();
        return harness;
    }

    private sealed record UserRecord(int? Id, string Email, string? FirstName);

    private sealed class UserObject
    {
        public required string Email { get; init; }

        public string? FirstName { get; init; }

        [System.ComponentModel.DataAnnotations.Schema.NotMapped]
        public string Display => $"{FirstName} <{Email}>";
    }
}
