using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Furrow.Data;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Furrow.Transfer;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary><c>export</c>, whatever the database.</summary>
public abstract class ExportSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private static CancellationToken Token => WorkflowHarness.Token;

    [Fact]
    public async Task C5_values_come_back_from_json_with_their_types()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await ExportAsync(harness, new ExportOptions(ExportFormat.Json));
        using JsonDocument document =
            JsonDocument.Parse(await File.ReadAllBytesAsync(Out(harness, "seed_data.json"), Token));
        Assert.Equal(1, document.RootElement.GetProperty("format").GetInt32());
        JsonElement source = document.RootElement.GetProperty("source");
        Assert.Equal(harness.Provider.Name, source.GetProperty("provider").GetString());
        JsonElement table = document.RootElement.GetProperty("tables").EnumerateArray()
            .Single(found => found.GetProperty("name").GetString() == "values");
        Assert.Equal(harness.Schema, table.GetProperty("schema").GetString());
        string?[][] rows =
        [
            .. table.GetProperty("rows").EnumerateArray().Select(row => row.EnumerateArray().Select(Cell).ToArray()),
        ];
        Assert.Equal(4, rows.Length);
        await LoadsAgainAsync(harness, rows);
    }

    [Fact]
    public async Task C7_every_format_holds_the_same_rows()
    {
        await using WorkflowHarness harness = await CreateAsync();
        ExportResult json = await ExportAsync(harness, new ExportOptions(ExportFormat.Json));
        ExportResult csv = await ExportAsync(harness, new ExportOptions(ExportFormat.Csv));
        ExportResult sql = await ExportAsync(harness, new ExportOptions(ExportFormat.Sql));
        Assert.Equal(json.Tables, csv.Tables);
        Assert.Equal(json.Tables, sql.Tables);
        StatusResult status = await harness.StatusAsync();
        Assert.Equal(status.Tables.Order(ByName), sql.Tables.Order(ByName));
        using JsonDocument manifest =
            JsonDocument.Parse(await File.ReadAllBytesAsync(Out(harness, "manifest.json"), Token));
        foreach (JsonElement table in manifest.RootElement.GetProperty("tables").EnumerateArray())
        {
            byte[] bytes = await File.ReadAllBytesAsync(Out(harness, table.GetProperty("file").GetString()!), Token);
            Assert.Equal(table.GetProperty("sizeBytes").GetInt64(), bytes.Length);
            Assert.Equal(
                Convert.ToHexStringLower(SHA256.HashData(bytes)), table.GetProperty("sha256").GetString());
        }

        Assert.All(
            json.Files.Files.Concat(csv.Files.Files).Concat(sql.Files.Files),
            file => Assert.Equal(new FileInfo(Out(harness, file.Name)).Length, file.SizeBytes));
        Assert.Equal(
            ["advanced_seed.sql", "data.sql", "schema.sql", "seed.sql"],
            sql.Files.Files.Select(file => file.Name).Order());
    }

    [Fact]
    public async Task C1_the_order_follows_the_keys_as_they_are_now()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync("CREATE TABLE aa (id integer PRIMARY KEY, parent_id integer REFERENCES parents)");
        ExportResult before = await ExportAsync(harness, new ExportOptions(ExportFormat.Json));
        Assert.True(Place(before, "parents") < Place(before, "aa"));
        Assert.True(Place(before, "parents") < Place(before, "children"));
        await harness.ExecuteAsync(
            "DROP TABLE aa",
            "CREATE TABLE zz (id integer PRIMARY KEY)",
            "CREATE TABLE aa (id integer PRIMARY KEY, zz_id integer REFERENCES zz)");
        ExportResult after = await ExportAsync(harness, new ExportOptions(ExportFormat.Json));
        Assert.True(Place(after, "zz") < Place(after, "aa"));
        Assert.True(Place(after, "aa") >= 0);
    }

    [Fact]
    public async Task C2_an_interrupted_export_leaves_the_earlier_one()
    {
        await using WorkflowHarness harness = await CreateAsync();
        foreach (ExportFormat format in Enum.GetValues<ExportFormat>())
        {
            await ExportAsync(harness, new ExportOptions(format));
        }

        string before = Content(harness);
        await harness.ExecuteAsync("INSERT INTO parents (id, name) VALUES (77, 'later')");
        foreach (ExportFormat format in Enum.GetValues<ExportFormat>())
        {
            using CancellationTokenSource source = new();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.RunAsync(
                project => project.ExportAsync(new ExportOptions(format) { IncludeSensitive = true }, source.Token),
                options => options.Sinks.Add(new CancelAtFirstTable(source))));
            Assert.Equal(before, Content(harness));
        }
    }

    [Fact]
    public async Task Only_tables_that_are_named_are_exported()
    {
        await using WorkflowHarness harness = await CreateAsync();
        ExportResult result = await ExportAsync(
            harness, new ExportOptions(ExportFormat.Csv) { Tables = ["parents", $"{harness.Schema}.values"] });
        Assert.Equal(["parents", "values"], result.Tables.Select(table => table.Table.Name).Order());
        Assert.Equal(3, result.Files.Files.Length);
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Usage,
            () => ExportAsync(harness, new ExportOptions(ExportFormat.Csv) { Tables = ["parent", "x"] }));
        Assert.Contains("nothing was written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_gone_is_gone_from_the_folder_and_other_files_stay()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await ExportAsync(harness, new ExportOptions(ExportFormat.Csv));
        await File.WriteAllTextAsync(Out(harness, "notes.csv"), "mine", Token);
        await harness.ExecuteAsync("DROP TABLE children");
        ExportResult result = await ExportAsync(harness, new ExportOptions(ExportFormat.Csv));
        Assert.Equal([$"{harness.Schema}.children.csv"], result.Files.Removed);
        Assert.False(File.Exists(Out(harness, $"{harness.Schema}.children.csv")));
        Assert.True(File.Exists(Out(harness, "notes.csv")));
    }

    [Fact]
    public async Task Halves_of_an_sql_export_are_its_own_files()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await ExportAsync(harness, new ExportOptions(ExportFormat.Sql));
        ExportResult schema = await ExportAsync(
            harness, new ExportOptions(ExportFormat.Sql) { Part = ExportPart.Schema });
        Assert.Equal(["schema.sql"], schema.Files.Files.Select(file => file.Name));
        Assert.Equal(["advanced_seed.sql", "data.sql", "seed.sql"], schema.Files.Removed);
        Assert.Empty(schema.Tables);
        ExportResult data = await ExportAsync(
            harness, new ExportOptions(ExportFormat.Sql) { Part = ExportPart.Data });
        Assert.Equal(["advanced_seed.sql", "data.sql"], data.Files.Files.Select(file => file.Name).Order());
        await WorkflowHarness.FailsAsync(
            ErrorCode.Usage,
            () => ExportAsync(harness, new ExportOptions(ExportFormat.Json) { Part = ExportPart.Data }));
    }

    [Fact]
    public async Task C8_files_hold_neither_furrows_own_tables_nor_how_to_reach_the_database()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.StateSchema = "own_words";
        harness.Project.Settings("name: shop\nschema: own_words\n").Migration("1_m", "CREATE TABLE m (id integer);");
        await harness.MigrateAsync(new MigrateOptions { Environment = "development" });
        foreach (ExportFormat format in Enum.GetValues<ExportFormat>())
        {
            await ExportAsync(harness, new ExportOptions(format));
        }

        string all = Content(harness);
        Assert.Contains("children", all, StringComparison.Ordinal);
        foreach (string absent in (string[])["own_words", "migration_history", "OWNER TO", "GRANT ", "s3cr3t"])
        {
            Assert.DoesNotContain(absent, all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_database_gives_the_same_files()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await ExportAsync(harness, new ExportOptions(ExportFormat.Sql));
        await ExportAsync(harness, new ExportOptions(ExportFormat.Json));
        string first = Content(harness);
        await ExportAsync(harness, new ExportOptions(ExportFormat.Sql));
        await ExportAsync(harness, new ExportOptions(ExportFormat.Json));
        Assert.Equal(first, Content(harness));
        Assert.Equal(4, harness.Events.All.OfType<TableExported>().Count(
            exported => exported.Table.EndsWith("parents", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Columns_can_be_left_out_emptied_and_replaced()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await using IDatabase database = harness.OpenDatabase();
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Read, Token);
        await using ISessionTransaction transaction = await session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work) { IsRepeatable = true }, Token);
        DatabaseSchema schema = await session.ReadSchemaAsync(Token);
        Table parents = schema.Find(new ObjectName(harness.Schema, "parents"))!;
        ExportPlan plan = ExportPlan.Make(
            schema,
            harness.Provider.Capabilities,
            [parents],
            isWhole: false,
            table => new RowSelection(
                table,
                [
                    new(table.Find("id")!),
                    new(table.Find("name")!, new CellProjection(name => name is null ? null : $"'{name}'\t")),
                    new(table.Find("note")!, CellProjection.Null),
                ]));
        string folder = Out(harness, "");
        ExportSource source = new(harness.Provider.Name, "1", "db", "development");
        foreach (ExportFormat format in Enum.GetValues<ExportFormat>())
        {
            await new Exporter(session, new EventHub([], TimeProvider.System, SecretRedactor.None)).RunAsync(
                plan, new ExportRequest(format, ExportPart.Data, folder, source), Token);
        }

        Assert.Equal(
            "id,name,note\n1,'one'\t,\n2,'two'\t,\n",
            await File.ReadAllTextAsync(Path.Combine(folder, $"{harness.Schema}.parents.csv"), Token));
        string sql = await File.ReadAllTextAsync(Path.Combine(folder, "data.sql"), Token);
        Assert.Contains("'one'", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Content(harness), StringComparison.Ordinal);
    }

    private static int Place(ExportResult result, string table) =>
        result.Tables.Select(found => found.Table.Name).ToList().IndexOf(table);

    private static Comparer<TableRowCount> ByName { get; } =
        Comparer<TableRowCount>.Create((one, other) => one.Table.CompareTo(other.Table));

    private static Task<ExportResult> ExportAsync(WorkflowHarness harness, ExportOptions options) =>
        harness.RunAsync(project => project.ExportAsync(options with { IncludeSensitive = true }, Token));

    private static string Out(WorkflowHarness harness, string file) =>
        Path.Combine(harness.Project.Path, "export", file);

    private static string Content(WorkflowHarness harness) => string.Concat(
        Directory.EnumerateFiles(Out(harness, ""), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{path}\n{File.ReadAllText(path)}\n"));

    private static string? Cell(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => cell.GetString(),
        _ => cell.GetRawText(),
    };

    // Through the reader's side, into a table that is made the same way.
    private static async Task LoadsAgainAsync(WorkflowHarness harness, string?[][] rows)
    {
        await using IDatabase database = harness.OpenDatabase();
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Write, Token);
        DatabaseSchema schema = await session.ReadSchemaAsync(Token);
        Table values = schema.Find(new ObjectName(harness.Schema, "values"))!;
        Table copy = schema.Find(new ObjectName(harness.Schema, "values_again"))!;
        StringBuilder text = new();
        foreach (string?[] row in rows)
        {
            CopyText.AppendRow(text, row);
        }

        await using (ISessionTransaction transaction = await session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work), Token))
        {
            using MemoryStream source = new(Encoding.UTF8.GetBytes(text.ToString()));
            Assert.Equal(rows.Length, await session.Transfer.LoadRowsAsync(RowSelection.All(copy), source, Token));
            await transaction.CommitAsync(Token);
        }

        ImmutableArray<TableContent> contents = await session.HashRowsAsync(
            [new ContentRequest(values, ContentCell.Own(values)), new ContentRequest(copy, ContentCell.Own(copy))],
            Token);
        Assert.Equal(contents[0].Rows, contents[1].Rows);
    }

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(Token);
        bool isPostgres = harness.Provider.Capabilities.Schemas;
        string columns = isPostgres
            ? "i integer, big bigint, n numeric, f double precision, t text, b bytea, yes boolean, d date, "
                + "at timestamp, moment timestamptz, u uuid, j json, tags text[]"
            : "i integer, big bigint, n numeric, f double, t text, b blob, yes boolean, d date, at timestamp, "
                + "moment timestamptz, u uuid, j json, tags text";
        string bytes = isPostgres ? "'\\x00ff0a'" : "X'00FF0A'";
        await harness.ExecuteAsync(
            "CREATE TABLE parents (id integer PRIMARY KEY, name text, note text)",
            "CREATE TABLE children (id integer PRIMARY KEY, parent_id integer NOT NULL REFERENCES parents)",
            $"CREATE TABLE \"values\" ({columns})",
            $"CREATE TABLE values_again ({columns})",
            "INSERT INTO parents VALUES (1, 'one', 'secret'), (2, 'two', 'secret')",
            "INSERT INTO children VALUES (1, 2), (2, 1)",
            $"""
            INSERT INTO "values" VALUES (-2147483648, 9007199254740993, 12.5, 0.1, 'line
            line{"\t"}\N\.', {bytes}, true, '2026-01-05', '2026-01-05 07:30:00', '2026-01-05 07:30:00Z',
                '00000000-0000-0000-0000-0000000000ff', '{"{"} "z" : 1, "a" : "é" {"}"}', '{"{"}a,"b c",NULL{"}"}')
            """,
            "INSERT INTO \"values\" (t, yes, f) VALUES ('', false, 1e308)",
            "INSERT INTO \"values\" (t, i) VALUES ('\"quoted\", ünï😀', 7)",
            "INSERT INTO \"values\" (t) VALUES (NULL)");
        return harness;
    }

    private sealed class CancelAtFirstTable(CancellationTokenSource source) : IEventSink
    {
        public void Emit(FurrowEvent furrowEvent)
        {
            if (furrowEvent is TableExported)
            {
                source.Cancel();
            }
        }
    }
}
