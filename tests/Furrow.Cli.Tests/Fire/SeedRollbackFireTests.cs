namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// <c>seed</c> and <c>seed-rollback</c> under fire: killed at random moments, rows and history never disagree, and what
/// was killed can be finished or taken back.
/// </summary>
public abstract class SeedRollbackFireTests
{
    private static readonly string[] TakeBack = ["seed-rollback", "--all", "--yes"];

    internal abstract IFireDatabase Create();

    [Fact]
    public async Task Rollback_killed_at_100_random_moments_leaves_all_rows_or_none()
    {
        string[] rows = [];
        using FireProject project = FireProject.WithSeeds();
        FireTrial trial = new()
        {
            Create = Create,
            Directory = project.Path,
            Command = TakeBack,
            Before = [["setup"]],
            IsTellingAsync = async database => await database.CountSeedsInForceAsync() == 0,
            JudgeAsync = async database => Assert.Equal(
                rows[await database.CountSeedsInForceAsync() > 0 ? 0 : 1], await database.ReadRowsAsync()),
            ReadAsync = database => database.ReadRowsAsync(),
        };
        rows = await trial.ReadStatesAsync(["setup"], TakeBack);
        Assert.NotEqual(rows[0], rows[1]);
        Assert.InRange(await trial.RunAsync(), 1, trial.Killed - 1);
    }

    // Seeds come one by one, and go all at once.
    [Fact]
    public async Task A_seed_killed_at_100_random_moments_can_be_taken_back()
    {
        using FireProject project = FireProject.WithSeeds();
        FireTrial trial = new()
        {
            Create = Create,
            Directory = project.Path,
            Command = ["seed"],
            Before = [["setup"], TakeBack],
            After = TakeBack,
            IsTellingAsync = async database => await database.CountSeedsInForceAsync() > 0,
            ReadAsync = database => database.ReadRowsAsync(),
        };
        Assert.InRange(await trial.RunAsync(), 1, trial.Killed - 1);
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
