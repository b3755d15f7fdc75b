using System.Diagnostics;
using System.Text.Json;

namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// <c>setup</c> keeps its word under fire: killed at random moments and started again it ends in one and the same
/// state, and six started
/// together do the work once. On SQLite and PostgreSQL, with the real command and the real sample.
/// </summary>
public abstract class FireTests
{
    private const int KillCount = 100;
    private const int KillsAfterFirstWriteMin = 30;
    private const int TogetherCount = 6;

    internal abstract IFireDatabase Create();

    [Fact]
    public async Task Killed_at_100_random_moments_and_started_again_it_ends_in_the_same_state()
    {
        (string expected, TimeSpan whole) = await SetUpUndisturbedAsync();
        Random chance = new(20260105);
        int afterFirstWrite = 0;
        for (int i = 0; i < KillCount; i++)
        {
            // One moment in each hundredth of the run, so that early and late ones are all there; every other run is
            // timed from its first write, which a busy machine may reach late.
            TimeSpan moment = whole * ((i + chance.NextDouble()) / KillCount);
            await using IFireDatabase database = Create();
            using (SetupProcess victim = SetupProcess.Start(database))
            {
                if (i % 2 == 0)
                {
                    await victim.Reached;
                    moment /= 2;
                }

                await Task.Delay(moment);
                await victim.KillAsync();
            }

            afterFirstWrite += await database.HasStartedAsync() ? 1 : 0;
            using SetupProcess again = SetupProcess.Start(database);
            await again.SucceedAsync();
            Assert.Equal(expected, await database.ReadStateAsync());
        }

        Assert.True(
            afterFirstWrite >= KillsAfterFirstWriteMin, $"Only {afterFirstWrite} kills came after the first write.");
    }

    [Fact]
    public async Task Six_started_together_end_well_and_do_the_work_once()
    {
        (string expected, _) = await SetUpUndisturbedAsync();
        await using IFireDatabase database = Create();
        SetupProcess[] together = [.. Enumerable.Range(0, TogetherCount).Select(_ => SetupProcess.Start(database))];
        string[] documents = await Task.WhenAll(together.Select(process => process.SucceedAsync()));
        foreach (SetupProcess process in together)
        {
            process.Dispose();
        }

        Assert.Equal(expected, await database.ReadStateAsync());
        Assert.Equal(await database.CountHistoryAsync(), documents.Sum(CountApplied));
        Assert.Equal(TogetherCount - 1, documents.Count(document => CountApplied(document) == 0));
    }

    [Fact]
    public async Task A_second_setup_finds_nothing_to_do()
    {
        await using IFireDatabase database = Create();
        using SetupProcess first = SetupProcess.Start(database);
        await first.SucceedAsync();
        string state = await database.ReadStateAsync();
        long history = await database.CountHistoryAsync();

        using SetupProcess second = SetupProcess.Start(database);
        Assert.Equal(0, CountApplied(await second.SucceedAsync()));
        Assert.Equal(state, await database.ReadStateAsync());
        Assert.Equal(history, await database.CountHistoryAsync());
    }

    private async Task<(string State, TimeSpan Whole)> SetUpUndisturbedAsync()
    {
        await using IFireDatabase database = Create();
        long start = Stopwatch.GetTimestamp();
        using SetupProcess process = SetupProcess.Start(database);
        await process.SucceedAsync();
        return (await database.ReadStateAsync(), Stopwatch.GetElapsedTime(start));
    }

    private static int CountApplied(string document)
    {
        using JsonDocument json = JsonDocument.Parse(document);
        JsonElement root = json.RootElement;
        return root.GetProperty("migrations").GetProperty("applied").GetArrayLength()
            + root.GetProperty("seeds").EnumerateArray()
                .Count(seed => seed.GetProperty("result").GetString() == "applied");
    }
}

/// <summary>Under fire on SQLite.</summary>
public sealed class SqliteFireTests : FireTests
{
    internal override IFireDatabase Create() => new SqliteFireDatabase();
}

/// <summary>Under fire on PostgreSQL.</summary>
public sealed class PostgresFireTests : FireTests
{
    internal override IFireDatabase Create() => new PostgresFireDatabase();
}
