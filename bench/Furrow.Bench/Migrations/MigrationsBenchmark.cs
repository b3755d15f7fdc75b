using System.Runtime.CompilerServices;
using Furrow.Bench.Measuring;
using Furrow.Configuration;

namespace Furrow.Bench.Migrations;

/// <summary>
/// Two hundred small migrations on PostgreSQL, and none to apply: whole processes, against the tools that people use.
/// </summary>
internal sealed class MigrationsBenchmark : IBenchmark
{
    private const double DbmateRatioMax = 1.3;

    public string Name => "migrations";

    public string Title => $"{SmallMigrations.Count} small migrations, PostgreSQL";

    public async IAsyncEnumerable<Measurement> MeasureAsync(
        BenchSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string project = await SmallMigrations.WriteAsync(session, cancellationToken);
        MigrationTools tools = new(session, project);
        foreach (string title in (string[])["all of them", "nothing to do"])
        {
            bool isFresh = title == "all of them";
            Contender furrow = await Place(session, "furrow", tools.Furrow, isFresh, cancellationToken);
            foreach ((string name, Func<DatabaseAddress, ProgramRun?> make) in tools.Others(isFresh))
            {
                if (make(session.Server) is null)
                {
                    await Console.Error.WriteLineAsync($"  {name} is not installed: left out");
                    continue;
                }

                yield return await session.CompareAsync(
                    new Comparison
                    {
                        Title = $"`furrow migrate`, {title}",
                        Subject = furrow,
                        Baseline = await Place(session, name, address => make(address)!, isFresh, cancellationToken),
                        GoalRatio = isFresh && name == "dbmate" ? DbmateRatioMax : null,
                    },
                    cancellationToken);
            }
        }
    }

    // Each tool has a database of its own: empty before every run, or migrated once.
    private static async Task<Contender> Place(
        BenchSession session,
        string name,
        Func<DatabaseAddress, ProgramRun> make,
        bool isFresh,
        CancellationToken cancellationToken)
    {
        string database = $"migrations_{name.Replace(' ', '_').ToLowerInvariant()}_{(isFresh ? "fresh" : "done")}";
        DatabaseAddress address = await session.CreatePostgresAsync(database, cancellationToken);
        ProgramRun run = make(address);
        if (!isFresh)
        {
            await run.RunAsync(cancellationToken);
        }

        return run.As(name) with
        {
            PrepareAsync = isFresh ? token => session.EmptyAsync(address, token) : _ => Task.CompletedTask,
            CheckAsync = token => name == MigrationTools.Bare ? Task.CompletedTask : CheckAsync(address, token),
            ReadPeakMbAsync = null,
        };
    }

    private static Task CheckAsync(DatabaseAddress address, CancellationToken cancellationToken) =>
        BenchSession.ExecuteAsync(
            address,
            $"""
            DO $$ BEGIN
                IF (SELECT count(*) FROM pg_tables WHERE tablename ~ '^t[0-9]+$') <> {SmallMigrations.Count} THEN
                    RAISE 'not migrated';
                END IF;
            END $$
            """,
            cancellationToken);
}
