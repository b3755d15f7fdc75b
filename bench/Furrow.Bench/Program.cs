using Furrow.Bench;
using Furrow.Bench.Catalog;
using Furrow.Bench.Clearing;
using Furrow.Bench.Generating;
using Furrow.Bench.Measuring;
using Furrow.Bench.Migrations;
using Furrow.Bench.Reporting;
using Furrow.Bench.Snapshots;
using Furrow.Bench.Startup;
using Furrow.Bench.Transfer;
using Furrow.Bench.Upsert;
using Furrow.Errors;

const int Failed = 1;
const int WrongUsage = 2;

IBenchmark[] benchmarks =
[
    new StartupBenchmark(), new MigrationsBenchmark(), new UpsertBenchmark(), new CatalogBenchmark(),
    new SnapshotsBenchmark(), new ClearBenchmark(), new TransferBenchmark(),
    new GenerateBenchmark(),
];
using CancellationTokenSource interrupt = new();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupt.Cancel();
};

try
{
    BenchOptions options = BenchOptions.Parse(args);
    await using BenchSession session = new(options);
    List<string> tables = [];
    string machine = Machine.Describe();
    foreach (IBenchmark benchmark in Choose(options.Names))
    {
        await Console.Error.WriteLineAsync($"{benchmark.Name}: {benchmark.Title}");
        List<Measurement> measurements = [];
        await foreach (Measurement measurement in benchmark.MeasureAsync(session, interrupt.Token))
        {
            measurements.Add(measurement);
        }

        tables.Add(ResultTable.Render($"{benchmark.Name}: {benchmark.Title}", measurements));
    }

    Console.WriteLine(string.Concat(tables));
    Console.WriteLine($"{options.Pairs} pairs · {machine}");
    return 0;
}
catch (FurrowException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return e.Code == ErrorCode.Usage ? WrongUsage : Failed;
}
catch (InvalidOperationException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return Failed;
}
catch (OperationCanceledException)
{
    return Failed;
}

IEnumerable<IBenchmark> Choose(IReadOnlyList<string> names)
{
    string? unknown = names.FirstOrDefault(name => benchmarks.All(benchmark => benchmark.Name != name));
    return unknown is null
        ? benchmarks.Where(benchmark => names.Count == 0 || names.Contains(benchmark.Name))
        : throw new FurrowException(
            ErrorCode.Usage,
            $"'{unknown}' is no benchmark; there are: {string.Join(", ", benchmarks.Select(one => one.Name))}.");
}
