using System.Runtime.CompilerServices;
using Furrow.Bench.Measuring;
using Furrow.Configuration;

namespace Furrow.Bench.Startup;

/// <summary>
/// Commands that find nothing to do, whole processes, against what any .NET program pays for one question.
/// </summary>
internal sealed class StartupBenchmark : IBenchmark
{
    private const double RatioMax = 1.5;
    private const double SqliteMsMax = 70;

    private static readonly string[] Commands = ["status", "setup"];

    public string Name => "startup";

    public string Title => "a command that finds nothing to do";

    public async IAsyncEnumerable<Measurement> MeasureAsync(
        BenchSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string project = SampleProject.Copy(session, "pilates");
        Contender empty = session.Bare("EmptyConsole").As("empty console");

        string file = Path.Combine(project, "pilates.db");
        string[] sqlite = ["-C", project, "--database", "sqlite:" + file];
        Contender bareSqlite = session.Bare("BareSqlite", file).As("bare open and query");
        await session.Furrow(["setup", .. sqlite]).RunAsync(cancellationToken);
        yield return await session.CompareAsync(
            new Comparison { Title = bareSqlite.Name + ", SQLite", Subject = bareSqlite, Baseline = empty },
            cancellationToken);
        foreach (string command in Commands)
        {
            yield return await session.CompareAsync(
                new Comparison
                {
                    Title = $"`{command}`, SQLite",
                    Subject = session.Furrow([command, .. sqlite]).As(command),
                    Baseline = bareSqlite,
                    GoalRatio = RatioMax,
                    GoalMs = SqliteMsMax,
                },
                cancellationToken);
        }

        yield return await session.CompareAsync(
            new Comparison
            {
                Title = "`status`, SQLite",
                Subject = session.Furrow(["status", .. sqlite]).As("status"),
                Baseline = empty,
            },
            cancellationToken);

        DatabaseAddress address = await session.CreatePostgresAsync("startup", cancellationToken);
        string[] postgres = ["-C", project, "--database", address.ToConnectionString()];
        Contender barePostgres =
            session.Bare("BarePostgres", address.ToConnectionString()).As("bare connect and query");
        Contender slimPostgres =
            session.Bare("BarePostgres", address.ToConnectionString(), "slim").As("bare, slim driver");
        await session.Furrow(["setup", .. postgres, "--env", "development"]).RunAsync(cancellationToken);
        yield return await session.CompareAsync(
            new Comparison { Title = barePostgres.Name + ", PostgreSQL", Subject = barePostgres, Baseline = empty },
            cancellationToken);
        foreach (string command in Commands)
        {
            foreach (Contender bare in (Contender[])[barePostgres, slimPostgres])
            {
                yield return await session.CompareAsync(
                    new Comparison
                    {
                        Title = $"`{command}`, PostgreSQL",
                        Subject = session.Furrow([command, .. postgres]).As(command),
                        Baseline = bare,
                        GoalRatio = bare == barePostgres ? RatioMax : null,
                    },
                    cancellationToken);
            }
        }
    }
}
