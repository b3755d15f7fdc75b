using Furrow.Errors;
using Furrow.Scenarios;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>
/// What <c>generate</c> makes of check constraints, before the first row and in agreement with the database.
/// </summary>
public abstract class GenerateCheckSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string Tables = """
        CREATE TABLE wares (
            id bigint PRIMARY KEY,
            kind varchar(20) NOT NULL CHECK (kind IN ('book', 'toy', 'it''s')),
            grade integer NOT NULL CHECK (grade BETWEEN 1 AND 5),
            price numeric(8,2) NOT NULL CONSTRAINT price_is_fair CHECK (price >= 0.5 AND price < 100),
            discount numeric(8,2),
            code text CONSTRAINT code_is_short CHECK (length(code) <= 4),
            made date NOT NULL DEFAULT '2020-01-01',
            CONSTRAINT discount_is_less CHECK (discount < price),
            CONSTRAINT code_is_plain CHECK (lower(code) = code));
        CREATE UNIQUE INDEX one_code ON wares (lower(code)) ;
        """;

    private static CancellationToken Token => WorkflowHarness.Token;

    [Fact]
    public async Task What_is_left_out_or_without_bounds_is_what_the_checks_allow()
    {
        await using WorkflowHarness harness = await StartAsync("price: { normal: 50, deviation: 60 }");
        GenerateResult result = await GenerateAsync(harness, isDryRun: false);
        Assert.Equal(400, result.Rows);
        Assert.Equal("3", await harness.ScalarAsync("SELECT count(DISTINCT kind) FROM wares"));
        Assert.Equal("5", await harness.ScalarAsync("SELECT count(DISTINCT grade) FROM wares"));
    }

    [Theory]
    [InlineData(
        "price: { uniform: [0.00, 1.00] }", "wares: price_is_fair says ", " rows would break it: row ",
        " has price '0.")]
    [InlineData(
        "price: 10, discount: { uniform: [0.00, 20.00] }", "wares: discount_is_less says ", " has discount '",
        "', price '10")]
    [InlineData("price: 10, code: { hex: 3..5 }", "wares: code_is_short says ", " rows would break it", " has code '")]
    public async Task Rows_that_would_break_a_check_are_told_before_the_first_is_written(
        string columns, string first, string second, string third)
    {
        await using WorkflowHarness harness = await StartAsync(columns);
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.GenerateConflict, () => GenerateAsync(harness, isDryRun: true));
        Assert.All(
            (string[])[first, second, third],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.NotNull(error.Hint);
        await WorkflowHarness.FailsAsync(ErrorCode.GenerateConflict, () => GenerateAsync(harness, isDryRun: false));
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM wares"));
    }

    [Fact]
    public async Task What_counts_is_the_value_that_the_column_keeps()
    {
        await using WorkflowHarness harness = await StartAsync("price: 0.4951");
        Assert.Equal(400, (await GenerateAsync(harness, isDryRun: false)).Rows);
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(DISTINCT price) FROM wares WHERE price = 0.5"));
    }

    [Fact]
    public async Task All_broken_checks_are_told_at_once()
    {
        await using WorkflowHarness harness = await StartAsync("price: 0, grade: '${row % 7}', kind: pen");
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.GenerateConflict, () => GenerateAsync(harness, isDryRun: true));
        Assert.StartsWith("3 problems", error.Message, StringComparison.Ordinal);
        Assert.Contains("has grade '0'", error.Detail, StringComparison.Ordinal);
        Assert.Contains("400 of 400", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_the_database_can_judge_is_named_once()
    {
        await using WorkflowHarness harness = await StartAsync("price: 10, code: 'c${row}'");
        await GenerateAsync(harness, isDryRun: true);
        Assert.Equal(
            "Left to the database: wares: code_is_plain; wares: one_code (unique over an expression).",
            Assert.Single(harness.Events.All, told => told.Name == "checks-left").Details);
    }

    private static Task<GenerateResult> GenerateAsync(WorkflowHarness harness, bool isDryRun) =>
        harness.RunAsync(project => project.GenerateAsync(new GenerateOptions { DryRun = isDryRun }, Token));

    private async Task<WorkflowHarness> StartAsync(string columns)
    {
        WorkflowHarness harness = await fixture.CreateAsync(Token);
        harness.Project.Migration("1_wares", Tables).Write(
            "scenarios/wares.yaml", $"tables:\n  wares:\n    rows: 400\n    columns: {{ {columns} }}\n");
        await harness.SetupAsync(new SetupOptions { Environment = "development" });
        return harness;
    }
}
