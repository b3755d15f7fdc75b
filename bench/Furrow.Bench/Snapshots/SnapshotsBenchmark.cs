using System.Runtime.CompilerServices;
using Furrow.Bench.Measuring;
using Furrow.Configuration;

namespace Furrow.Bench.Snapshots;

/// <summary>
/// Storing and putting back a large database and one of many small tables: whole processes, against the server's own
/// programs with the same flags.
/// </summary>
internal sealed class SnapshotsBenchmark : IBenchmark
{
    private const double CreateRatioMax = 1.35;
    private const double DefaultDumpRatioMax = 0.45;
    private const double RestoreRatioMax = 1.15;
    private const double CopyRatioMax = 1.1;

    public string Name => "snapshots";

    public string Title => "snapshots of PostgreSQL databases";

    public async IAsyncEnumerable<Measurement> MeasureAsync(
        BenchSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int sizeMb = session.Options.Megabytes;
        DatabaseAddress large = await session.CreatePostgresAsync("snapshots_large", cancellationToken);
        await StoredDatabases.FillLargeAsync(large, sizeMb, cancellationToken);
        SnapshotScene one = await SnapshotScene.CreateAsync(session, large, sizeMb, cancellationToken);
        await foreach (Measurement measurement in MeasureAsync(one, $"{sizeMb} MB", cancellationToken))
        {
            yield return measurement;
        }

        DatabaseAddress small = await session.CreatePostgresAsync("snapshots_small", cancellationToken);
        await StoredDatabases.FillSmallAsync(small, cancellationToken);
        SnapshotScene other = await SnapshotScene.CreateAsync(session, small, 0, cancellationToken);
        string what = $"{StoredDatabases.SmallCount} small tables";
        await foreach (Measurement measurement in MeasureAsync(other, what, cancellationToken))
        {
            yield return measurement;
        }
    }

    private static async IAsyncEnumerable<Measurement> MeasureAsync(
        SnapshotScene scene, string what, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Comparison[] comparisons =
        [
            new()
            {
                Title = $"`snapshot create`, {what}",
                Subject = scene.Create(),
                Baseline = scene.Dump(),
                GoalRatio = CreateRatioMax,
            },
            new()
            {
                Title = $"`snapshot create`, {what}",
                Subject = scene.Create(),
                Baseline = scene.DefaultDump(),
                GoalRatio = DefaultDumpRatioMax,
            },
            new()
            {
                Title = $"`snapshot restore`, {what}",
                Subject = scene.Restore(),
                Baseline = scene.BareRestore(),
                GoalRatio = RestoreRatioMax,
            },
            new()
            {
                Title = $"`snapshot create --local`, {what}",
                Subject = scene.Copy(),
                Baseline = scene.BareCopy(),
                GoalRatio = CopyRatioMax,
            },
        ];
        foreach (Comparison comparison in comparisons)
        {
            yield return await scene.Session.CompareAsync(comparison, cancellationToken);
        }
    }
}
