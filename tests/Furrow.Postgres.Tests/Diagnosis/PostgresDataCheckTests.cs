using Furrow.Integrity;
using Furrow.Postgres.Tests.Workflows;
using Furrow.Providers;
using Furrow.Workflows;

namespace Furrow.Postgres.Tests.Diagnosis;

/// <summary>What PostgreSQL's rows can break and the other database's cannot.</summary>
public sealed class PostgresDataCheckTests(PostgresServer server)
{
    [Fact]
    public async Task Rows_written_past_disabled_triggers_break_a_key_that_is_valid()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE a (id integer, k integer, PRIMARY KEY (id, k))",
            "CREATE TABLE b (id integer, k integer, FOREIGN KEY (id, k) REFERENCES a MATCH FULL)",
            "INSERT INTO a VALUES (1, 1)");
        await server.AdministerAsync(
            "ALTER TABLE b DISABLE TRIGGER ALL; INSERT INTO b VALUES (1, 1), (1, 2), (1, NULL), (NULL, NULL); "
                + "ALTER TABLE b ENABLE TRIGGER ALL",
            harness.DatabaseName);
        DataFinding finding = Assert.Single((await CheckAsync(harness)).Findings);
        Assert.Equal(
            (DataFindingKind.ForeignKey, "b_id_k_fkey", 2L, true),
            (finding.Kind, finding.Name, finding.Rows, finding.IsValidated));
    }

    [Fact]
    public async Task What_nobody_has_validated_is_found_and_its_remedy_helps()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE a (id integer PRIMARY KEY)",
            "CREATE TABLE b (id integer, k integer) PARTITION BY LIST (k)",
            "CREATE TABLE b1 PARTITION OF b FOR VALUES IN (1)",
            "ALTER TABLE b ADD CONSTRAINT whole CHECK (id > 0) NOT VALID",
            "ALTER TABLE b1 ADD CONSTRAINT part CHECK (id > 0) NOT VALID",
            "ALTER TABLE b1 ADD FOREIGN KEY (id) REFERENCES a NOT VALID",
            "CREATE DOMAIN \"my; domain\" AS integer",
            "CREATE TABLE c (\"VALUE\" \"my; domain\", other \"my; domain\")",
            "INSERT INTO c VALUES (1, 2)",
            "ALTER DOMAIN \"my; domain\" ADD CONSTRAINT d CHECK (VALUE > 0) NOT VALID");
        DataReport report = await CheckAsync(harness);
        Assert.Equal(
            ["b whole", "b1 b1_id_fkey", "b1 part", "my; domain d"],
            report.Findings.Select(finding => $"{finding.Subject!.Value.Name} {finding.Name}").Order(
                StringComparer.Ordinal));
        Assert.All(report.Findings, finding => Assert.Equal(
            (DataFindingKind.Unvalidated, false), (finding.Kind, finding.IsValidated)));
        await harness.ExecuteAsync([.. report.Findings.Select(finding => finding.Remedy)]);
        Assert.Empty((await CheckAsync(harness)).Findings);
    }

    [Fact]
    public async Task Rows_of_a_partitioned_table_are_counted_once()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE a (id integer PRIMARY KEY)",
            "CREATE TABLE b (id integer, k integer NOT NULL) PARTITION BY LIST (k)",
            "CREATE TABLE b1 PARTITION OF b FOR VALUES IN (1)",
            "INSERT INTO b VALUES (-1, 1), (-2, 1)",
            "ALTER TABLE b ADD CONSTRAINT whole CHECK (id > 0) NOT VALID",
            "CREATE TABLE mother (id integer)",
            "CREATE TABLE daughter () INHERITS (mother)",
            "INSERT INTO mother VALUES (-1)",
            "INSERT INTO daughter VALUES (-1), (-2)",
            "ALTER TABLE mother ADD CONSTRAINT m CHECK (id > 0) NOT VALID");
        Assert.Equal(
            ["b whole 2", "daughter m 2", "mother m 1"],
            (await CheckAsync(harness)).Findings.Select(finding =>
                $"{finding.Subject!.Value.Name} {finding.Name} {finding.Rows}"));
    }

    [Fact]
    public async Task Values_that_break_a_domain_are_counted_by_column()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "CREATE DOMAIN d AS integer",
            "CREATE TABLE c (\"VALUE\" d, other d)",
            "INSERT INTO c VALUES (-1, 2), (-2, 1), (1, -1)",
            "ALTER DOMAIN d ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID");
        DataFinding[] findings = [.. (await CheckAsync(harness)).Findings];
        Assert.Equal(["VALUE 2", "other 1"], findings.Select(finding => $"{finding.Name} {finding.Rows}"));
        Assert.Equal(2, (await harness.RowsAsync(findings[0].Query!)).Count);
    }

    [Fact]
    public async Task A_unique_index_that_was_not_completed_is_found_with_the_rows_in_its_way()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE a (x integer, y text)",
            "INSERT INTO a VALUES (1, 'A'), (1, 'a'), (1, 'a'), (2, NULL), (2, NULL)");
        await Assert.ThrowsAnyAsync<Exception>(() => harness.ExecuteAsync(
            "CREATE UNIQUE INDEX CONCURRENTLY a_by_y ON a (lower(y), x) WHERE x < 9"));
        DataFinding repeated = Assert.Single((await CheckAsync(harness)).Findings);
        Assert.Equal((DataFindingKind.Unique, "a_by_y", 2L), (repeated.Kind, repeated.Name, repeated.Rows));
        await harness.ExecuteAsync("DELETE FROM a WHERE y = 'a'");
        DataFinding incomplete = Assert.Single((await CheckAsync(harness)).Findings);
        Assert.Equal(DataFindingKind.Index, incomplete.Kind);
        await harness.ExecuteAsync("REINDEX INDEX public.a_by_y");
        Assert.Empty((await CheckAsync(harness)).Findings);
    }

    [Fact]
    public async Task Rows_that_the_role_may_not_see_are_a_finding_not_a_smaller_number()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE a (id integer)",
            "INSERT INTO a VALUES (-1)",
            "ALTER TABLE a ADD CONSTRAINT positive CHECK (id > 0) NOT VALID",
            "ALTER TABLE a ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE a FORCE ROW LEVEL SECURITY");
        DataFinding hidden = Assert.Single((await CheckAsync(harness)).Findings);
        Assert.Equal((DataFindingKind.Unreadable, "positive"), (hidden.Kind, hidden.Name));
        await harness.ExecuteAsync("ALTER TABLE a NO FORCE ROW LEVEL SECURITY");
        Assert.Equal(1, Assert.Single((await CheckAsync(harness)).Findings).Rows);
    }

    private static async Task<DataReport> CheckAsync(PostgresWorkflowHarness harness) =>
        (await harness.RunAsync(project => project.DoctorAsync(
            new DoctorOptions { Data = true }, TestContext.Current.CancellationToken))).Data!;

    private async Task<PostgresWorkflowHarness> CreateAsync(params string[] statements)
    {
        TestDatabase database = await server.CreateDatabaseAsync();
        await database.DisposeAsync();
        PostgresWorkflowHarness harness = new(server, database.Name, server.Owner);
        await harness.ExecuteAsync(statements);
        return harness;
    }
}
