using System.Globalization;
using System.Runtime.CompilerServices;
using Furrow.Bench.Measuring;

namespace Furrow.Bench.Generating;

/// <summary>The same users into SQLite, against the import of SQLite's own shell.</summary>
internal static class SqliteCase
{
    private const double RatioMax = 0.5;
    private const string UniqueIndex = "CREATE UNIQUE INDEX users_email ON users (email);";

    public static async IAsyncEnumerable<Measurement> MeasureAsync(
        BenchSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int rows = session.Options.Rows;
        string text = string.Create(CultureInfo.InvariantCulture, $"{rows:N0} users into SQLite");
        GenerateProject project = new(session, "sqlite", UsersTable.Scenario);
        FreshFile plain = await CreateAsync("plain", "");
        FreshFile indexed = await CreateAsync("indexed", UniqueIndex);
        string csv = Path.Combine(project.Directory, "users.csv");
        Contender first = Generate(plain);
        await first.PrepareAsync(cancellationToken);
        await first.RunAsync(cancellationToken);
        await first.CheckAsync(cancellationToken);
        await plain.Shell(".mode csv", $".output '{csv}'", "SELECT * FROM users ORDER BY id")
            .RunAsync(cancellationToken);
        yield return await session.CompareAsync(Comparison($"`generate`, {text}", plain), cancellationToken);
        yield return await session.CompareAsync(
            Comparison($"`generate`, {text} with a unique index", indexed), cancellationToken);
        File.Delete(csv);

        Task<FreshFile> CreateAsync(string name, string index) => FreshFile.CreateAsync(
            project.Directory,
            name,
            async address =>
            {
                await project.SetUpAsync(address, cancellationToken);
                await new ProgramRun("sqlite3", "-bail", address.Path!, UsersTable.Create("json") + index)
                    .RunAsync(cancellationToken);
            });

        Contender Generate(FreshFile file) => file.Fill(
            project.Generate(file.Address, rows).As("furrow generate"), (UsersTable.Name, rows));

        Comparison Comparison(string title, FreshFile file) => new()
        {
            Title = title,
            Subject = Generate(file),
            Baseline = file.Fill(
                file.Shell($".import --csv '{csv}' users").As("sqlite3 `.import`"), (UsersTable.Name, rows)),
            GoalRatio = RatioMax,
        };
    }
}
