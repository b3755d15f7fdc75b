namespace Furrow.Specification.Workflows;

/// <summary>A project with two tables for seeds to fill and to be taken back from.</summary>
internal static class PlansScene
{
    public static async Task<WorkflowHarness> CreateAsync(IWorkflowFixture fixture)
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration(
            "1_tables",
            """
            CREATE TABLE plans (id integer PRIMARY KEY, name text);
            CREATE TABLE visits (a integer, b integer, what text, PRIMARY KEY (a, b));
            """);
        await harness.MigrateAsync();
        return harness;
    }

    public static string Plan(int id, string name) => $"INSERT INTO plans (id, name) VALUES ({id}, '{name}');";
}
