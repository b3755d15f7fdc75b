using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Transfer;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Generated rows in files: what an import makes of them is what a load puts into the database.</summary>
public abstract class GeneratedFileSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const int Ranges = 5;

    private const string Columns = """
        id bigint PRIMARY KEY, truth boolean, price numeric(12,2), ratio double precision, note text, raw bytea,
        born date, woken time, seen timestamp, made timestamptz, uid uuid, prefs jsonb, same text GENERATED ALWAYS AS
        (note) STORED
        """;

    private static readonly (string Name, CellType Type, object?[] Values)[] Cells =
    [
        ("truth", new(CellKind.Boolean, IsNullable: true), [true, false, null, true]),
        ("price", new(CellKind.Decimal, IsNullable: true), [1.255m, -12.5m, null, 0m]),
        ("ratio", new(CellKind.Float, IsNullable: true), [0.1, double.NegativeInfinity, null, 1e300]),
        ("note", new(CellKind.Text, IsNullable: true), ["", "a,\"b\"\\\n\t\r'c'", null, "\\N 😀 ünï"]),
        (
            "raw",
            new(CellKind.Bytes, IsNullable: true),
            [Array.Empty<byte>(), new byte[] { 0, 255 }, null, "x"u8.ToArray()]),
        ("born", new(CellKind.Date, IsNullable: true), [20_458, -1, null, 0]),
        ("woken", new(CellKind.Time, IsNullable: true), [0L, 86_399_500_000, null, 1L]),
        ("seen", new(CellKind.Timestamp, IsNullable: true), [0L, -1_000_000L, null, 1_767_598_200_250_000]),
        ("made", new(CellKind.Timestamp, IsNullable: true), [0L, -1_000_000L, null, 1_767_598_200_250_000]),
        (
            "uid",
            new(CellKind.Uuid, IsNullable: true),
            [Guid.Empty, new Guid("6f9619ff-8b86-d011-b42d-00c04fc964ff"), null, Guid.Empty]),
        ("prefs", new(CellKind.Text, IsNullable: true), ["{}", """{"a": "\\ \" ü😀"}""", null, "[1, null]"]),
    ];

    private static CancellationToken Token => WorkflowHarness.Token;

    [Theory]
    [InlineData(ExportFormat.Csv, "export")]
    [InlineData(ExportFormat.Json, "export/seed_data.json")]
    [InlineData(ExportFormat.Sql, "export/data.sql")]
    public async Task Files_hold_the_rows_that_a_load_brings(ExportFormat format, string path)
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(Token);
        await harness.SetupAsync(new SetupOptions { Environment = "development" });
        await harness.ExecuteAsync(
            $"CREATE TABLE \"odd \"\" name; -- x\" ({Columns})", $"CREATE TABLE loaded ({Columns})");
        await WriteAndLoadAsync(harness, format);
        await harness.RunAsync(project => project.ImportAsync(
            new ImportOptions(path) { Yes = true, Environment = "development" }, Token));

        Assert.Equal($"{Ranges * 4}", await harness.ScalarAsync("SELECT count(*) FROM \"odd \"\" name; -- x\""));
        Assert.Equal([], await harness.RowsAsync("SELECT * FROM \"odd \"\" name; -- x\" EXCEPT SELECT * FROM loaded"));
        Assert.Equal([], await harness.RowsAsync("SELECT * FROM loaded EXCEPT SELECT * FROM \"odd \"\" name; -- x\""));
    }

    private static async Task WriteAndLoadAsync(WorkflowHarness harness, ExportFormat format)
    {
        await using IDatabase database = harness.OpenDatabase();
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Write, Token);
        DatabaseSchema schema = await session.ReadSchemaAsync(Token);
        Table written = schema.Find(new ObjectName(harness.Schema, "odd \" name; -- x"))!;
        Table loaded = schema.Find(new ObjectName(harness.Schema, "loaded"))!;
        await using (ISessionTransaction transaction = await session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work) { IsRepeatable = true }, Token))
        {
            GeneratedRowSource rows = new(session.Transfer, 2, Generated, []);
            ExportPlan plan = ExportPlan.Make(
                schema, harness.Provider.Capabilities, [written], isWhole: false, rows.Select);
            await session.Transfer.PrepareAsync(plan.Tables, Token);
            EventHub events = new([], TimeProvider.System, new SecretRedactor());
            ExportResult result = await new Exporter(session, events) { Rows = rows }.RunAsync(
                plan,
                new ExportRequest(
                    format,
                    ExportPart.Data,
                    Path.Combine(harness.Project.Path, "export"),
                    new ExportSource(harness.Provider.Name, session.Server.Version, "generated", "development")),
                Token);
            Assert.Equal(Ranges * 4, result.Rows);
            await transaction.RollbackAsync(Token);
        }

        await using (ISessionTransaction transaction = await session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work), Token))
        {
            GeneratedRows table = Generated(loaded);
            await using (IBulkLoad load = await session.BeginBulkLoadAsync(
                new BulkRequest(loaded, table.Columns), Token))
            {
                await new BulkPipeline(1).RunAsync(
                    table.RangeCount, () => table.CreateSource(load.CreateEncoder()), load.WriteAsync, Token);
                await load.CompleteAsync(Token);
            }

            await transaction.CommitAsync(Token);
        }
    }

    private static GeneratedRows Generated(Table table)
    {
        ImmutableArray<BulkColumn> columns =
        [
            new(table.Find("id")!, new CellType(CellKind.Integer)),
            .. Cells.Select(cell => new BulkColumn(table.Find(cell.Name)!, cell.Type)),
        ];
        return new GeneratedRows(columns, Ranges, encoder => new Source(encoder));
    }

    private sealed class Source(IRowEncoder encoder) : IChunkSource
    {
        private readonly CellVector[] _cells = [.. Cells.Select(cell => CellVectors.Of(cell.Type, cell.Values))];

        public void Fill(long range, RowChunk chunk, CancellationToken cancellationToken)
        {
            CellVector ids = CellVectors.Of(
                new CellType(CellKind.Integer), [.. Enumerable.Range(0, 4).Select(row => (object)((range * 4) + row))]);
            encoder.Encode([ids, .. _cells], 4, chunk);
        }
    }
}
