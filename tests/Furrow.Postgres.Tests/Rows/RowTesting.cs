using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Postgres.Tests.Rows;

/// <summary>Short ways to say what is written and looked up.</summary>
internal static class RowTesting
{
    public static async Task<UpsertCounts> UpsertAsync(
        this TestDatabase database, string table, string columns, string key, params string?[][] rows) =>
        await (await database.SessionAsync()).UpsertAsync(
            await BatchAsync(database, table, columns, key, rows), TestContext.Current.CancellationToken);

    public static async Task<RowBatch> BatchAsync(
        TestDatabase database, string table, string columns, string key, IReadOnlyList<string?[]> rows)
    {
        Table found = await database.ReadTableAsync(table);
        return new RowBatch(found, Columns(found, columns), Columns(found, key), rows);
    }

    public static async Task<IReadOnlyList<string?>> LookUpAsync(
        this TestDatabase database, string table, string key, string result, params string[][] keys)
    {
        Table found = await database.ReadTableAsync(table);
        ISession session = await database.SessionAsync();
        return await session.LookUpAsync(
            new RowLookUp(found, Columns(found, key), found.Find(result)!, keys),
            TestContext.Current.CancellationToken);
    }

    private static ImmutableArray<Column> Columns(Table table, string names) =>
        [.. names.Split('|').Select(name => table.Find(name) ?? throw new ArgumentException(name, nameof(names)))];
}
