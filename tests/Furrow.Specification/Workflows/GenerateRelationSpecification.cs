using Furrow.Errors;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Generated rows that refer to rows by several columns, to their own table, and once each.</summary>
public abstract class GenerateRelationSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string Tables = """
        CREATE TABLE tenants (id bigint PRIMARY KEY, name text NOT NULL);
        CREATE TABLE users (tenant_id bigint NOT NULL REFERENCES tenants (id), id bigint NOT NULL, name text,
            PRIMARY KEY (tenant_id, id));
        CREATE TABLE projects (tenant_id bigint NOT NULL REFERENCES tenants (id), code varchar(20) NOT NULL,
            PRIMARY KEY (tenant_id, code));
        CREATE TABLE tasks (id bigint PRIMARY KEY, tenant_id bigint NOT NULL, user_id bigint NOT NULL,
            project varchar(20) NOT NULL, reviewer_id bigint,
            CONSTRAINT a_tenant FOREIGN KEY (tenant_id) REFERENCES tenants (id),
            CONSTRAINT by_project FOREIGN KEY (tenant_id, project) REFERENCES projects (tenant_id, code),
            CONSTRAINT by_reviewer FOREIGN KEY (tenant_id, reviewer_id) REFERENCES users (tenant_id, id),
            CONSTRAINT by_user FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id));
        CREATE TABLE members (tenant_id bigint NOT NULL, user_id bigint NOT NULL, code varchar(20) NOT NULL,
            PRIMARY KEY (tenant_id, user_id, code),
            FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id),
            FOREIGN KEY (tenant_id, code) REFERENCES projects (tenant_id, code));
        CREATE TABLE tags (id bigint PRIMARY KEY, name text NOT NULL);
        CREATE TABLE labels (project_tag bigint NOT NULL REFERENCES tags (id),
            task_id bigint NOT NULL REFERENCES tasks (id), PRIMARY KEY (project_tag, task_id));
        CREATE TABLE nodes (id bigint PRIMARY KEY, above bigint NOT NULL REFERENCES nodes (id), level integer NOT NULL);
        CREATE TABLE notes (id bigint PRIMARY KEY, tenant_id bigint NOT NULL REFERENCES tenants (id),
            answers bigint REFERENCES notes (id));
        """;

    private const string Tenants = """
        tables:
          tenants: { rows: 7, columns: { name: 'T${row}' } }
          users: { per: tenants, count: '${1 + parent.row % 3}', columns: { id: '${row}' } }
          projects: { per: tenants, count: 3, columns: { code: 'P${ordinal}' } }

        """;

    private static CancellationToken Token => WorkflowHarness.Token;

    [Theory]
    [InlineData("")]
    [InlineData("user_id: { pick: users }")]
    [InlineData("project: { pick: projects }")]
    [InlineData("project: { pick: projects }, reviewer_id: { pick: users }")]
    [InlineData("tenant_id: '${3 + row % 2}', reviewer_id: { pick: users, null_rate: 0.3 }")]
    public async Task Keys_that_share_a_column_agree_in_it(string columns)
    {
        await using WorkflowHarness harness = await StartAsync(
            Tenants + $"  tasks: {{ rows: 500, columns: {{ {columns} }} }}\n");
        await GenerateAsync(harness);
        Assert.Equal(
            "500",
            await harness.ScalarAsync(
                """
                SELECT count(*) FROM tasks t JOIN users u ON u.tenant_id = t.tenant_id AND u.id = t.user_id
                JOIN projects p ON p.tenant_id = t.tenant_id AND p.code = t.project
                """));
        string tenants = columns.StartsWith("tenant_id", StringComparison.Ordinal) ? "2" : "7";
        Assert.Equal(tenants, await harness.ScalarAsync("SELECT count(DISTINCT tenant_id) FROM tasks"));
        Assert.Equal("3", await harness.ScalarAsync("SELECT count(DISTINCT project) FROM tasks"));
    }

    [Fact]
    public async Task A_group_without_rows_is_refused_with_the_numbers()
    {
        await using WorkflowHarness harness = await StartAsync(
            Tenants.Replace("count: 3", "count: '${parent.row == 2 ? 0 : 1}'", StringComparison.Ordinal)
                + "  tasks: { per: users, count: 2, columns: { user_id: { key: parent } } }\n");
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.GenerateCapacity, () => GenerateAsync(harness));
        Assert.Equal(
            "tasks.project refers to a row of projects with the same tenant_id, and for 6 of 26 rows there is none: "
                + "row 6 has '3'. There are 6 groups.",
            error.Message);
        Assert.NotNull(error.Hint);
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM tenants"));
    }

    [Fact]
    public async Task Many_to_many_comes_without_duplicates()
    {
        await using WorkflowHarness harness = await StartAsync(Tenants + """
              tasks: { rows: 60 }
              tags: { rows: 5, columns: { name: 'tag ${row}' } }
              labels: { per: tasks, count: 5, columns: { project_tag: { pick: tags, distinct: true } } }
            """);
        await GenerateAsync(harness);
        Assert.Equal("300", await harness.ScalarAsync("SELECT count(*) FROM labels"));
        Assert.Equal("60", await harness.ScalarAsync(
            "SELECT count(*) FROM (SELECT task_id FROM labels GROUP BY task_id HAVING count(*) = 5) x"));
    }

    [Fact]
    public async Task A_root_that_may_not_be_NULL_is_its_own_parent()
    {
        await using WorkflowHarness harness = await StartAsync("""
            tables:
              nodes: { rows: 100, columns: { above: { tree: 4, children: 2 }, level: { level: above } } }
            """);
        await GenerateAsync(harness);
        Assert.Equal("7", await harness.ScalarAsync("SELECT count(*) FROM nodes WHERE above = id AND level = 0"));
        Assert.Equal("93", await harness.ScalarAsync(
            "SELECT count(*) FROM nodes n JOIN nodes a ON a.id = n.above AND a.level = n.level - 1"));
        Assert.Equal("3", await harness.ScalarAsync("SELECT max(level) FROM nodes"));
    }

    [Fact]
    public async Task Trees_of_children_stay_with_their_parent()
    {
        await using WorkflowHarness harness = await StartAsync("""
            tables:
              tenants: { rows: 9, columns: { name: a } }
              notes: { per: tenants, count: 11, columns: { answers: { tree: 3, children: 3 } } }
            """);
        await GenerateAsync(harness);
        Assert.Equal("9", await harness.ScalarAsync("SELECT count(*) FROM notes WHERE answers IS NULL"));
        Assert.Equal("90", await harness.ScalarAsync(
            "SELECT count(*) FROM notes n JOIN notes a ON a.id = n.answers AND a.tenant_id = n.tenant_id"));
    }

    private static Task<Scenarios.GenerateResult> GenerateAsync(WorkflowHarness harness) =>
        harness.RunAsync(project => project.GenerateAsync(new GenerateOptions(), Token));

    private async Task<WorkflowHarness> StartAsync(string scenario)
    {
        WorkflowHarness harness = await fixture.CreateAsync(Token);
        harness.Project.Migration("1_tenants", Tables).Write("scenarios/tenants.yaml", scenario);
        await harness.SetupAsync(new SetupOptions { Environment = "development" });
        return harness;
    }
}
