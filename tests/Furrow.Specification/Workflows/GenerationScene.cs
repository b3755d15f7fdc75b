using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>A project whose <c>setup</c> generates.</summary>
public static class GenerationScene
{
    public const string Scenario = """
        description: A club
        parameters: { members: 4, word: a }
        presets:
          few: { description: Hardly any, members: 2 }
        tables:
          members:
            rows: ${members}
            columns: { name: '${word} ${row}' }
          visits:
            per: members
            count: 3
            columns: { note: '${parent.name} ${ordinal}' }
        """;

    /// <summary>
    /// What <c>setup</c> generates is of the preset <c>few</c>, 2 members and 6 visits; it is not set up.
    /// </summary>
    public static async Task<WorkflowHarness> CreateAsync(IWorkflowFixture fixture, string settings = "preset: few")
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Migration("1_members", "CREATE TABLE members (id integer PRIMARY KEY, name text NOT NULL);",
                "DROP TABLE members;")
            .Migration("2_visits", "CREATE TABLE visits (id integer PRIMARY KEY, member_id integer NOT NULL "
                + "REFERENCES members, note text NOT NULL);", "DROP TABLE visits;")
            .Seed("base/00_owner.sql", "INSERT INTO members VALUES (1, 'owner');")
            .Write("scenarios/club.yaml", Scenario);
        return harness.Generates(settings);
    }

    /// <summary>Writes what <c>setup</c> generates.</summary>
    public static WorkflowHarness Generates(this WorkflowHarness harness, string settings)
    {
        harness.Project.Settings($"name: club\nsetup: {{ generate: {{ {settings} }} }}\n");
        return harness;
    }

    public static Task<PlanResult> PlanAsync(this WorkflowHarness harness, string? environment = null) =>
        harness.RunAsync(project => project.PlanAsync(
            new QueryOptions { Environment = environment }, WorkflowHarness.Token));

    /// <summary>How many rows the two tables have.</summary>
    public static async Task<string> CountsAsync(this WorkflowHarness harness) =>
        await harness.ScalarAsync("SELECT (SELECT count(*) FROM members), (SELECT count(*) FROM visits)");
}
