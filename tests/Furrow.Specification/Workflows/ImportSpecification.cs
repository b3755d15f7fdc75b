using System.Text;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Transfer;
using Furrow.Transfer.Importing;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary><c>import</c>, whatever the database; the role is an ordinary owner.</summary>
public abstract partial class ImportSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private static readonly string[][] Ways =
        [["export"], ["export/seed.sql"], ["export/schema.sql", "export/data.sql"], ["export/advanced_seed.sql"]];

    private static CancellationToken Token => WorkflowHarness.Token;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task C5_an_export_comes_back_as_it_was(int way)
    {
        await using WorkflowHarness source = await ExportedAsync();
        await using WorkflowHarness target = await fixture.CreateAsync(Token);
        Bring(source, target);
        if (way == 3)
        {
            // Into tables that are there.
            await ImportAsync(target, "export/schema.sql");
        }

        ImportResult result = new([]);
        foreach (string path in Ways[way])
        {
            result = await ImportAsync(target, path);
        }

        Assert.Equal(await StateAsync(source), await StateAsync(target));
        Assert.Equal(
            (await source.StatusAsync()).Tables.Where(table => table.Rows > 0).OrderBy(table => table.Table),
            result.Tables.Where(table => table.Rows > 0).OrderBy(table => table.Table));
        Assert.Contains(target.Events.All.OfType<TableImported>(), imported => imported.Rows > 0);
        Assert.Equal(
            ["import succeeded"],
            (await target.HistoryAsync("operation_history", "command, result")).Distinct());
    }

    [Theory]
    [InlineData(ExportFormat.Json, "seed_data.json")]
    [InlineData(ExportFormat.Csv, "manifest.json")]
    public async Task C5_rows_come_back_from_other_formats(ExportFormat format, string file)
    {
        await using WorkflowHarness source = await ExportedAsync();
        await source.ExecuteAsync("INSERT INTO empty VALUES (NULL), (7)");
        await source.RunAsync(
            project => project.ExportAsync(new ExportOptions(ExportFormat.Sql) { IncludeSensitive = true }, Token));
        await using WorkflowHarness target = await fixture.CreateAsync(Token);
        Bring(source, target);
        await ImportAsync(target, "export/schema.sql");
        Directory.Delete(Path.Combine(source.Project.Path, "export"), recursive: true);
        await source.RunAsync(
            project => project.ExportAsync(new ExportOptions(format) { IncludeSensitive = true }, Token));
        target.Project.Delete("export/schema.sql").Delete("export/data.sql").Delete("export/seed.sql")
            .Delete("export/advanced_seed.sql");
        Bring(source, target);
        ImportResult result = await ImportAsync(target, "export");
        Assert.Equal(await StateAsync(source), await StateAsync(target));
        Assert.Equal((await source.StatusAsync()).Tables.Sum(table => table.Rows), result.Rows);
        await FailsAsync(target, $"export/{file}", code: ErrorCode.Refused);
        await ImportAsync(target, $"export/{file}", clearFirst: true);
        Assert.Equal(await StateAsync(source), await StateAsync(target));

        // A row that does not come leaves those that are there.
        await target.ExecuteAsync("ALTER TABLE empty RENAME COLUMN id TO other");
        FurrowException error = await FailsAsync(target, $"export/{file}", clearFirst: true);
        Assert.Contains("empty.id", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExportFormat.Json)]
    [InlineData(ExportFormat.Csv)]
    public async Task C5_columns_of_other_types_are_all_named_before_anything_is_loaded(ExportFormat format)
    {
        await using WorkflowHarness source = await fixture.CreateAsync(Token);
        await source.ExecuteAsync(
            "CREATE TABLE a (id integer PRIMARY KEY, n integer, t text, d date, at timestamp, small integer)",
            "CREATE TABLE b (id integer PRIMARY KEY, flag boolean)",
            "INSERT INTO a VALUES (1, 2, 'x', '2024-01-05', '2024-01-05 10:00:00', 3)",
            "INSERT INTO b VALUES (1, true)");
        await source.RunAsync(
            project => project.ExportAsync(new ExportOptions(format) { IncludeSensitive = true }, Token));
        await using WorkflowHarness target = await fixture.CreateAsync(Token);
        await target.ExecuteAsync(
            "CREATE TABLE a (id bigint PRIMARY KEY, n date, t integer, d text, at date, small numeric(9,2))",
            "CREATE TABLE b (id integer PRIMARY KEY, flag timestamp)");
        Bring(source, target);
        FurrowException error = await FailsAsync(target, "export");
        Assert.Equal(
            ["a.at", "a.n", "a.t", "b.flag"],
            error.Detail!.Split('\n').Select(line => line.Split(':')[0].Split('.', 2)[1])
                .Order(StringComparer.Ordinal));
        Assert.Equal("0", await target.ScalarAsync("SELECT count(*) FROM b"));
        await target.ExecuteAsync(
            "DROP TABLE a", "DROP TABLE b",
            "CREATE TABLE a (id bigint PRIMARY KEY, n numeric, t varchar(9), d text, at text, small numeric(9,2))",
            "CREATE TABLE b (id integer PRIMARY KEY, flag text)");
        Assert.Equal(2, (await ImportAsync(target, "export")).Rows);
    }

    [Fact]
    public async Task D2_a_csv_file_without_its_checksum_changes_nothing()
    {
        await using WorkflowHarness harness = await TwoTablesAsync();
        await harness.ExecuteAsync(
            "INSERT INTO parents VALUES (1, 'one'), (2, 'hidden')", "INSERT INTO children VALUES (1, 2)");
        await harness.RunAsync(
            project => project.ExportAsync(new ExportOptions(ExportFormat.Csv) { IncludeSensitive = true }, Token));
        await harness.ExecuteAsync("DELETE FROM children", "DELETE FROM parents");
        string file = Path.GetFileName(
            Directory.EnumerateFiles(Path.Combine(harness.Project.Path, "export"), "*parents*.csv").Single());
        string text = await File.ReadAllTextAsync(Path.Combine(harness.Project.Path, "export", file), Token);
        harness.Project.Write($"export/{file}", text.Replace("hidden", "hiddex", StringComparison.Ordinal));
        FurrowException error = await FailsAsync(harness, "export");
        Assert.Equal($"export/{file}", error.File);
        Assert.Contains("checksum", error.Message, StringComparison.Ordinal);
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM parents"));
        Assert.False(await HasStateAsync(harness));
        harness.Project.Write($"export/{file}", text);
        Assert.Equal(3, (await ImportAsync(harness, "export")).Rows);
    }

    [Fact]
    public async Task C2_rows_of_other_formats_come_all_or_not_at_all()
    {
        await using WorkflowHarness harness = await TwoTablesAsync();
        await harness.ExecuteAsync("INSERT INTO parents VALUES (5, 'old')");
        await harness.RunAsync(project => project.StampAsync(
            new StampOptions { Stamp = "development", Confirm = project.Configuration.Database.Value.DatabaseName },
            Token));
        harness.Project
            .Write("twice.json", Document("[1,\"a\"],[1,\"hidden value\"]", ""))
            .Write("alone.json", Document("[1,\"a\"]", "[1,1],[2,9]"))
            .Write("wide.json", Document("[1,\"a\",2]", ""))
            .Write("cut.json", Document("[1,\"a\"]", "")[..^20])
            .Write("none.json", "{}")
            .Write("good.json", Document("[1,\"a\\t\"],[2,null]", "[1,\"2\"]"));
        foreach (string file in (string[])["twice.json", "alone.json", "wide.json", "cut.json", "none.json"])
        {
            FurrowException error = await FailsAsync(harness, file, clearFirst: true, code: null);
            Assert.DoesNotContain("hidden", error.Message + error.Detail + error.Hint, StringComparison.Ordinal);
            Assert.Equal(["5 old"], await harness.RowsAsync("SELECT * FROM parents"));
        }

        Assert.Equal(3, (await ImportAsync(harness, "good.json", clearFirst: true)).Rows);
        Assert.Equal(["1 a\t", "2 -"], await harness.RowsAsync("SELECT * FROM parents ORDER BY id"));
        Assert.Equal(["1 2"], await harness.RowsAsync("SELECT * FROM children"));
    }

    [Fact]
    public async Task C6_the_next_number_is_free()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(Token);
        bool isPostgres = harness.Provider.Capabilities.Schemas;
        await harness.ExecuteAsync(isPostgres
            ? "CREATE TABLE numbered (id serial PRIMARY KEY, n text)"
            : "CREATE TABLE numbered (id integer PRIMARY KEY AUTOINCREMENT, n text)");
        harness.Project.Write("rows.sql", "INSERT INTO numbered (id, n) VALUES (1, 'a'), (41, 'b');\n");
        await ImportAsync(harness, "rows.sql");
        await harness.ExecuteAsync("INSERT INTO numbered (n) VALUES ('next')");
        Assert.Equal("42", await harness.ScalarAsync("SELECT id FROM numbered WHERE n = 'next'"));
    }

    [Fact]
    public async Task C2_a_failing_row_leaves_nothing_and_is_named_with_its_place()
    {
        await using WorkflowHarness harness = await TwoTablesAsync();
        harness.Project.Write(
            "rows.sql",
            "BEGIN;\nINSERT INTO parents VALUES (1, 'one');\n\nCREATE TABLE more (id integer);\n"
                + "INSERT INTO parents VALUES (2,\n  'two'), (1, 'hidden value');\nCOMMIT;\n");
        FurrowException error = await FailsAsync(harness, "rows.sql");
        Assert.Equal(("rows.sql", 5), (error.File, error.Line));
        Assert.Contains("INSERT INTO parents", error.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.Message + error.Detail + error.Hint, StringComparison.Ordinal);
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM parents"));
        Assert.False(await harness.HasTableAsync("more"));
        Assert.Equal(["import failed"], await harness.HistoryAsync("operation_history", "command, result"));
    }

    [Fact]
    public async Task Tables_with_rows_are_refused_and_cleared_when_asked()
    {
        await using WorkflowHarness harness = await TwoTablesAsync();
        await harness.ExecuteAsync(
            "CREATE TABLE mine (id integer)",
            "INSERT INTO mine VALUES (7)",
            "INSERT INTO parents VALUES (5, 'old')",
            "INSERT INTO children VALUES (6, 5)");
        await harness.RunAsync(project => project.StampAsync(
            new StampOptions { Stamp = "development", Confirm = project.Configuration.Database.Value.DatabaseName },
            Token));
        harness.Project.Write(
            "rows.sql", "INSERT INTO parents VALUES (1, 'new');\nINSERT INTO children VALUES (1, 1);\n");
        FurrowException refused = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => ImportAsync(harness, "rows.sql"));
        Assert.Contains("parents", refused.Detail, StringComparison.Ordinal);
        Assert.Contains("children", refused.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("mine", refused.Detail, StringComparison.Ordinal);
        Assert.Contains("--clear-first", refused.Hint, StringComparison.Ordinal);

        // What does not come leaves the old rows.
        harness.Project.Write(
            "bad.sql", "INSERT INTO parents VALUES (1, 'new');\nINSERT INTO children VALUES (1, 9);\n");
        await FailsAsync(harness, "bad.sql", clearFirst: true, code: null);
        Assert.Equal(["5 old"], await harness.RowsAsync("SELECT * FROM parents"));
        Assert.Equal(["6 5"], await harness.RowsAsync("SELECT * FROM children"));

        ImportResult result = await ImportAsync(harness, "rows.sql", clearFirst: true);
        Assert.Equal(2, result.Rows);
        Assert.Equal(["1 new"], await harness.RowsAsync("SELECT * FROM parents"));
        Assert.Equal(["1 1"], await harness.RowsAsync("SELECT * FROM children"));
        Assert.Equal(["7"], await harness.RowsAsync("SELECT * FROM mine"));
    }

    [Fact]
    public async Task C9_violations_are_counted_by_constraint()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(Token);
        await harness.ExecuteAsync(
            "CREATE TABLE parents (id integer PRIMARY KEY)",
            "CREATE TABLE children (id integer PRIMARY KEY, parent_id integer, CONSTRAINT children_parent_id_fkey "
                + "FOREIGN KEY (parent_id) REFERENCES parents DEFERRABLE INITIALLY DEFERRED)");
        harness.Project.Write("rows.sql", """
            INSERT INTO children VALUES (1, 1), (2, 2), (3, NULL), (4, 4);
            INSERT INTO parents VALUES (4);

            """);
        FurrowException error = await FailsAsync(harness, "rows.sql");
        Assert.Contains("children_parent_id_fkey: 2 rows", error.Message, StringComparison.Ordinal);
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM children"));
    }

    [Fact]
    public async Task C3_nothing_to_read_is_an_error()
    {
        await using WorkflowHarness harness = await TwoTablesAsync();
        harness.Project.Write("empty.sql", "")
            .Write("comment.sql", "-- nothing\n")
            .Write("select.sql", "SELECT 1;\n")
            .Write("slip.sql", "-- by hand\n\nSELEC 'hidden'\nFROM b;\n")
            .Write("cut.sql", "BEGIN;\nINSERT INTO parents VALUES (1, 'one');\n")
            .Write("back.sql", "BEGIN;\nINSERT INTO parents VALUES (1, 'one');\nROLLBACK;\n")
            .Write("data.txt", "1")
            .Write("void/readme.txt", "");
        await File.WriteAllBytesAsync(
            Path.Combine(harness.Project.Path, "latin.sql"),
            Encoding.Latin1.GetBytes("INSERT INTO parents VALUES (1, 'é');\n"),
            Token);
        foreach (string file in (string[])[
            "empty.sql", "comment.sql", "select.sql", "slip.sql", "cut.sql", "back.sql", "latin.sql"])
        {
            FurrowException error = await FailsAsync(harness, file);
            Assert.Equal(file, error.File);
        }

        FurrowException slip = await FailsAsync(harness, "slip.sql");
        Assert.Equal(3, slip.Line);
        Assert.Contains("begins with `SELEC", slip.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", slip.Message, StringComparison.Ordinal);

        foreach (string file in (string[])["data.txt", "void", "missing.sql"])
        {
            await FailsAsync(harness, file, code: ErrorCode.Usage);
        }

        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM parents"));
        Assert.False(await HasStateAsync(harness));
    }

    [Fact]
    public async Task What_only_a_shell_understands_is_refused_with_its_line()
    {
        await using WorkflowHarness harness = await TwoTablesAsync();
        bool isPostgres = harness.Provider.Capabilities.Schemas;
        string command = isPostgres ? "\\connect other" : ".mode csv";
        harness.Project.Write(
            "shell.sql",
            $"INSERT INTO parents VALUES (1, 'a;\nb');\n\n{command}\nINSERT INTO parents VALUES (2, 'c');\n");
        FurrowException error = await FailsAsync(harness, "shell.sql");
        Assert.Equal(("shell.sql", 4), (error.File, error.Line));
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM parents"));
    }

    [Fact]
    public async Task A_changed_export_and_tables_that_are_there_are_refused()
    {
        await using WorkflowHarness source = await ExportedAsync();
        await using WorkflowHarness target = await fixture.CreateAsync(Token);
        Bring(source, target);
        string advanced = Path.Combine(target.Project.Path, "export", "advanced_seed.sql");
        string text = await File.ReadAllTextAsync(advanced, Token);
        string line = $"-- {target.Schema}.big: ";
        Assert.Contains(line + "3000", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            advanced, text.Replace(line + "3000", line + "3001", StringComparison.Ordinal), Token);
        FurrowException error = await FailsAsync(target, "export");
        Assert.Contains("has 3000 rows, and the export had 3001", error.Message, StringComparison.Ordinal);
        Assert.Empty((await target.StatusAsync()).Tables);
        await ImportAsync(target, "export/seed.sql");
        error = await FailsAsync(target, "export/seed.sql");
        Assert.Contains("there already", error.Message, StringComparison.Ordinal);
        await ImportAsync(target, "export/data.sql", clearFirst: true);
        Assert.Equal(await StateAsync(source), await StateAsync(target));
    }

    [Fact]
    public async Task Histories_are_left_alone_and_what_is_pending_is_said()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(Token);
        harness.Project
            .Migration("1_a", "CREATE TABLE a (id integer PRIMARY KEY);")
            .Seed("base/00_a.sql", "INSERT INTO a VALUES (1);");
        await harness.SetupAsync();
        harness.Project
            .Migration("2_b", "CREATE TABLE b (id integer);")
            .Write("rows.sql", "INSERT INTO a VALUES (2);\n")
            .Write("own.sql", $"INSERT INTO {harness.State["runs"]} VALUES (1);\n");
        ImportResult result = await ImportAsync(harness, "rows.sql", clearFirst: true);
        Assert.Equal((1, 0), (result.PendingMigrations, result.PendingSeeds));
        Assert.Equal(["2"], await harness.RowsAsync("SELECT id FROM a"));
        FurrowException error = await FailsAsync(harness, "own.sql");
        Assert.Contains("furrow's own tables", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hooks_run_around_it_whatever_comes_of_it()
    {
        await using WorkflowHarness harness = await TwoTablesAsync();
        harness.Project.Settings(
            "name: shop\nhooks: { before_restore: echo stop >> hooks.txt, after_restore: echo start >> hooks.txt }\n")
            .Write("rows.sql", "INSERT INTO parents VALUES (1, 'a');\n")
            .Write("bad.sql", "INSERT INTO parents VALUES (1, 'a'), (1, 'a');\n");
        await FailsAsync(harness, "bad.sql");
        await ImportAsync(harness, "rows.sql");
        Assert.Equal(
            ["stop", "start", "stop", "start"],
            await File.ReadAllLinesAsync(Path.Combine(harness.Project.Path, "hooks.txt"), Token));
    }
}
