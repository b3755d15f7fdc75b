using System.Diagnostics;
using Furrow.Cli.Tests.Scripts;

namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// <c>seed</c> and <c>seed-rollback</c> in turn, each killed at some moment: rows and history never disagree, and what
/// was killed can be finished.
/// </summary>
public abstract class SeedRollbackFireTests
{
    private const int KillCount = 24;
    private const string Mark = "\"command-started\"";

    internal abstract IFireDatabase Create();

    [Fact]
    public async Task Killed_at_random_moments_rows_and_history_agree()
    {
        string project = Path.Combine(SourceTree.Root, "samples/pilates");
        await using IFireDatabase database = Create();
        await RunAsync(database, project, "setup");
        TimeSpan whole = await RunAsync(database, project, "seed-rollback", "--all", "--yes");
        string empty = await database.ReadRowsAsync();
        Random chance = new(20260107);
        for (int i = 0; i < KillCount; i++)
        {
            // Seeds come one by one, and go all at once.
            await RunAsync(database, project, "seed");
            string full = await database.ReadRowsAsync();
            Assert.NotEqual(empty, full);
            using (SetupProcess victim = SetupProcess.StartIn(
                database, project, Mark, "seed-rollback", "--all", "--yes"))
            {
                await Task.Delay(whole * ((i + chance.NextDouble()) / KillCount));
                await victim.KillAsync();
            }

            bool isFull = await database.CountSeedsInForceAsync() > 0;
            Assert.Equal(isFull ? full : empty, await database.ReadRowsAsync());
            if (isFull)
            {
                await RunAsync(database, project, "seed-rollback", "--all", "--yes");
            }

            using (SetupProcess victim = SetupProcess.StartIn(database, project, Mark, "seed"))
            {
                await Task.Delay(whole * ((i + chance.NextDouble()) / KillCount));
                await victim.KillAsync();
            }

            if (await database.CountSeedsInForceAsync() > 0)
            {
                await RunAsync(database, project, "seed-rollback", "--all", "--yes");
            }

            Assert.Equal(empty, await database.ReadRowsAsync());
        }
    }

    private static async Task<TimeSpan> RunAsync(IFireDatabase database, string project, params string[] command)
    {
        long start = Stopwatch.GetTimestamp();
        using SetupProcess process = SetupProcess.StartIn(database, project, Mark, command);
        await process.SucceedAsync();
        return Stopwatch.GetElapsedTime(start);
    }
}

/// <summary>Rolling back under fire on SQLite.</summary>
public sealed class SqliteSeedRollbackFireTests : SeedRollbackFireTests
{
    internal override IFireDatabase Create() => new SqliteFireDatabase();
}

/// <summary>Rolling back under fire on PostgreSQL.</summary>
public sealed class PostgresSeedRollbackFireTests : SeedRollbackFireTests
{
    internal override IFireDatabase Create() => new PostgresFireDatabase();
}
