namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// <c>snapshot restore</c> and <c>undo</c> under fire: whatever the moment, the database is there and holds either what
/// it held or all that it is to hold.
/// </summary>
public abstract class SnapshotFireTests
{
    private static readonly string[] Clear = ["clear", "--yes"];
    private static readonly string[] Restore = ["snapshot", "restore", "--yes"];

    internal abstract IFireDatabase Create();

    [Fact]
    public async Task Restore_killed_at_100_random_moments_leaves_the_old_database_or_the_new_one()
    {
        string[] states = [];
        using FireProject project = FireProject.WithSeeds();
        FireTrial trial = new()
        {
            Create = Create,
            Directory = project.Path,
            Command = Restore,
            Before = [["setup"], ["snapshot", "create"], Clear],
            IsTellingAsync = async database => await database.ReadRowsAsync() == states[2],
            JudgeAsync = async database => Assert.Contains(await database.ReadRowsAsync(), states),
            ReadAsync = database => database.ReadRowsAsync(),
        };
        states = await trial.ReadStatesAsync(["setup"], ["snapshot", "create"], Clear, Restore);
        states = [states[0], states[2], states[3]];
        Assert.NotEqual(states[1], states[2]);
        Assert.Equal(states[0], states[2]);
        Assert.InRange(await trial.RunAsync(), 1, trial.Killed - 1);
    }
}

/// <summary>Under fire on SQLite.</summary>
public sealed class SqliteSnapshotFireTests : SnapshotFireTests
{
    internal override IFireDatabase Create() => new SqliteFireDatabase();
}

/// <summary>Under fire on PostgreSQL.</summary>
public sealed class PostgresSnapshotFireTests : SnapshotFireTests
{
    internal override IFireDatabase Create() => new PostgresFireDatabase();
}
