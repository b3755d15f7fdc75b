using System.Globalization;
using System.Runtime.CompilerServices;
using Furrow.Bench.Measuring;

namespace Furrow.Bench.Generating;

/// <summary>Users without constraints into PostgreSQL: against the limit, and against what else makes them.</summary>
internal static class UsersCase
{
    private const double RatioMax = 1.10;
    private const double RatioOfTwoMax = 1.00;
    private const double CpuRatioMax = 0.05;
    private const double PeakMbMax = 150;
    private const double GrowthMax = 1.10;

    // SaveChanges takes so much longer that it makes one of so many parts of the rows.
    private const int PartsOfEf = 20;
    private const int RowsOfEfMin = 1000;

    public static async IAsyncEnumerable<Measurement> MeasureAsync(
        BenchSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int rows = session.Options.Rows;
        GenerateProject project = new(session, "users", UsersTable.Scenario);
        FreshDatabase database = await CreateAsync(session, project, cancellationToken);
        string file = Path.Combine(project.Directory, "users.bin");
        Contender one = Fill(project.Generate(database.Address, rows).As("furrow generate"), rows);
        await one.RunAsync(cancellationToken);
        await one.CheckAsync(cancellationToken);
        await database.Psql($"\\copy users TO '{file}' (FORMAT binary)").RunAsync(cancellationToken);

        string text = Text(rows);
        Contender two = Fill(project.Generate(database.Address, rows, "--jobs", "2").As("furrow generate"), rows);
        Contender copy = Fill(
            database.Psql($"\\copy users FROM '{file}' (FORMAT binary)").As("psql `\\copy` of a binary file"), rows);
        Comparison[] comparisons =
        [
            new() { Title = $"`generate`, {text}", Subject = one, Baseline = copy, GoalRatio = RatioMax },
            new()
            {
                Title = $"`generate --jobs 2`, {text}", Subject = two, Baseline = copy, GoalRatio = RatioOfTwoMax,
            },
            new()
            {
                Title = $"`generate`, {text}",
                Subject = one,
                Baseline = Fill(database.Psql(UsersTable.Insert(rows)).As("INSERT … SELECT generate_series"), rows),
            },
            new()
            {
                Title = $"`generate`, {text}",
                Subject = one,
                Baseline = Fill(Bogus("BogusNpgsql", rows).As("Bogus, binary import of Npgsql"), rows),
                GoalCpuRatio = CpuRatioMax,
            },
            new() { Title = $"`generate`, {text}", Subject = one, Baseline = Ef() },
        ];
        foreach (Comparison comparison in comparisons)
        {
            yield return await session.CompareAsync(comparison, cancellationToken);
        }

        File.Delete(file);

        Contender Fill(Contender contender, int count) => database.Fill(contender, (UsersTable.Name, count));

        ProgramRun Bogus(string program, int count) => session.Bare(
            program, database.Address.ToConnectionString(), count.ToString(CultureInfo.InvariantCulture));

        Contender Ef()
        {
            int parts = Math.Clamp(rows / RowsOfEfMin, 1, PartsOfEf);
            Contender saved = Fill(
                Bogus("BogusEf", rows / parts)
                    .As($"Bogus, SaveChanges of EF Core: {Text(rows / parts)}, times {parts}"),
                rows / parts);
            return saved with { Parts = parts };
        }
    }

    /// <summary>The peak memory of few rows and of many.</summary>
    public static async IAsyncEnumerable<Measurement> MeasureMemoryAsync(
        BenchSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        GenerateProject project = new(session, "memory", UsersTable.Scenario);
        FreshDatabase database = await CreateAsync(session, project, cancellationToken);
        Measurement few = await BenchSession.MeasureOnceAsync(
            Memory(session.Options.Rows, PeakMbMax, "one run"), cancellationToken);
        yield return few;
        double most = few.Subject.PeakMb is { } peakMb ? Math.Min(PeakMbMax, peakMb * GrowthMax) : PeakMbMax;
        yield return await BenchSession.MeasureOnceAsync(
            Memory(session.Options.ManyRows, most, "one run; at most a tenth above the fewer"), cancellationToken);

        Comparison Memory(int rows, double peakMbMax, string remark) => new()
        {
            Title = $"memory of `generate`, {Text(rows)}",
            Subject = database.Fill(
                project.Generate(database.Address, rows).As("furrow generate"), (UsersTable.Name, rows)),
            GoalPeakMb = peakMbMax,
            Remark = remark,
        };
    }

    private static Task<FreshDatabase> CreateAsync(
        BenchSession session, GenerateProject project, CancellationToken cancellationToken) =>
        FreshDatabase.CreateAsync(
            session,
            project.Name,
            async address =>
            {
                await project.SetUpAsync(address, cancellationToken);
                await BenchSession.ExecuteAsync(address, UsersTable.Create("jsonb"), cancellationToken);
            },
            cancellationToken);

    private static string Text(int rows) => string.Create(CultureInfo.InvariantCulture, $"{rows:N0} users");
}
