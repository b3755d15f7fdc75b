using System.Diagnostics;

namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// <c>clear</c> and <c>reset</c> under fire: killed at random moments, the first leaves all rows or none with a history
/// that agrees, and <c>setup</c> brings either back to one and the same state.
/// </summary>
public abstract class ClearFireTests
{
    private const int KillCount = 20;

    internal abstract IFireDatabase Create();

    [Fact]
    public async Task Clear_killed_at_random_moments_leaves_all_rows_or_none()
    {
        await using IFireDatabase database = Create();
        await RunAsync(database, "setup");
        string full = await ReadAsync(database);
        TimeSpan whole = await RunAsync(database, "clear", "--yes");
        string empty = await ReadAsync(database);
        await RunAsync(database, "setup");
        Assert.Equal(full, await ReadAsync(database));

        int emptied = 0;
        foreach (TimeSpan moment in Moments(whole))
        {
            await KillAsync(database, moment, "clear", "--yes");
            string state = await ReadAsync(database);
            Assert.True(state == full || state == empty, $"Killed after {moment}, neither full nor empty:\n{state}");
            emptied += state == empty ? 1 : 0;
            await RunAsync(database, "setup");
            Assert.Equal(full, await ReadAsync(database));
        }

        Assert.InRange(emptied, 0, KillCount - 1);
    }

    [Fact]
    public async Task Reset_killed_at_random_moments_is_finished_by_setup()
    {
        await using IFireDatabase database = Create();
        await RunAsync(database, "setup");
        string full = await ReadAsync(database);
        TimeSpan whole = await RunAsync(database, "reset", "--seed", "--force");
        Assert.Equal(full, await ReadAsync(database));
        foreach (TimeSpan moment in Moments(whole))
        {
            await KillAsync(database, moment, "reset", "--seed", "--force");
            await RunAsync(database, "setup");
            Assert.Equal(full, await ReadAsync(database));
        }
    }

    // The first third is the program's start.
    private static IEnumerable<TimeSpan> Moments(TimeSpan whole)
    {
        Random chance = new(20260106);
        return Enumerable.Range(0, KillCount)
            .Select(i => whole * (0.3 + (0.7 * (i + chance.NextDouble()) / KillCount)));
    }

    private static async Task<TimeSpan> RunAsync(IFireDatabase database, params string[] command)
    {
        long start = Stopwatch.GetTimestamp();
        using SetupProcess process = SetupProcess.Start(database, command);
        await process.SucceedAsync();
        return Stopwatch.GetElapsedTime(start);
    }

    private static async Task KillAsync(IFireDatabase database, TimeSpan moment, params string[] command)
    {
        using SetupProcess victim = SetupProcess.Start(database, command);
        await Task.Delay(moment);
        await victim.KillAsync();
    }

    // What is no longer in force grows with every round.
    private static async Task<string> ReadAsync(IFireDatabase database) => string.Join(
        '\n',
        (await database.ReadStateAsync()).Split('\n').Where(line =>
            !line.EndsWith("|Inactive", StringComparison.Ordinal)
            && !line.EndsWith("|rolled-back", StringComparison.Ordinal)));
}

/// <summary>Under fire on SQLite.</summary>
public sealed class SqliteClearFireTests : ClearFireTests
{
    internal override IFireDatabase Create() => new SqliteFireDatabase();
}

/// <summary>Under fire on PostgreSQL.</summary>
public sealed class PostgresClearFireTests : ClearFireTests
{
    internal override IFireDatabase Create() => new PostgresFireDatabase();
}
