using System.Text.Json;
using Furrow.Cli.Tests.Scripts;

namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// <c>setup</c> keeps its word under fire: killed at random moments and started again it ends in one and the same
/// state, and six started together do the work once. On SQLite and PostgreSQL, with the real command and the real
/// sample.
/// </summary>
public abstract class FireTests
{
    private const int AfterFirstWriteMin = 75;
    private const int TogetherCount = 6;

    private static readonly string Sample = Path.Combine(SourceTree.Root, "samples", "pilates");

    internal abstract IFireDatabase Create();

    [Fact]
    public async Task Killed_at_100_random_moments_and_started_again_it_ends_in_the_same_state()
    {
        FireTrial trial = new() { Create = Create, Command = ["setup"] };
        int afterFirstWrite = await trial.RunAsync();
        Assert.True(afterFirstWrite >= AfterFirstWriteMin, $"Only {afterFirstWrite} kills came after the first write.");
    }

    [Fact]
    public async Task Six_started_together_end_well_and_do_the_work_once()
    {
        await using IFireDatabase undisturbed = Create();
        await CommandProcess.RunAsync(undisturbed, Sample, ["setup"]);
        await using IFireDatabase database = Create();
        string[] documents = await Task.WhenAll(
            Enumerable.Range(0, TogetherCount).Select(_ => CommandProcess.RunAsync(database, Sample, ["setup"])));

        Assert.Equal(await undisturbed.ReadStateAsync(), await database.ReadStateAsync());
        Assert.Equal(await database.CountHistoryAsync(), documents.Sum(CountApplied));
        Assert.Equal(TogetherCount - 1, documents.Count(document => CountApplied(document) == 0));
    }

    [Fact]
    public async Task A_second_setup_finds_nothing_to_do()
    {
        await using IFireDatabase database = Create();
        await CommandProcess.RunAsync(database, Sample, ["setup"]);
        string state = await database.ReadStateAsync();
        long history = await database.CountHistoryAsync();

        Assert.Equal(0, CountApplied(await CommandProcess.RunAsync(database, Sample, ["setup"])));
        Assert.Equal(state, await database.ReadStateAsync());
        Assert.Equal(history, await database.CountHistoryAsync());
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
