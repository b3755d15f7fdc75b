using System.Globalization;
using System.Runtime.CompilerServices;
using Furrow.Bench.Measuring;
using Furrow.Clearing;
using Furrow.Configuration;
using Furrow.Postgres;
using Furrow.Providers;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Bench.Clearing;

/// <summary>Emptying tables of which a few have rows, against what else gets rid of the rows.</summary>
internal sealed class ClearBenchmark : IBenchmark
{
    private const double TruncateRatioMax = 1.0 / 15;
    private const double MsMax = 5;

    public string Name => "clear";

    public string Title => "tables of which a few were touched, on an open connection";

    public async IAsyncEnumerable<Measurement> MeasureAsync(
        BenchSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int tables = session.Options.Tables;
        DatabaseAddress address = await session.CreatePostgresAsync("clear", cancellationToken);
        await BenchSession.ExecuteAsync(address, TouchedTables.Create(tables), cancellationToken);
        await using NpgsqlConnection other = new(address.ToConnectionString() + ";Pooling=false");
        await other.OpenAsync(cancellationToken);
        await using IDatabase database = new PostgresProvider().Open(address.ToReference(), new DatabaseOptions());
        await using ISession opened = await database.OpenSessionAsync(SessionAccess.Write, cancellationToken);
        string title = string.Create(
            CultureInfo.InvariantCulture, $"{tables} tables, {TouchedTables.RowCount} rows");
        Contender clear = await ClearingAsync(opened, other, tables, cancellationToken);
        string names = TouchedTables.Names(tables);
        string delete = string.Concat(Enumerable.Range(1, tables).Reverse().Select(table =>
            string.Create(CultureInfo.InvariantCulture, $"DELETE FROM t{table};")));
        (Contender Baseline, double? Ratio, double? Ms)[] others =
        [
            (Sending($"TRUNCATE {names} RESTART IDENTITY", other, tables), TruncateRatioMax, MsMax),
            (Sending($"BEGIN;{delete}COMMIT", other, tables) with { Name = "DELETE of each" }, null, null),
            (RollingBack(other, tables), null, null),
        ];
        foreach ((Contender baseline, double? ratio, double? ms) in others)
        {
            yield return await session.CompareAsync(
                new Comparison
                {
                    Title = $"{title}, by {baseline.Name}",
                    Subject = clear,
                    Baseline = baseline,
                    GoalRatio = ratio,
                    GoalMs = ms,
                },
                cancellationToken);
        }
    }

    // What `furrow clear` does to tables, without its lock and its histories.
    private static async Task<Contender> ClearingAsync(
        ISession session, NpgsqlConnection other, int tables, CancellationToken cancellationToken)
    {
        DatabaseSchema schema = await session.ReadSchemaAsync(cancellationToken);
        ClearRequest request = new(ClearPlan.Make(schema, schema.Tables).Steps);
        ClearOutcome outcome = new([], []);
        return new Contender
        {
            Name = "ClearAsync",
            PrepareAsync = token => ExecuteAsync(other, TouchedTables.Touch(), token),
            RunAsync = token => InProcess.RunAsync(async () =>
            {
                await using ISessionTransaction transaction = await session.BeginAsync(
                    new TransactionRequest(TransactionPurpose.Work), token);
                outcome = await session.ClearAsync(request, token);
                await transaction.CommitAsync(token);
            }),
            CheckAsync = async token =>
            {
                await CheckEmptyAsync(other, tables, token);
                if (outcome.Rows.Sum(table => table.Rows) != TouchedTables.RowCount)
                {
                    throw new InvalidOperationException("The rows were not counted.");
                }
            },
        };
    }

    private static Contender Sending(string sql, NpgsqlConnection connection, int tables) => new()
    {
        Name = sql.Split(' ')[0] + " of all",
        PrepareAsync = token => ExecuteAsync(connection, TouchedTables.Touch(), token),
        RunAsync = token => InProcess.RunAsync(() => ExecuteAsync(connection, sql, token)),
        CheckAsync = token => CheckEmptyAsync(connection, tables, token),
    };

    private static Contender RollingBack(NpgsqlConnection connection, int tables) => new()
    {
        Name = "rollback",
        PrepareAsync = token => ExecuteAsync(connection, "BEGIN;" + TouchedTables.Touch(), token),
        RunAsync = token => InProcess.RunAsync(() => ExecuteAsync(connection, "ROLLBACK", token)),
        CheckAsync = token => CheckEmptyAsync(connection, tables, token),
    };

    private static async Task CheckEmptyAsync(
        NpgsqlConnection connection, int tables, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(TouchedTables.CountRows(tables), connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is not 0L)
        {
            throw new InvalidOperationException("Rows are left.");
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
