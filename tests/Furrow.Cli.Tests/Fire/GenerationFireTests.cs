namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// A <c>setup</c> that generates, under fire: wherever it is killed, the generated rows are all there or none of them,
/// and another run brings it to the same rows, none of them twice.
/// </summary>
public abstract class GenerationFireTests
{
    private static readonly int[] BulbCounts = [0, 1_800];

    internal abstract IFireDatabase Create();

    [Fact]
    public async Task Killed_at_random_moments_and_started_again_it_generates_once()
    {
        using FireProject project = FireProject.WithGeneration();
        FireTrial trial = new()
        {
            Create = Create,
            Directory = project.Path,
            Command = ["setup"],
            Before = [["setup", "--no-generate"]],
            KillCount = 48,
            ProcessCount = 4,
            IsTellingAsync = async database => await CountBulbsAsync(database) == 0,
            JudgeAsync = async database => Assert.Contains(await CountBulbsAsync(database), BulbCounts),
        };
        Assert.InRange(await trial.RunAsync(), 1, trial.Killed - 1);
        string[] states = await trial.ReadStatesAsync(["setup"], ["setup"]);
        Assert.Equal(states[0], states[1]);
    }

    [Fact]
    public async Task Killed_anywhere_from_the_empty_database_on_it_ends_in_the_same_state()
    {
        using FireProject project = FireProject.WithGeneration();
        FireTrial trial = new()
        {
            Create = Create,
            Directory = project.Path,
            Command = ["setup"],
            KillCount = 48,
            ProcessCount = 4,
        };
        Assert.InRange(await trial.RunAsync(), 1, trial.Killed);
    }

    private static async Task<int> CountBulbsAsync(IFireDatabase database) =>
        (await database.ReadRowsAsync()).Split("bulb of").Length - 1;
}

/// <summary>Under fire on SQLite.</summary>
public sealed class SqliteGenerationFireTests : GenerationFireTests
{
    internal override IFireDatabase Create() => new SqliteFireDatabase();
}

/// <summary>Under fire on PostgreSQL.</summary>
public sealed class PostgresGenerationFireTests : GenerationFireTests
{
    internal override IFireDatabase Create() => new PostgresFireDatabase();
}
