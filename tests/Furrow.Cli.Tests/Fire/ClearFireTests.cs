namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// <c>clear</c> and <c>reset</c> under fire: killed at random moments, the first leaves all rows or none with a history
/// that agrees, and <c>setup</c> brings either back to one and the same state.
/// </summary>
public abstract class ClearFireTests
{
    internal abstract IFireDatabase Create();

    [Fact]
    public async Task Clear_killed_at_100_random_moments_leaves_all_rows_or_none()
    {
        string[] states = [];
        using FireProject project = FireProject.WithSeeds();
        FireTrial trial = new()
        {
            Create = Create,
            Directory = project.Path,
            Command = ["clear", "--yes"],
            Before = [["setup"]],
            After = ["setup"],
            IsTellingAsync = async database => (await ReadAsync(database)) == states[1],
            JudgeAsync = async database => Assert.Contains(await ReadAsync(database), states),
            ReadAsync = ReadAsync,
        };
        states = await trial.ReadStatesAsync(["setup"], ["clear", "--yes"]);
        Assert.NotEqual(states[0], states[1]);
        Assert.InRange(await trial.RunAsync(), 1, trial.Killed - 1);
    }

    [Fact]
    public async Task Reset_killed_at_100_random_moments_is_finished_by_setup()
    {
        using FireProject project = FireProject.WithSeeds();
        FireTrial trial = new()
        {
            Create = Create,
            Directory = project.Path,
            Command = ["reset", "--seed", "--force"],
            Before = [["setup"]],
            After = ["setup"],
            ReadAsync = ReadAsync,
        };
        await trial.RunAsync();
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
