namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// <c>generate</c> under fire: whatever the moment, the database holds the rows that it held or all the new ones.
/// </summary>
public abstract class GenerateFireTests
{
    private static readonly string[] Whole = ["generate"];

    internal abstract IFireDatabase Create();

    [Fact]
    public async Task Killed_at_100_random_moments_it_leaves_the_old_rows_or_all_the_new_ones()
    {
        string[] states = [];
        using FireProject project = FireProject.WithScenario();
        FireTrial trial = new()
        {
            Create = Create,
            Directory = project.Path,
            Command = Whole,
            Before = [["setup"]],
            After = ["generate", "--clear-first", "--yes"],
            IsTellingAsync = async database => await database.ReadStateAsync() != states[0],
            JudgeAsync = async database => Assert.Contains(await database.ReadStateAsync(), states),
        };

        // One that came to its end before the blow is continued by the next.
        states = await trial.ReadStatesAsync(["setup"], Whole, Whole, Whole);
        Assert.Equal(states.Length, states.Distinct().Count());
        Assert.InRange(await trial.RunAsync(), 1, trial.Killed - 1);
    }
}

/// <summary>Under fire on SQLite.</summary>
public sealed class SqliteGenerateFireTests : GenerateFireTests
{
    internal override IFireDatabase Create() => new SqliteFireDatabase();
}

/// <summary>Under fire on PostgreSQL, in one piece and in parts.</summary>
public sealed class PostgresGenerateFireTests : GenerateFireTests
{
    private static readonly string[] Prepare = ["generate", "--prepare"];

    internal override IFireDatabase Create() => new PostgresFireDatabase();

    [Fact]
    public async Task By_four_connections_and_killed_at_100_random_moments_it_is_undone_by_the_next_command()
    {
        string[] states = [];
        string[] jobs = ["generate", "--jobs", "4"];
        using FireProject project = FireProject.WithScenario();
        FireTrial trial = new()
        {
            Create = Create,
            Directory = project.Path,
            Command = jobs,
            Before = [["setup"]],
            After = ["generate", "--clear-first", "--yes"],
            IsTellingAsync = IsOpenAsync,
            JudgeAsync = async database =>
            {
                if (!await IsOpenAsync(database))
                {
                    Assert.Contains(await database.ReadStateAsync(), states);
                }
            },
        };
        states = await trial.ReadStatesAsync(["setup"], ["generate"], ["generate"], ["generate"]);
        Assert.Equal(states[..2], await trial.ReadStatesAsync(["setup"], jobs));
        Assert.InRange(await trial.RunAsync(), 10, trial.Killed - 1);
    }

    [Fact]
    public async Task A_shard_killed_at_100_random_moments_and_run_again_is_written_once()
    {
        string[] states = [];
        string[] shard = ["generate", "--shard", "1/2"];
        using FireProject project = FireProject.WithScenario();
        FireTrial trial = new()
        {
            Create = Create,
            Directory = project.Path,
            Command = shard,
            Before = [["setup"], Prepare],
            IsTellingAsync = async database => await database.ReadStateAsync() == states[1],
            JudgeAsync = async database => Assert.Contains(await database.ReadStateAsync(), states),
        };
        states = (await trial.ReadStatesAsync(["setup"], Prepare, shard))[1..];
        Assert.NotEqual(states[0], states[1]);
        Assert.InRange(await trial.RunAsync(), 1, trial.Killed - 1);
    }

    [Theory]
    [InlineData("--finish")]
    [InlineData("--abort")]
    public async Task The_end_of_a_run_killed_at_any_event_can_be_tried_again(string end)
    {
        const int KillCount = 12;
        using FireProject project = FireProject.WithScenario();
        string[] command = ["generate", end];
        await using PostgresFireDatabase prepared = new();
        await CommandProcess.RunAsync(prepared, project.Path, ["setup"]);
        string before = await prepared.ReadStateAsync();
        string[][] parts = [Prepare, ["generate", "--shard", "2/2"], ["generate", "--shard", "1/2"]];
        foreach (string[] part in parts)
        {
            await CommandProcess.RunAsync(prepared, project.Path, part);
        }

        await using IFireDatabase whole = Create();
        await CommandProcess.RunAsync(whole, project.Path, ["setup"]);
        await CommandProcess.RunAsync(whole, project.Path, ["generate"]);
        string expected = end == "--finish" ? await whole.ReadStateAsync() : before;
        int openCount = 0;
        for (int gate = 1; gate <= KillCount; gate++)
        {
            await using PostgresFireDatabase database = new();
            await database.CopyAsync(prepared);
            using (CommandProcess victim = await CommandProcess.StartAsync(database, project.Path, command, gate))
            {
                await victim.Reached;
                await victim.KillAsync();
            }

            if (await IsOpenAsync(database))
            {
                openCount++;
                await CommandProcess.RunAsync(database, project.Path, command);
            }

            Assert.Equal(expected, await database.ReadStateAsync());
        }

        Assert.InRange(openCount, 1, KillCount - 1);
    }

    private static async Task<bool> IsOpenAsync(IFireDatabase database) =>
        (await ((PostgresFireDatabase)database).QueryAsync(
            "SELECT 1 FROM furrow.runs WHERE kind = 'generation'")).Length > 0;
}
