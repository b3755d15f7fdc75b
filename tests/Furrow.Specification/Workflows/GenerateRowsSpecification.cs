using Furrow.Errors;
using Furrow.Scenarios;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Rows that C# asks for: in a seed's transaction, and of a project that is open.</summary>
public abstract class GenerateRowsSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string Tables = """
        CREATE TABLE teams (id integer PRIMARY KEY, name varchar(20) NOT NULL);
        CREATE TABLE users (id integer PRIMARY KEY, team_id integer NOT NULL REFERENCES teams (id),
            boss_id integer REFERENCES users (id), email varchar(60) NOT NULL UNIQUE, first_name text NOT NULL,
            last_name text NOT NULL, role text NOT NULL DEFAULT 'guest', phone varchar(20), nickname varchar(12) UNIQUE,
            bio varchar(40), born date, joined_at timestamp NOT NULL, deleted_at timestamp,
            balance numeric(8,2) NOT NULL, is_active boolean NOT NULL, odd varchar(9) NOT NULL);
        CREATE TABLE notes (code varchar(30) PRIMARY KEY, body text NOT NULL);
        """;

    private static readonly GenerateRowsOptions Monday = new() { AsOf = new DateOnly(2026, 1, 5) };

    [Fact]
    public async Task Columns_get_what_is_given_and_what_their_names_suggest()
    {
        await using WorkflowHarness harness = await StartAsync();
        await harness.RunCodeAsync(async (context, token) =>
        {
            GeneratedRows teams = await context.GenerateAsync("teams", 3, null, token);
            Assert.Equal([1, 2, 3], teams.Keys<int>());
            GeneratedRows students = await context.GenerateAsync("users", 50, new { role = "student" }, Monday, token);
            Assert.Equal(50, students.Count);
            Assert.Equal(Enumerable.Range(1, 50), students.Keys<int>());
            FoundRow last = students[49];
            Assert.Equal(last["email"], (await context.FindAsync("users", new { id = 50 }, token))!["email"]);
            Assert.Equal(50L, students.Find("email", last.Get<string>("email"))!["id"]);
            await context.InsertAsync("notes", new { code = "n", body = last["email"] }, token);
        });
        Assert.Equal(
            "50 student student", await harness.ScalarAsync("SELECT count(*), min(role), max(role) FROM users"));
        Assert.Equal(
            "50 50 50 50 50 0 0",
            await harness.ScalarAsync("""
                SELECT count(DISTINCT email), count(DISTINCT nickname), count(phone), count(bio), count(born),
                    count(deleted_at), count(boss_id) FROM users
                """));
        Assert.Equal("0", await harness.ScalarAsync("""
            SELECT count(*) FROM users
            WHERE email NOT LIKE '%.%.%@example.com' OR length(bio) > 40 OR length(odd) > 9
            """));
        Assert.Equal("3", await harness.ScalarAsync("SELECT count(DISTINCT team_id) FROM users"));
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM users WHERE joined_at > '2026-01-06'"));
    }

    [Fact]
    public async Task The_same_call_again_goes_on_and_the_same_project_gets_the_same_rows()
    {
        string first;
        await using (WorkflowHarness harness = await StartAsync())
        {
            await harness.RunCodeAsync(TwiceAsync);
            Assert.Equal("40 40", await harness.ScalarAsync("SELECT count(*), count(DISTINCT email) FROM users"));
            first = await ContentAsync(harness);
        }

        await using WorkflowHarness again = await StartAsync();
        await again.RunCodeAsync(TwiceAsync);
        Assert.Equal(first, await ContentAsync(again));

        await using WorkflowHarness other = await StartAsync();
        await other.RunCodeAsync(async (context, token) =>
        {
            await context.GenerateAsync("teams", 2, null, Monday, token);
            await context.GenerateAsync("users", 40, null, Monday with { RandomSeed = 2 }, token);
        });
        Assert.NotEqual(first, await ContentAsync(other));
    }

    [Fact]
    public async Task Definitions_constants_and_found_rows_are_values()
    {
        await using WorkflowHarness harness = await StartAsync();
        await harness.RunCodeAsync(async (context, token) =>
        {
            FoundRow team = await context.InsertAsync("teams", new { id = 7, name = "Sevens" }, token);
            await context.GenerateAsync(
                "users",
                4,
                new
                {
                    TeamId = team,
                    email = Value.Expression("u${row}@example.org"),
                    FirstName = Value.Choose("Ada"),
                    last_name = "${row}",
                    born = new DateOnly(2000, 2, 29),
                    balance = 1.5m,
                    phone = (string?)null,
                    role = (string?)null,
                },
                token);
            Dictionary<string, object?> values = new() { ["team_id"] = Value.Pick("teams"), ["odd"] = "x" };
            await context.GenerateAsync("users", 1, values, token);
        });
        Assert.Equal(
            ["7 u0@example.org Ada ${row} 1 guest -", "7 u3@example.org Ada ${row} 1 guest -"],
            await harness.RowsAsync("""
                SELECT team_id, email, first_name, last_name, CASE WHEN balance = 1.5 THEN 1 ELSE 0 END, role, phone
                FROM users WHERE id IN (1, 4) ORDER BY id
                """));
        Assert.Equal("4", await harness.ScalarAsync("SELECT count(*) FROM users WHERE born = '2000-02-29'"));
        Assert.Equal("7 x", await harness.ScalarAsync("SELECT team_id, odd FROM users WHERE id = 5"));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_its_reason_and_may_be_caught()
    {
        await using WorkflowHarness harness = await StartAsync();
        await harness.RunCodeAsync(async (context, token) =>
        {
            Assert.Equal(
                "users.team_id refers to teams, which has no rows.",
                await RefusedAsync(ErrorCode.GenerateCapacity, context.GenerateAsync("users", 1, null, token)));
            await context.GenerateAsync("teams", 1, new { id = 1 }, token);
            Assert.Contains(
                "rol",
                await RefusedAsync(ErrorCode.SeedFailed, context.GenerateAsync("users", 1, new { rol = 1 }, token)));
            Assert.Contains(
                "balance",
                await RefusedAsync(
                    ErrorCode.SeedFailed, context.GenerateAsync("users", 1, new { balance = "much" }, token)));
            Assert.Equal(
                "users.odd: There is no vocabulary 'x'",
                await RefusedAsync(
                    ErrorCode.ScenarioInvalid,
                    context.GenerateAsync("users", 1, new { odd = Value.Vocabulary("x") }, token)));
            Assert.Equal(
                "users.odd: Expected text, but this is integer",
                await RefusedAsync(
                    ErrorCode.ScenarioInvalid,
                    context.GenerateAsync("users", 1, new { odd = Value.Expression("${row}") }, token)));
            Assert.Contains(
                "wants another email in every row",
                await RefusedAsync(
                    ErrorCode.GenerateCapacity, context.GenerateAsync("users", 2, new { email = "a@b.c" }, token)),
                StringComparison.Ordinal);
            await context.GenerateAsync("users", 1, new { email = "a@b.c" }, token);
            await RefusedAsync(
                ErrorCode.GenerateConflict, context.GenerateAsync("users", 1, new { email = "a@b.c" }, token));
            await RefusedAsync(ErrorCode.SeedFailed, context.GenerateAsync("users", -1, null, token));
            Assert.Empty(await context.GenerateAsync("users", 0, null, token));
        });
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM users"));
    }

    [Fact]
    public async Task Rolled_back_a_seed_leaves_none_of_its_generated_rows()
    {
        await using WorkflowHarness harness = await StartAsync();
        await harness.ExecuteAsync("INSERT INTO teams VALUES (9, 'Nines')");
        CompiledSeed seed = CodeSeeds.Of("base/00_code", TwiceAsync);
        await harness.SeedAsync(seed);
        Assert.Equal("-", await harness.ScalarAsync($"SELECT not_captured FROM {harness.State["seed_history"]}"));
        await harness.RunAsync(
            project => project.SeedRollbackAsync(new SeedRollbackOptions { Yes = true }, WorkflowHarness.Token),
            options => options.AddSeeds([seed]));
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM users"));
        Assert.Equal("9", await harness.ScalarAsync("SELECT id FROM teams"));
    }

    [Fact]
    public async Task A_dry_run_keeps_nothing_and_tells_how_many_rows_there_would_be()
    {
        await using WorkflowHarness harness = await StartAsync();
        SeedResult result = await harness.RunAsync(
            project => project.SeedAsync(new SeedOptions { DryRun = true }, WorkflowHarness.Token),
            options => options.AddSeeds([CodeSeeds.Of("base/00_code", TwiceAsync)]));
        Assert.Equal(
            ["teams 2", "users 40"],
            Assert.Single(result.Seeds).Tables.Select(table => $"{table.Table.Name} {table.Inserted}").Order());
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM users"));
        SeedResult done = await harness.SeedAsync(CodeSeeds.Of("base/00_code", TwiceAsync));
        Assert.Equal(42, Assert.Single(done.Seeds).Tables.Sum(table => table.Inserted));
        Assert.False((await harness.SeedAsync(CodeSeeds.Of("base/00_code", TwiceAsync))).DidAnything);
    }

    [Fact]
    public async Task An_open_project_generates_rows_and_the_operation_history_says_so()
    {
        await using WorkflowHarness harness = await StartAsync();
        await harness.RunAsync(async project =>
        {
            GeneratedRows teams = await project.GenerateAsync("teams", 2);
            await project.GenerateAsync("users", 5, new { role = "student", team_id = teams[1] });
            FurrowException error = await Assert.ThrowsAsync<FurrowException>(
                () => project.GenerateAsync("usres", 5));
            Assert.Equal(ErrorCode.Usage, error.Code);
            return true;
        });
        Assert.Equal("5 2 2", await harness.ScalarAsync("SELECT count(*), min(team_id), max(team_id) FROM users"));
        Assert.Equal(
            ["generate succeeded", "generate succeeded", "generate failed"],
            (await harness.HistoryAsync("operation_history", "command, result")).TakeLast(3));

        // Numbers go on behind generated ones.
        await harness.RunCodeAsync((context, token) =>
            context.InsertAsync("notes", new { code = "a", body = "b" }, token));
        await harness.RunAsync(project => project.GenerateAsync("teams", 1, new { name = "x" }));
        Assert.Equal("3", await harness.ScalarAsync("SELECT max(id) FROM teams"));
    }

    private static async Task TwiceAsync(SeedContext context, CancellationToken token)
    {
        await context.GenerateAsync("teams", 2, null, Monday, token);
        await context.GenerateAsync("users", 20, new { role = "student" }, Monday, token);
        await context.GenerateAsync("users", 20, new { role = "student" }, Monday, token);
    }

    private static async Task<string> RefusedAsync(string code, Task<GeneratedRows> call)
    {
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => call);
        Assert.True(error.Code == code, $"Expected {code}, found {error.Code}: {error.Message}");
        return error.Message;
    }

    private static async Task<string> ContentAsync(WorkflowHarness harness) => string.Join(
        '\n',
        await harness.RowsAsync(
            "SELECT id, team_id, email, first_name, last_name, phone, nickname, bio, odd FROM users ORDER BY id"));

    private async Task<WorkflowHarness> StartAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_tables", Tables);
        await harness.MigrateAsync();
        return harness;
    }
}
