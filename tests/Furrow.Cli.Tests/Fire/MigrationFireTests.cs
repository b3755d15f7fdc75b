using System.Diagnostics;

namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// <c>migrate</c> under fire, with a file that cannot be one transaction: killed at random moments and started again it
/// never leaves history and schema disagreeing, and nobody has to repair anything.
/// </summary>
public abstract class MigrationFireTests
{
    private const int KillCount = 100;
    private const int KillsInSecondMin = 20;

    internal abstract IFireDatabase Create();

    [Fact]
    public async Task Killed_at_100_random_moments_history_and_schema_never_disagree()
    {
        using FireProject project = new();
        await using IFireDatabase undisturbed = Create();
        await undisturbed.CreateAsync();
        long start = Stopwatch.GetTimestamp();
        using (SetupProcess whole = SetupProcess.StartIn(undisturbed, project.Path, "migrate"))
        {
            await whole.SucceedAsync();
        }

        TimeSpan took = Stopwatch.GetElapsedTime(start);
        string expected = await undisturbed.ReadStateAsync();
        Assert.Contains("11111", expected, StringComparison.Ordinal);

        Random chance = new(20260214);
        int halfDone = 0;
        for (int i = 0; i < KillCount; i++)
        {
            await using IFireDatabase database = Create();
            await database.CreateAsync();
            using (SetupProcess victim = SetupProcess.StartIn(database, project.Path, "migrate"))
            {
                // Timed from the first write, which a busy machine may reach late.
                await victim.FirstWrite;
                await Task.Delay(took * 0.7 * ((i + chance.NextDouble()) / KillCount));
                await victim.KillAsync();
            }

            halfDone += await database.IsHalfDoneAsync() ? 1 : 0;
            using SetupProcess again = SetupProcess.StartIn(database, project.Path, "migrate");
            await again.SucceedAsync();
            Assert.Equal(expected, await database.ReadStateAsync());
        }

        Assert.True(halfDone >= KillsInSecondMin, $"Only {halfDone} kills left a half-done migration.");
    }
}

/// <summary>Under fire on SQLite.</summary>
public sealed class SqliteMigrationFireTests : MigrationFireTests
{
    internal override IFireDatabase Create() => new SqliteFireDatabase();
}

/// <summary>Under fire on PostgreSQL.</summary>
public sealed class PostgresMigrationFireTests : MigrationFireTests
{
    internal override IFireDatabase Create() => new PostgresFireDatabase();
}
