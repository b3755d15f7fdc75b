using System.Runtime.CompilerServices;
using Furrow.Bench.Measuring;
using Furrow.Bench.Startup;
using Furrow.Configuration;

namespace Furrow.Bench.Generating;

/// <summary>The sample's scenario behind its seeds: what a developer waits for.</summary>
internal static class SampleCase
{
    private const double LightMsMax = 500;
    private const double HeavyMsMax = 2000;
    private const string AsOf = "2026-01-05";

    // What the seeds leave, and what the presets say that they make.
    private static readonly (string Table, long Rows)[] Light = [("users", 14 + 3), ("class_instances", 12 + 7)];
    private static readonly (string Table, long Rows)[] Heavy = [("users", 14 + 214), ("class_instances", 12 + 224)];

    public static async IAsyncEnumerable<Measurement> MeasureAsync(
        BenchSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string project = SampleProject.Copy(session, "generate-pilates", "scenarios");
        FreshFile file = await FreshFile.CreateAsync(project, "studio", SetUpAsync);
        yield return await session.CompareAsync(
            new Comparison
            {
                Title = "`generate light` of the sample, SQLite",
                Subject = file.Fill(Generate("light", file.Address), Light),
                GoalMs = LightMsMax,
            },
            cancellationToken);

        FreshDatabase database = await FreshDatabase.CreateAsync(session, "pilates", SetUpAsync, cancellationToken);
        yield return await session.CompareAsync(
            new Comparison
            {
                Title = "`generate heavy` of the sample, PostgreSQL",
                Subject = database.Fill(Generate("heavy", database.Address), Heavy),
                GoalMs = HeavyMsMax,
            },
            cancellationToken);

        Contender Generate(string preset, DatabaseAddress address) => session.Furrow(
            ["generate", preset, "--as-of", AsOf, .. Common(address)]).As("furrow generate");

        Task SetUpAsync(DatabaseAddress address) => session.Furrow(["setup", .. Common(address)])
            .RunAsync(cancellationToken);

        string[] Common(DatabaseAddress address) =>
        [
            "-C", project, "--env", "development", "--json",
            "--database", address.Path is { } path ? "sqlite:" + path : address.ToConnectionString(),
        ];
    }
}
