using System.Diagnostics;

namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// <c>migrate</c> under fire, with a file that cannot be one transaction: killed at random moments and started again it
/// never leaves history and schema disagreeing, and nobody has to repair anything.
/// </summary>
public abstract class MigrationFireTests
{
    private const int KillCount = 100;
    private const int HalfDoneMin = 20;
    private const string Mark = "\"event\":\"migration-started\",\"version\":\"2\"";

    internal abstract IFireDatabase Create();

    [Fact]
    public async Task Killed_at_100_random_moments_history_and_schema_never_disagree()
    {
        using FireProject project = new();
        await using IFireDatabase undisturbed = Create();
        await undisturbed.CreateAsync();
        TimeSpan took;
        using (SetupProcess whole = SetupProcess.StartIn(undisturbed, project.Path, Mark, "migrate"))
        {
            await whole.Reached;
            long start = Stopwatch.GetTimestamp();
            await whole.SucceedAsync();
            took = Stopwatch.GetElapsedTime(start);
        }

        string expected = await undisturbed.ReadStateAsync();
        Assert.Contains("11111", expected, StringComparison.Ordinal);

        Random chance = new(20260214);
        int halfDone = 0;
        for (int i = 0; i < KillCount; i++)
        {
            await using IFireDatabase database = Create();
            await database.CreateAsync();
            using (SetupProcess victim = SetupProcess.StartIn(database, project.Path, Mark, "migrate"))
            {
                // Timed from the beginning of the steps, which a busy machine may reach late.
                await victim.Reached;
                await Task.Delay(took * ((i + chance.NextDouble()) / KillCount));
                await victim.KillAsync();
            }

            halfDone += await database.IsHalfDoneAsync() ? 1 : 0;
            using SetupProcess again = SetupProcess.StartIn(database, project.Path, Mark, "migrate");
            await again.SucceedAsync();
            Assert.Equal(expected, await database.ReadStateAsync());
        }

        Assert.True(halfDone >= HalfDoneMin, $"Only {halfDone} kills left a half-done migration.");
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
