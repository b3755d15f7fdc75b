using System.Runtime.CompilerServices;
using Furrow.Bench.Measuring;
using Furrow.Configuration;

namespace Furrow.Bench.Upsert;

/// <summary>
/// Rows of a CSV seed into a table by its key, against what the database's own client needs for the same.
/// </summary>
internal sealed class UpsertBenchmark : IBenchmark
{
    private const double MsMax = 500;
    private const string FurrowCopy = "kept_by_furrow";
    private const string ClientCopy = "kept_by_client";

    public string Name => "upsert";

    public string Title => $"a seed of {Customers.Count} CSV rows";

    public async IAsyncEnumerable<Measurement> MeasureAsync(
        BenchSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string file = Path.Combine(session.CreateDirectory("upsert"), "customers.db");
        ICustomerDatabase[] databases =
        [
            new SqliteCustomers(DatabaseAddress.Parse("sqlite:" + file, session.Options.Scratch)),
            new PostgresCustomers(await session.CreatePostgresAsync("upsert", cancellationToken)),
        ];
        foreach (ICustomerDatabase database in databases)
        {
            UpsertProject project = await UpsertProject.SetUpAsync(session, database, cancellationToken);
            CustomerTable table = new(database);
            await table.CheckAsync(changed: 0, cancellationToken);
            await KeepCopiesAsync(database, project, table, cancellationToken);
            foreach (UpsertCase run in UpsertCase.All)
            {
                string csv = run.IsHalfChanged ? project.HalfChanged : project.Original;
                project.UseSeed(csv);
                Contender? client = Ready(database.OwnClient(csv), run, table, ClientCopy);
                foreach (Contender furrow in (Contender[])[project.InThisProcess(), project.AsCommand(session)])
                {
                    yield return await session.CompareAsync(
                        new Comparison
                        {
                            Title = $"`{furrow.Name}`, {run.Title}, {database.Name}",
                            Subject = Ready(furrow, run, table, FurrowCopy)!,
                            Baseline = client,
                            GoalMs = MsMax,
                        },
                        cancellationToken);
                }

                yield return await session.CompareAsync(
                    new Comparison
                    {
                        Title = $"what a rollback would need, {run.Title}, {database.Name}",
                        Subject = Keeping(project, run, table, isKept: true),
                        Baseline = Keeping(project, run, table, isKept: false),
                    },
                    cancellationToken);
                project.UseDownFile(false);
            }
        }
    }

    // Of a seed with a down file of its own furrow keeps nothing.
    private static Contender Keeping(UpsertProject project, UpsertCase run, CustomerTable table, bool isKept)
    {
        Contender furrow = Ready(project.InThisProcess(), run, table, FurrowCopy)!;
        return furrow with
        {
            Name = isKept ? "kept with the seed" : "nothing kept",
            PrepareAsync = token =>
            {
                project.UseDownFile(!isKept);
                return furrow.PrepareAsync(token);
            },
        };
    }

    private static async Task KeepCopiesAsync(
        ICustomerDatabase database, UpsertProject project, CustomerTable table, CancellationToken cancellationToken)
    {
        await table.KeepAsync(FurrowCopy, cancellationToken);
        if (database.OwnClient(project.Original) is { } client)
        {
            await table.RestoreAsync(copy: null, cancellationToken);
            await client.RunAsync(cancellationToken);
            await table.KeepAsync(ClientCopy, cancellationToken);
        }
    }

    private static Contender? Ready(Contender? contender, UpsertCase run, CustomerTable table, string copy) =>
        contender is null
            ? null
            : contender with
            {
                PrepareAsync = token => table.RestoreAsync(run.StartsFull ? copy : null, token),
                CheckAsync = token => table.CheckAsync(run.IsHalfChanged ? Customers.Count / 2 : 0, token),
            };
}

/// <summary>What the table holds before, and what the file says.</summary>
internal sealed record UpsertCase(string Title, bool StartsFull, bool IsHalfChanged)
{
    public static IReadOnlyList<UpsertCase> All { get; } =
    [
        new("first insert", StartsFull: false, IsHalfChanged: false),
        new("nothing changed", StartsFull: true, IsHalfChanged: false),
        new("half changed", StartsFull: true, IsHalfChanged: true),
    ];
}
