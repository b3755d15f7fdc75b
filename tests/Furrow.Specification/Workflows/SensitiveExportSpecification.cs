using System.Text.Json;
using Furrow.Errors;
using Furrow.Safety;
using Furrow.Sensitive;
using Furrow.Transfer;
using Furrow.Workflows;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Specification.Workflows;

/// <summary>Sensitive columns on their way out, from the settings to the files.</summary>
public abstract class SensitiveExportSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private static CancellationToken Token => WorkflowHarness.Token;

    [Fact]
    public async Task C8_personal_data_leaves_only_when_somebody_decided_so()
    {
        await using WorkflowHarness harness = await CreateAsync();
        FurrowException refused = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => ExportAsync(harness, new ExportOptions(ExportFormat.Csv)));
        Assert.Contains("customers.email", refused.Detail, StringComparison.Ordinal);
        Assert.Contains("customers.password_hash", refused.Detail, StringComparison.Ordinal);
        Assert.Contains("sensitive:", refused.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("lovelace", $"{refused.Message}{refused.Detail}{refused.Hint}", StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out(harness, "")));

        await ExportAsync(harness, new ExportOptions(ExportFormat.Csv) { IncludeSensitive = true });
        Assert.Contains("ada@lovelace.org", await ReadAsync(harness, "customers"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_at_a_terminal_is_asked()
    {
        await using WorkflowHarness harness = await CreateAsync();
        ExportOptions options = new(ExportFormat.Csv);
        foreach (bool agrees in (bool[])[false, true])
        {
            Answer answer = new(agrees);
            Task<ExportResult> run = harness.RunAsync(
                project => project.ExportAsync(options, Token), o => o.Prompt = answer);
            if (agrees)
            {
                Assert.All((await run).Sensitive, column => Assert.Equal(SensitiveOutcome.Keep, column.Outcome));
            }
            else
            {
                await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => run);
            }

            Assert.Contains("customers.email", Assert.Single(answer.Questions), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Values_are_replaced_left_out_and_emptied_as_the_settings_say_in_every_format()
    {
        await using WorkflowHarness harness = await CreateAsync();
        Settle(harness);
        foreach (ExportFormat format in Enum.GetValues<ExportFormat>())
        {
            ExportResult result = await ExportAsync(harness, new ExportOptions(format));
            Assert.Contains(result.Sensitive, column => column is { Column: "email", Generator: "email" });
        }

        string all = string.Concat(Directory.EnumerateFiles(Out(harness, "")).Select(File.ReadAllText));
        foreach (string gone in (string[])["lovelace", "hopper", "$2b$12$", "+1 415"])
        {
            Assert.DoesNotContain(gone, all, StringComparison.Ordinal);
        }

        using JsonDocument json = JsonDocument.Parse(
            await File.ReadAllBytesAsync(Out(harness, "seed_data.json"), Token));
        string[] columns =
        [
            .. json.RootElement.GetProperty("tables").EnumerateArray()
                .Single(table => table.GetProperty("name").GetString() == "customers")
                .GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("name").GetString()!),
        ];
        Assert.Equal(["id", "email", "password_hash", "city"], columns);
    }

    [Fact]
    public async Task Replaced_values_stay_unique_and_joins_over_them_hold()
    {
        await using WorkflowHarness harness = await CreateAsync();
        Settle(harness);
        await ExportAsync(harness, new ExportOptions(ExportFormat.Csv));
        string[] customers = [.. (await ReadAsync(harness, "customers")).Split('\n').Skip(1).Where(line => line != "")];
        string[] orders = [.. (await ReadAsync(harness, "orders")).Split('\n').Skip(1).Where(line => line != "")];
        string[] emails = [.. customers.Select(line => line.Split(',')[1])];
        Assert.Equal(2, emails.Distinct().Count());
        Assert.Equal([emails[0], emails[1], emails[0]], orders.Select(line => line.Split(',')[1]));
    }

    [Fact]
    public async Task Definitions_alone_ask_nobody()
    {
        await using WorkflowHarness harness = await CreateAsync();
        ExportResult result = await ExportAsync(
            harness, new ExportOptions(ExportFormat.Sql) { Part = ExportPart.Schema });
        Assert.Empty(result.Sensitive);
    }

    [Fact]
    public async Task A_snapshot_of_staging_passes_the_same_check()
    {
        await using WorkflowHarness harness = await CreateAsync("staging");
        SnapshotCreateOptions options = new() { Environment = "staging", Force = true };
        FurrowException refused = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.RunAsync(project => project.CreateSnapshotAsync(options, Token)));
        Assert.Contains("customers.email", refused.Detail, StringComparison.Ordinal);
        Settle(harness);
        FurrowException rewritten = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.RunAsync(project => project.CreateSnapshotAsync(options, Token)));
        Assert.Contains("holds every row as it is", rewritten.Message, StringComparison.Ordinal);
        Assert.Contains("customers.phone", rewritten.Message, StringComparison.Ordinal);
    }

    private static void Settle(WorkflowHarness harness) => harness.Project.Settings(
        """
        name: shop
        sensitive:
          customers.email: { generate: email }
          customers.password_hash: null
          customers.phone: exclude
          customers.city: keep
        """);

    private static string Out(WorkflowHarness harness, string file) =>
        Path.Combine(harness.Project.Path, "export", file);

    private static Task<string> ReadAsync(WorkflowHarness harness, string table) =>
        File.ReadAllTextAsync(Out(harness, $"{harness.Schema}.{table}.csv"), Token);

    private static Task<ExportResult> ExportAsync(WorkflowHarness harness, ExportOptions options) =>
        harness.RunAsync(project => project.ExportAsync(options, Token));

    private async Task<WorkflowHarness> CreateAsync(string environment = "development")
    {
        WorkflowHarness harness = await fixture.CreateAsync(Token);
        harness.Project.Migration(
            "1_shop",
            """
            CREATE TABLE customers (id integer PRIMARY KEY, email varchar(200) NOT NULL UNIQUE, password_hash text,
                phone text, city text);
            CREATE TABLE orders (id integer PRIMARY KEY, customer varchar(200) NOT NULL REFERENCES customers (email));
            INSERT INTO customers VALUES
                (1, 'ada@lovelace.org', '$2b$12$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234',
                    '+1 415 2671234', 'Paris'),
                (2, 'grace@hopper.org', '$2b$12$bbcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234', NULL, 'Rome');
            INSERT INTO orders VALUES (1, 'ada@lovelace.org'), (2, 'grace@hopper.org'), (3, 'ada@lovelace.org');
            """);
        await harness.MigrateAsync(new MigrateOptions { Environment = environment });
        return harness;
    }

    private sealed class Answer(bool agrees) : IConfirmationPrompt
    {
        public List<string> Questions { get; } = [];

        public Task<bool> AskAsync(string question, CancellationToken cancellationToken)
        {
            Questions.Add(question);
            return Task.FromResult(agrees);
        }

        public Task<string?> AskTypedAsync(string question, string expected, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nothing is to be typed.");
    }
}
