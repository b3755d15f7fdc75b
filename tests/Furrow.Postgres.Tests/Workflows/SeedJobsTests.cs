using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Specification.Workflows;
using Furrow.Sql;
using Furrow.Workflows;

namespace Furrow.Postgres.Tests.Workflows;

/// <summary>Which seeds run at once, and that nothing but the time it takes shows it.</summary>
public sealed class SeedJobsTests(PostgresServer server)
{
    private static readonly string[] State =
    [
        "SELECT 'a', id, what FROM a ORDER BY id", "SELECT 'b', id, a_id, what FROM b ORDER BY id",
        "SELECT 'c', id, what FROM c ORDER BY id", "SELECT 'd', id, what FROM d ORDER BY id",
        "SELECT 'e', id, what FROM e ORDER BY id", "SELECT 'f', id, what FROM f ORDER BY id",
        "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1",
    ];

    [Fact]
    public async Task Seeds_that_have_nothing_to_do_with_one_another_run_at_once()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/10_a.sql", "-- tables: c\nSELECT pg_advisory_xact_lock(4711);\nINSERT INTO c VALUES (1);")
            .Seed("base/10_b.sql", "-- tables: d\nINSERT INTO d VALUES (1);");
        await using IDatabase database = harness.OpenDatabase();
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Write, WorkflowHarness.Token);
        await ExecuteAsync(session, "SELECT pg_advisory_lock(4711)");
        harness.Events.On = e =>
        {
            // Only a second seed that runs beside the first one lets the first one go on.
            if (e is SeedStarted { Seed: "base/10_b" })
            {
                ExecuteAsync(session, "SELECT pg_advisory_unlock(4711)").GetAwaiter().GetResult();
            }
        };
        await harness.SeedAsync(new SeedOptions { Jobs = 2 });
        Assert.Equal(
            ["base/10_a", "base/10_b"],
            harness.Events.All.OfType<SeedApplied>().Select(applied => applied.Seed));
        Assert.Equal(["base/10_a", "base/10_b"], await harness.HistoryAsync("seed_history", "name"));
    }

    [Theory]
    [InlineData("CREATE SEQUENCE s; CREATE TABLE x (n integer DEFAULT nextval('s')); "
        + "CREATE TABLE y (n integer DEFAULT nextval('s'));")]
    [InlineData("CREATE TABLE x (n serial); CREATE TABLE y (n integer DEFAULT nextval('x_n_seq'));")]
    [InlineData("CREATE SEQUENCE s; CREATE FUNCTION code() RETURNS integer LANGUAGE sql AS "
        + "'SELECT nextval(''s'')::integer'; CREATE TABLE x (n integer DEFAULT code()); "
        + "CREATE TABLE y (n integer DEFAULT code());")]
    [InlineData("CREATE TABLE x (n serial PRIMARY KEY); CREATE TABLE y (n serial, x integer REFERENCES x);")]
    [InlineData("CREATE TABLE x (n serial); CREATE TABLE y (n serial) INHERITS (x);")]
    [InlineData("CREATE TABLE p (n serial, k integer DEFAULT 1) PARTITION BY LIST (k); "
        + "CREATE TABLE x PARTITION OF p FOR VALUES IN (1); CREATE TABLE y PARTITION OF p (k DEFAULT 2) DEFAULT;")]
    public async Task Tables_that_share_something_keep_their_seeds_apart(string definitions)
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        harness.Project.Migration("2_more", definitions)
            .Seed("base/10_x.sql", "-- tables: x\nINSERT INTO x DEFAULT VALUES;")
            .Seed("base/10_y.sql", "-- tables: y\nINSERT INTO y (n) VALUES (7);");
        await harness.MigrateAsync();
        await harness.SeedAsync(new SeedOptions { Jobs = 8 });
        Assert.Equal(
            ["started base/10_x", "applied base/10_x", "started base/10_y", "applied base/10_y"],
            Steps(harness));
    }

    [Fact]
    public async Task One_that_waits_for_another_in_the_database_runs_again_alone()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/10_a.sql", "-- tables: c\nSELECT pg_sleep(0.3);\nINSERT INTO c VALUES (1);\n"
                + "SELECT pg_advisory_xact_lock(4711);")
            .Seed("base/10_b.sql", "-- tables: d\nSELECT pg_advisory_xact_lock(4711);\nINSERT INTO d VALUES (1);")
            .Seed("base/10_c.sql", "-- tables: e\nINSERT INTO e VALUES (1);");
        await harness.SeedAsync(new SeedOptions { Jobs = 3 });
        Assert.Equal(
            ["base/10_a 1 applied", "base/10_b 1 applied", "base/10_c 1 applied"],
            await harness.HistoryAsync("seed_history", "name, attempt, result"));
        Assert.Empty(harness.Events.All.OfType<SeedFailed>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task One_two_or_eight_jobs_lead_to_the_same_state(int start)
    {
        ImmutableArray<string> one = await RunAsync(start, 1);
        Assert.Equal(one, await RunAsync(start, 2));
        Assert.Equal(one, await RunAsync(start, 8));
    }

    private async Task<ImmutableArray<string>> RunAsync(int start, int jobs)
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        AddSeeds(harness, new Random(start));
        List<string> found = [];
        for (int round = 0; round < 2; round++)
        {
            try
            {
                Furrow.Seeds.SeedResult result = await harness.SeedAsync(
                    new SeedOptions { Jobs = jobs, Force = round > 0, Yes = true });
                found.AddRange(result.Seeds.Select(
                    seed => $"{seed.Name} {seed.Outcome} {string.Join(", ", seed.Tables)}"));
            }
            catch (FurrowException e)
            {
                found.Add($"{e.Code} {e.File} {e.Line} {e.Message}");
            }
        }

        foreach (string sql in State)
        {
            found.AddRange(await harness.RowsAsync(sql));
        }

        found.AddRange(await harness.HistoryAsync("seed_history", "name, attempt, status, result, details, error"));
        return [.. found];
    }

    // Seeds of few prefixes and tables, some of them careless about what they declare, some of them broken.
    private static void AddSeeds(PostgresWorkflowHarness harness, Random random)
    {
        string[] tables = ["a", "b", "c", "d", "e", "f"];
        List<string> names = [];
        for (int number = 0; number < 10; number++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{random.Next(1, 3) * 10}_{number}");
            string table = tables[random.Next(tables.Length)];
            StringBuilder text = new($"-- tables: {table}\n");
            if (names.Count > 0 && random.Next(6) == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"-- depends: base/{names[random.Next(names.Count)]}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"SELECT pg_sleep(0.0{random.Next(5)});\n");
            text.Append(CultureInfo.InvariantCulture, $"INSERT INTO {table} (what) VALUES ('{name}'), ('more');\n");
            text.Append(random.Next(8) switch
            {
                0 => $"INSERT INTO {tables[random.Next(tables.Length)]} (what) VALUES ('undeclared');\n",
                1 => $"UPDATE {table} SET what = what || (SELECT count(*) FROM c);\n",
                2 when number > 5 => "INSERT INTO nowhere VALUES (1);\n",
                3 => $"DELETE FROM {table} WHERE id > 1;\n",
                _ => "",
            });
            harness.Project.Seed($"base/{name}.sql", text.ToString());
            names.Add(name);
        }
    }

    private static IEnumerable<string> Steps(PostgresWorkflowHarness harness) => harness.Events.All.Select(e => e switch
    {
        SeedStarted started => $"started {started.Seed}",
        SeedApplied applied => $"applied {applied.Seed}",
        _ => "",
    }).Where(step => step.Length > 0);

    private static Task<long> ExecuteAsync(ISession session, string sql) => session.ExecuteAsync(
        new SqlStatement(sql, 1, 1, SqlStatementKind.Ordinary), WorkflowHarness.Token);

    private async Task<PostgresWorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await new PostgresWorkflowFixture(server).CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration(
            "1_tables",
            """
            CREATE TABLE a (id serial PRIMARY KEY, what text);
            CREATE TABLE b (id integer GENERATED ALWAYS AS IDENTITY, a_id integer DEFAULT 1 REFERENCES a, what text);
            CREATE TABLE c (id serial PRIMARY KEY, what text);
            CREATE TABLE d (id serial PRIMARY KEY, what text);
            CREATE TABLE e (id serial PRIMARY KEY, what text);
            CREATE TABLE f (id integer GENERATED BY DEFAULT AS IDENTITY, what text UNIQUE);
            """);
        await harness.MigrateAsync();
        return (PostgresWorkflowHarness)harness;
    }
}
