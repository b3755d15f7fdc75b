using System.Runtime.CompilerServices;
using Furrow.Bench.Measuring;

namespace Furrow.Bench.Generating;

/// <summary>Rows made and loaded, against ready-made rows loaded and against what else makes rows.</summary>
internal sealed class GenerateBenchmark : IBenchmark
{
    private static readonly string[] Tools = ["psql", "pgbench", "sqlite3"];

    public string Name => "generate";

    public string Title => "rows made and loaded; whole processes";

    public async IAsyncEnumerable<Measurement> MeasureAsync(
        BenchSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] missing = [.. Tools.Where(tool => InstalledProgram.Find(tool) is null)];
        if (missing.Length > 0)
        {
            throw new InvalidOperationException(
                $"{string.Join(", ", missing)} not found on PATH; generate is compared with it. Install it.");
        }

        foreach (IAsyncEnumerable<Measurement> measurements in (IAsyncEnumerable<Measurement>[])
        [
            UsersCase.MeasureAsync(session, cancellationToken),
            SqliteCase.MeasureAsync(session, cancellationToken),
            SampleCase.MeasureAsync(session, cancellationToken),
            SchemaCase.MeasureAsync(session, cancellationToken),
            UsersCase.MeasureMemoryAsync(session, cancellationToken),
            PgbenchCase.MeasureAsync(session, cancellationToken),
        ])
        {
            await foreach (Measurement measurement in measurements)
            {
                yield return measurement;
            }
        }
    }
}
