using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Scenarios;
using Furrow.Scenarios.Reporting;
using Furrow.Schema;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>
/// What <c>generate</c> puts into a database: the same values in every one, whoever writes them in how many pieces.
/// </summary>
public abstract class GenerateSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    // What both databases keep as it is; the dry run tells it in canonical text.
    private const string Members = """
        CREATE TABLE members (id bigint PRIMARY KEY, name varchar(80) NOT NULL, is_active boolean NOT NULL,
            points integer, price numeric(12,2), ratio double precision, born date, woken time, seen timestamp,
            made timestamptz, uid uuid, prefs json, raw bytea, boss_id bigint REFERENCES members (id));
        CREATE INDEX members_boss ON members (boss_id);
        """;

    private const string Visits = """
        CREATE TABLE visits (id bigint PRIMARY KEY, member_id bigint NOT NULL REFERENCES members (id),
            note text NOT NULL);
        """;

    private const string Scenario = """
        description: A club
        as_of: 2026-01-05
        parameters: { members: 200, word: a }
        presets: { few: { members: 20 } }
        tables:
          members:
            rows: ${members}
            columns:
              name: { vocabulary: name.first_name, locale: pt_PT }
              is_active: { chance: 0.7 }
              points: { poisson: 4, null_rate: 0.2 }
              price: { uniform: [0.00, 99.99] }
              ratio: { normal: 0, deviation: 3 }
              born: { uniform: [1900-01-01, '${as_of}'] }
              woken: { uniform: ['00:00', '23:59'] }
              seen: { moments: ['${as_of - 30}', '${as_of}'] }
              made: { moments: ['${as_of - 30}', '${as_of}'], step: '${seconds(0.001)}' }
              uid: { uuid: v4 }
              prefs: { json: { theme: { choose: [dark, light] }, n: { uniform: 1..9 } } }
              raw: { bytes: 0..9 }
              boss_id: { pick: members, null_rate: 0.5 }
          visits:
            per: members
            count: 2
            columns: { note: '${word} ${parent.name} ${ordinal}' }
        """;

    private const int Price = 4;

    private static CancellationToken Token => WorkflowHarness.Token;

    [Fact]
    public async Task The_database_holds_the_cells_that_a_dry_run_tells()
    {
        await using WorkflowHarness harness = await StartAsync();
        GenerateResult told = await GenerateAsync(harness, new() { DryRun = true });
        Assert.True(told.IsDryRun);
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM members"));
        GenerateResult done = await GenerateAsync(harness, new());
        Assert.Equal((600L, false), (done.Rows, done.IsContinued));
        Assert.Equal("200 400", $"{await Count(harness, "members")} {await Count(harness, "visits")}");
        foreach (TableGenerated table in told.Tables)
        {
            IReadOnlyList<string?[]> rows = await CanonicalAsync(harness, table.Table.Name);
            Assert.Equal(5, table.FirstRows.Length);
            Assert.Equal(table.FirstRows.Select(row => Line(WithoutZeros(row))), rows.Take(5).Select(row => Line(row)));
        }
    }

    [Fact]
    public async Task The_cells_are_those_that_were_committed()
    {
        await using WorkflowHarness harness = await StartAsync();
        await GenerateAsync(harness, new());
        List<string> lines = [];
        foreach (string table in (string[])["members", "visits"])
        {
            lines.AddRange((await CanonicalAsync(harness, table)).Select(row => Line(row)));
        }

        string found = Checksum(lines);
        Assert.True(found == GenerateChecksums.Club, found);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(32)]
    public async Task The_number_of_threads_changes_nothing(int jobs)
    {
        await using WorkflowHarness harness = await StartAsync();
        await GenerateAsync(harness, With("members", "40000", new GenerateOptions { Jobs = jobs }));
        Assert.Equal("40000", await Count(harness, "members"));
        string found = Checksum((await CanonicalAsync(harness, "members")).Select(row => Line(row)));
        Assert.True(found == GenerateChecksums.ManyMembers, found);
    }

    [Fact]
    public async Task A_hundred_and_then_more_are_as_many_at_once()
    {
        await using WorkflowHarness pieces = await StartAsync();
        GenerateResult first = await GenerateAsync(pieces, With("members", "60", new()));
        GenerateResult second = await GenerateAsync(pieces, With("members", "140", new()));
        Assert.Equal((false, true), (first.IsContinued, second.IsContinued));
        await using WorkflowHarness whole = await StartAsync();
        await GenerateAsync(whole, With("members", "200", new()));

        // Who is the boss depends on how many there are to choose from.
        Assert.Equal(
            (await CanonicalAsync(whole, "members")).Select(row => Line(row[..^1])),
            (await CanonicalAsync(pieces, "members")).Select(row => Line(row[..^1])));
        Assert.Equal(
            (await CanonicalAsync(whole, "visits")).Select(row => Line(row)),
            (await CanonicalAsync(pieces, "visits")).Select(row => Line(row)));
    }

    [Fact]
    public async Task Another_parameter_that_cells_read_begins_anew_behind_what_is_there()
    {
        await using WorkflowHarness harness = await StartAsync();
        await GenerateAsync(harness, With("members", "3", new()));
        GenerateResult other = await GenerateAsync(
            harness, With("members", "3", With("word", "b", new())));
        Assert.False(other.IsContinued);
        Assert.Equal("6", await Count(harness, "members"));
        IReadOnlyList<string> names = await harness.RowsAsync("SELECT name FROM members ORDER BY id");
        Assert.Equal(names.Take(3), names.Skip(3));
    }

    [Fact]
    public async Task Clearing_first_seeds_again_and_generates_in_one_transaction()
    {
        await using WorkflowHarness harness = await StartAsync();
        await GenerateAsync(harness, With("members", "3", new()));
        GenerateResult again = await GenerateAsync(
            harness, With("members", "3", new GenerateOptions { ClearFirst = true, Yes = true }));
        Assert.False(again.IsContinued);
        Assert.Equal("3", await Count(harness, "members"));
        Assert.Equal("1", await harness.ScalarAsync("SELECT min(id) FROM members"));
    }

    [Fact]
    public async Task What_the_database_refuses_leaves_nothing_behind()
    {
        await using WorkflowHarness harness = await StartAsync();
        await harness.ExecuteAsync("CREATE UNIQUE INDEX one_visit ON visits ((member_id + 0))");
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.GenerateConflict, () => GenerateAsync(harness, new()));
        Assert.NotNull(error.Hint);
        Assert.Equal("0", await Count(harness, "members"));
        Assert.Equal("0", await harness.ScalarAsync($"SELECT count(*) FROM {harness.State["generation_history"]}"));
    }

    [Fact]
    public async Task Keys_that_would_come_twice_are_refused_with_an_example_before_the_first_row()
    {
        await using WorkflowHarness harness = await StartAsync();
        await harness.ExecuteAsync("CREATE UNIQUE INDEX one_visit ON visits (member_id)");
        FurrowException repeated = await WorkflowHarness.FailsAsync(
            ErrorCode.GenerateCapacity, () => GenerateAsync(harness, new() { DryRun = true }));
        Assert.Equal(
            "visits: one_visit wants another member_id in every row, and 200 of 400 rows repeat one: "
                + "rows 0 and 1 both have '1'.",
            repeated.Message);
        Assert.Contains("`{ pick: …, distinct: true }`", repeated.Hint, StringComparison.Ordinal);
        await harness.ExecuteAsync("DROP INDEX one_visit", "CREATE UNIQUE INDEX one_note ON visits (note)");
        await GenerateAsync(harness, With("members", "1", new()));
        FurrowException taken = await WorkflowHarness.FailsAsync(
            ErrorCode.GenerateConflict,
            () => GenerateAsync(harness, With("members", "1", new GenerateOptions { AsOf = "2026-01-06" })));
        Assert.StartsWith(
            "visits: 2 of 2 rows would have the note of a row that is there already (one_note): 'a ",
            taken.Message,
            StringComparison.Ordinal);
        Assert.Equal("1", await Count(harness, "members"));
    }

    [Fact]
    public async Task Definitions_are_the_same_after_more_rows_than_indexes_are_kept_for()
    {
        await using WorkflowHarness harness = await StartAsync();
        await harness.ExecuteAsync(
            "CREATE INDEX visits_by_note ON visits (note, member_id)",
            "CREATE UNIQUE INDEX visits_one ON visits (member_id, note) WHERE id > 3");
        string before = await CatalogAsync(harness);
        await GenerateAsync(harness, With("members", "30000", new()));
        Assert.Equal("60000", await Count(harness, "visits"));
        Assert.Equal(before, await CatalogAsync(harness));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => harness.ExecuteAsync(
            "INSERT INTO visits SELECT id + 1000000, member_id, note FROM visits WHERE id = 7"));
    }

    [Fact]
    public async Task It_tells_how_far_it_is_to_the_end_and_how_much_was_sent()
    {
        await using WorkflowHarness harness = await StartAsync();
        GenerateResult result = await GenerateAsync(harness, new());
        ProgressMade[] told =
            [.. harness.Events.All.OfType<ProgressMade>().Where(progress => progress.Unit == "rows")];
        Assert.Equal([200L, 600L], told.Select(progress => progress.Whole!.Value.Done));
        Assert.Equal(("generate visits", 400L, 400L), (told[^1].Label, told[^1].Done, told[^1].Total));
        Assert.All(told, progress => Assert.Equal(600, progress.Whole!.Value.Total));
        Assert.All(result.Tables, table => Assert.True(table.ByteCount > 0));
        Assert.Equal(result.ByteCount, result.Tables.Sum(table => table.ByteCount));
        Assert.Null(result.Report);
    }

    [Fact]
    public async Task What_rows_are_like_is_the_same_before_and_after_they_are_written()
    {
        await using WorkflowHarness harness = await StartAsync();
        GenerateResult told = await GenerateAsync(harness, new() { DryRun = true, Report = true });
        GenerateResult done = await GenerateAsync(harness, new() { Report = true });
        Assert.Equal(JsonSerializer.Serialize(told.Report), JsonSerializer.Serialize(done.Report));
        Assert.Equal(["members", "visits"], done.Report!.Tables.Select(table => table.Table.Name).Order());
        Assert.Equal(
            await harness.ScalarAsync("SELECT count(DISTINCT points) FROM members"),
            $"{Column("points").DistinctCount}");
        Assert.Equal(
            await harness.ScalarAsync("SELECT count(*) FROM members WHERE points IS NULL"),
            $"{Column("points").NullCount}");
        Assert.Equal(
            await harness.ScalarAsync("SELECT count(DISTINCT name) FROM members"), $"{Column("name").DistinctCount}");

        ColumnProfile Column(string name) => done.Report.Tables.Single(table => table.Table.Name == "members")
            .Columns.Single(column => column.Name == name);
    }

    [Fact]
    public async Task What_makes_no_sense_is_usage()
    {
        await using WorkflowHarness harness = await StartAsync();
        foreach (GenerateOptions options in (GenerateOptions[])
            [
                new() { Rows = -1 }, new() { AsOf = "someday" }, new() { Jobs = 0 }, new() { Jobs = 33 },
                new() { Request = new() { Preset = "many" } }, With("members", "x", new()), With("x", "1", new()),
            ])
        {
            await WorkflowHarness.FailsAsync(ErrorCode.Usage, () => GenerateAsync(harness, options));
        }

        Assert.Equal("0", await Count(harness, "members"));
    }

    private static GenerateOptions With(string parameter, string value, GenerateOptions options) => options with
    {
        Request = options.Request with { Parameters = options.Request.Parameters.Add(parameter, value) },
    };

    private static Task<GenerateResult> GenerateAsync(WorkflowHarness harness, GenerateOptions options) =>
        harness.RunAsync(project => project.GenerateAsync(options, Token));

    private static async Task<string> CatalogAsync(WorkflowHarness harness)
    {
        await using IDatabase database = harness.OpenDatabase();
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Read, Token);
        return (await session.ReadCatalogAsync(Token)).Hash();
    }

    private static Task<string> Count(WorkflowHarness harness, string table) =>
        harness.ScalarAsync($"SELECT count(*) FROM {table}");

    private static string Checksum(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

    private static string Line(IEnumerable<string?> cells) => string.Join('|', cells.Select(cell => cell ?? "∅"));

    // SQLite has no decimals: what is behind the last digit that is not zero it does not keep.
    private static string?[] WithoutZeros(IReadOnlyList<string?> cells) =>
    [
        .. cells.Select((cell, place) => place == Price && cell?.Contains('.', StringComparison.Ordinal) == true
            ? cell.TrimEnd('0').TrimEnd('.') : cell),
    ];

    private static async Task<IReadOnlyList<string?[]>> CanonicalAsync(WorkflowHarness harness, string table)
    {
        await using IDatabase database = harness.OpenDatabase();
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Read, Token);
        Table found = (await session.ReadSchemaAsync(Token)).Tables.Single(t => t.Name.Name == table);
        IReadOnlyList<string?[]> rows = await session.FindAsync(
            new RowSearch(found, [], []) { Columns = found.Columns }, Token);
        return [.. rows.OrderBy(row => long.Parse(row[0]!, CultureInfo.InvariantCulture)).Select(WithoutZeros)];
    }

    private async Task<WorkflowHarness> StartAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(Token);
        harness.Project.Migration("1_club", Members + Visits).Write("scenarios/club.yaml", Scenario);
        await harness.SetupAsync(new SetupOptions { Environment = "development" });
        return harness;
    }
}
