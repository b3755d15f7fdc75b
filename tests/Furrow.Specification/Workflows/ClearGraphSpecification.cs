using System.Globalization;
using Furrow.Errors;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>
/// Random graphs of foreign keys, cycles and self-references among them: whatever is named is empty afterwards, nothing
/// else has changed, and it is refused exactly where a row that stays refers to a table that would be emptied.
/// </summary>
public abstract class ClearGraphSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const int GraphCount = 25;
    private const int RowsPerTable = 3;

    private static readonly string[] Actions =
    [
        "", "ON DELETE RESTRICT", "ON DELETE CASCADE", "ON DELETE SET NULL", "DEFERRABLE",
        "ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
    ];

    [Fact]
    public async Task Random_graphs_are_emptied_and_nothing_else()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        await harness.MigrateAsync();
        Random chance = new(20260105);
        int refusedCount = 0;
        for (int number = 0; number < GraphCount; number++)
        {
            Graph graph = Graph.Make(chance, number);
            await harness.ExecuteAsync([.. graph.Statements(harness.Provider.Capabilities.TransactionalDdl
                && harness.Provider.Capabilities.Schemas)]);
            HashSet<string> named = [.. graph.Tables.Where(_ => chance.Next(100) < 60).Append(graph.Tables[0])];
            bool isRefused = graph.Keys.Any(key =>
                named.Contains(key.To) && !named.Contains(key.From) && !key.IsNull);
            ClearOptions options = new() { Yes = true, Tables = [.. named] };
            Task<Clearing.ClearResult> run() =>
                harness.RunAsync(project => project.ClearAsync(options, WorkflowHarness.Token));
            Dictionary<string, string> before = await ReadAsync(harness, graph);
            if (isRefused)
            {
                await WorkflowHarness.FailsAsync(ErrorCode.Refused, run);
                refusedCount++;
            }
            else
            {
                Assert.All((await run()).Tables, table => Assert.Equal(RowsPerTable, table.Rows));
            }

            foreach ((string table, string rows) in await ReadAsync(harness, graph))
            {
                Assert.Equal(named.Contains(table) && !isRefused ? "" : before[table], rows);
            }
        }

        Assert.InRange(refusedCount, 3, GraphCount - 3);
    }

    private static async Task<Dictionary<string, string>> ReadAsync(WorkflowHarness harness, Graph graph)
    {
        Dictionary<string, string> found = [];
        foreach (string table in graph.Tables)
        {
            found[table] = string.Join('|', await harness.RowsAsync($"SELECT * FROM {table} ORDER BY id"));
        }

        return found;
    }

    private sealed record Key(string From, string To, string Column, bool IsNull, string Action);

    private sealed record Graph(string[] Tables, Key[] Keys)
    {
        public static Graph Make(Random chance, int number)
        {
            string[] tables = [.. Enumerable.Range(0, chance.Next(2, 7)).Select(t => $"g{number}_t{t}")];
            Key[] keys =
            [
                .. Enumerable.Range(0, chance.Next(0, 9)).Select(k => new Key(
                    tables[chance.Next(tables.Length)],
                    tables[chance.Next(tables.Length)],
                    string.Create(CultureInfo.InvariantCulture, $"c{k}"),
                    chance.Next(4) == 0,
                    Actions[chance.Next(Actions.Length)])),
            ];
            return new Graph(tables, keys);
        }

        // Every table has the same ids, so any key holds once all rows are there.
        public IEnumerable<string> Statements(bool addsKeysLater)
        {
            foreach (string table in Tables)
            {
                IEnumerable<string> columns = Keys.Where(key => key.From == table).Select(key =>
                    $", {key.Column} integer {(key.IsNull ? "" : "NOT NULL")} {(addsKeysLater ? "" : Reference(key))}");
                yield return $"CREATE TABLE {table} (id integer PRIMARY KEY{string.Concat(columns)})";
            }

            IEnumerable<string> rows = Tables.SelectMany(table => Enumerable.Range(1, RowsPerTable).Select(id =>
                $"INSERT INTO {table} VALUES ({id}{string.Concat(Keys.Where(key => key.From == table)
                    .Select(key => key.IsNull ? ", NULL" : $", {(id % RowsPerTable) + 1}"))})"));
            if (!addsKeysLater)
            {
                yield return $"PRAGMA foreign_keys = OFF; {string.Join(';', rows)}; PRAGMA foreign_keys = ON";
                yield break;
            }

            foreach (string row in rows)
            {
                yield return row;
            }

            foreach (Key key in Keys)
            {
                yield return $"ALTER TABLE {key.From} ADD FOREIGN KEY ({key.Column}) {Reference(key)}";
            }
        }

        private static string Reference(Key key) => $"REFERENCES {key.To} {key.Action}";
    }
}
