using System.Globalization;
using System.Runtime.CompilerServices;
using Furrow.Bench.Measuring;
using Furrow.Configuration;

namespace Furrow.Bench.Generating;

/// <summary>pgbench's own tables with what it puts into them, against pgbench.</summary>
internal static class PgbenchCase
{
    private const double RatioMax = 1.10;
    private const int RowsOfScale = 200_000;
    private const int TellersOfBranch = 10;
    private const int AccountsOfBranch = 100_000;

    private const string Scenario = """
        as_of: 2026-01-05
        tables:
          pgbench_branches:
            rows: 1
            columns:
              bid: ${row + 1}
              bbalance: 0
          pgbench_tellers:
            per: pgbench_branches
            count: 10
            columns:
              tid: ${row + 1}
              bid: ${parent.bid}
              tbalance: 0
          pgbench_accounts:
            per: pgbench_branches
            count: 100000
            columns:
              aid: ${row + 1}
              bid: ${parent.bid}
              abalance: 0
              filler: ''
        """;

    public static async IAsyncEnumerable<Measurement> MeasureAsync(
        BenchSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int scale = Math.Max(1, session.Options.Rows / RowsOfScale);
        string scaleText = scale.ToString(CultureInfo.InvariantCulture);
        (string Table, long Rows)[] expected =
        [
            ("pgbench_branches", scale),
            ("pgbench_tellers", scale * (long)TellersOfBranch),
            ("pgbench_accounts", scale * (long)AccountsOfBranch),
        ];
        GenerateProject project = new(session, "pgbench", Scenario);
        foreach ((string name, string keys, string what) in ((string, string, string)[])
            [("pgbench", "", "pgbench's tables"), ("pgbench_keys", "p", "pgbench's tables with primary keys")])
        {
            FreshDatabase database = await FreshDatabase.CreateAsync(
                session,
                name,
                async address =>
                {
                    await project.SetUpAsync(address, cancellationToken);
                    await Pgbench(address, "dt" + keys).RunAsync(cancellationToken);
                },
                cancellationToken);
            yield return await session.CompareAsync(
                new Comparison
                {
                    Title = $"`generate`, {what}, scale {scaleText}",
                    Subject = database.Fill(
                        project.Generate(database.Address, scale).As("furrow generate"), expected),
                    Baseline = database.Fill(
                        Pgbench(database.Address, "dtg" + keys).As($"`pgbench -i -I dtg{keys}`"), expected),
                    GoalRatio = RatioMax,
                },
                cancellationToken);
        }

        ProgramRun Pgbench(DatabaseAddress address, string steps) =>
            new("pgbench", "-i", "-q", "-I", steps, "-s", scaleText) { Variables = PostgresVariables.Of(address) };
    }
}
