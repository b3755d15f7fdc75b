using System.Globalization;
using System.Runtime.CompilerServices;
using Furrow.Bench.Measuring;
using Furrow.Configuration;
using Npgsql;

namespace Furrow.Bench.Transfer;

/// <summary>Exports and imports, against psql's COPY of the same tables into and out of as many files.</summary>
internal sealed class TransferBenchmark : IBenchmark
{
    private const double RatioMax = 1.10;

    private static readonly string[] Formats = ["sql", "csv", "json"];

    public string Name => "transfer";

    public string Title => "export and import of two tables; whole processes";

    public async IAsyncEnumerable<Measurement> MeasureAsync(
        BenchSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (InstalledProgram.Find("psql") is null)
        {
            throw new InvalidOperationException("psql is not on PATH, and there is nothing else to compare with.");
        }

        int megabytes = session.Options.Megabytes;
        DatabaseAddress source = await session.CreatePostgresAsync("transfer", cancellationToken);
        await BenchSession.ExecuteAsync(source, TransferTables.Create(megabytes), cancellationToken);
        DatabaseAddress target = await session.CreatePostgresAsync("target", cancellationToken);
        TransferFiles files = new(session, source, target);
        string size = string.Create(
            CultureInfo.InvariantCulture, $"{TransferTables.RowCount(megabytes):N0} rows");
        foreach (string format in Formats)
        {
            yield return await session.CompareAsync(
                new Comparison
                {
                    Title = $"`export --format {format}`, {size}",
                    Subject = files.Export(format),
                    Baseline = files.CopyOut(format),
                    GoalRatio = RatioMax,
                },
                cancellationToken);
        }

        await files.MakeTargetAsync(cancellationToken);
        foreach (string format in Formats)
        {
            yield return await session.CompareAsync(
                new Comparison
                {
                    Title = $"`import` of {format} into tables with their keys, {size}",
                    Subject = Ready(files.Import(format), target, megabytes),
                    Baseline = Ready(files.CopyIn(format), target, megabytes),
                    GoalRatio = RatioMax,
                },
                cancellationToken);
        }

        yield return await session.CompareAsync(
            new Comparison
            {
                Title = $"`import seed.sql` into an empty database, {size}",
                Subject = files.ImportWhole() with { PrepareAsync = token => session.EmptyAsync(target, token) },
                Baseline = files.RestoreWhole() with { PrepareAsync = token => session.EmptyAsync(target, token) },
                GoalRatio = RatioMax,
            },
            cancellationToken);
    }

    private static Contender Ready(Contender contender, DatabaseAddress target, int megabytes) => contender with
    {
        PrepareAsync = token => BenchSession.ExecuteAsync(target, "TRUNCATE users, bookings", token),
        CheckAsync = async token =>
        {
            await using NpgsqlConnection connection = new(target.ToConnectionString() + ";Pooling=false");
            await connection.OpenAsync(token);
            await using NpgsqlCommand command = new(
                "SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM bookings)", connection);
            command.CommandTimeout = 0;
            if (await command.ExecuteScalarAsync(token) is not long rows
                || rows != TransferTables.RowCount(megabytes))
            {
                throw new InvalidOperationException("The rows are not all there.");
            }
        },
    };
}
