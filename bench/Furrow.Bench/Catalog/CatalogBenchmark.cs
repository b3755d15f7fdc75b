using System.Globalization;
using System.Runtime.CompilerServices;
using Furrow.Bench.Measuring;
using Furrow.Configuration;
using Furrow.Postgres;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sqlite;
using Microsoft.Data.Sqlite;

namespace Furrow.Bench.Catalog;

/// <summary>Reading the catalog of a small and of a large database, and with how many queries.</summary>
internal sealed class CatalogBenchmark : IBenchmark
{
    private const double LargeMsMax = 500;

    private static readonly int[] TableCounts = [50, 500];

    public string Name => "catalog";

    public string Title => "reading a catalog, in process";

    public async IAsyncEnumerable<Measurement> MeasureAsync(
        BenchSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (int tables in TableCounts)
        {
            DatabaseAddress address = await session.CreatePostgresAsync(
                string.Create(CultureInfo.InvariantCulture, $"catalog{tables}"), cancellationToken);
            await BenchSession.ExecuteAsync(address, GeneratedSchema.Script(tables, "jsonb"), cancellationToken);
            yield return await MeasureAsync(
                session, new PostgresProvider(), address, QueryCount.OfPostgresAsync, tables, cancellationToken);
        }

        foreach (int tables in TableCounts)
        {
            string file = Path.Combine(
                session.CreateDirectory("catalog"), string.Create(CultureInfo.InvariantCulture, $"{tables}.db"));
            CreateSqlite(file, GeneratedSchema.Script(tables, "JSON"));
            DatabaseAddress address = DatabaseAddress.Parse("sqlite:" + file, session.Options.Scratch);
            yield return await MeasureAsync(
                session, new SqliteProvider(), address, QueryCount.OfSqliteAsync, tables, cancellationToken);
        }
    }

    private static async Task<Measurement> MeasureAsync(
        BenchSession session,
        IDatabaseProvider provider,
        DatabaseAddress address,
        Func<ISession, Func<Task>, Task<int>> countQueries,
        int tables,
        CancellationToken cancellationToken)
    {
        await using IDatabase database = provider.Open(address.ToReference(), new DatabaseOptions());
        await using ISession opened = await database.OpenSessionAsync(SessionAccess.Read, cancellationToken);
        int queries = await countQueries(opened, () => opened.ReadSchemaAsync(cancellationToken));
        return await session.CompareAsync(
            new Comparison
            {
                Title = string.Create(CultureInfo.InvariantCulture, $"{tables} tables, {provider.Name}"),
                Remark = string.Create(CultureInfo.InvariantCulture, $"{queries} queries"),
                Subject = Reading(opened, tables),
                GoalMs = tables == TableCounts[^1] ? LargeMsMax : null,
            },
            cancellationToken);
    }

    private static Contender Reading(ISession session, int tables)
    {
        DatabaseSchema? schema = null;
        return new Contender
        {
            Name = "ReadSchemaAsync",
            RunAsync = token => InProcess.RunAsync(async () => schema = await session.ReadSchemaAsync(token)),
            CheckAsync = _ =>
            {
                int keys = schema!.Tables.Sum(table => table.ForeignKeys.Length);
                return (schema.Tables.Length, keys) == (tables, GeneratedSchema.ForeignKeyCount(tables))
                    ? Task.CompletedTask
                    : throw new InvalidOperationException(
                        $"The catalog has {schema.Tables.Length} tables and {keys} foreign keys: not what was made.");
            },
        };
    }

    private static void CreateSqlite(string file, string script)
    {
        using SqliteConnection connection = new($"Data Source={file};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"BEGIN;\n{script}COMMIT;";
        command.ExecuteNonQuery();
    }
}
