using Furrow.Snapshots;

namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// <c>snapshot create</c>, <c>restore</c> and <c>undo</c> under fire: whatever the moment, the database is there and
/// holds either what it held or all that it is to hold, and a snapshot is whole or not there.
/// </summary>
public abstract class SnapshotFireTests
{
    private static readonly string[] Clear = ["clear", "--yes"];
    private static readonly string[] Restore = ["snapshot", "restore", "--yes"];
    private static readonly string[] Undo = ["snapshot", "undo", "--yes"];

    protected static readonly string[] Create = ["snapshot", "create"];

    internal abstract IFireDatabase CreateDatabase();

    [Fact]
    public async Task Create_killed_at_100_random_moments_leaves_no_snapshot_or_a_whole_one_and_the_next_cleans_up()
    {
        string rows = "";
        using FireProject project = FireProject.WithSeeds();
        FireTrial trial = new()
        {
            Create = CreateDatabase,
            Directory = project.Path,
            Command = Create,
            Before = [["setup"]],
            IsTellingAsync = _ => Task.FromResult(HasLeftovers(project)),
            JudgeAsync = async database =>
            {
                Assert.Equal(rows, await database.ReadRowsAsync());
                await AllAreWholeAsync(project);
            },
            ReadAsync = async database => $"{HasLeftovers(project)}\n{await database.ReadRowsAsync()}",
        };
        rows = (await trial.ReadStatesAsync([["setup"]]))[0].Split('\n', 2)[1];
        Assert.InRange(await trial.RunAsync(), 1, trial.Killed);
        SnapshotFolder folder = FolderOf(project);
        foreach (StoredSnapshot snapshot in await folder.ListAsync(CancellationToken.None))
        {
            await folder.CheckAsync(snapshot.Metadata!, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Restore_killed_at_100_random_moments_leaves_the_old_database_or_the_new_one()
    {
        string[] states = [];
        using FireProject project = FireProject.WithSeeds();
        FireTrial trial = new()
        {
            Create = CreateDatabase,
            Directory = project.Path,
            Command = Restore,
            Before = [["setup"], Create, Clear],
            IsTellingAsync = async database => await database.ReadRowsAsync() == states[2],
            JudgeAsync = async database => Assert.Contains(await database.ReadRowsAsync(), states),
            ReadAsync = database => database.ReadRowsAsync(),
        };
        states = await trial.ReadStatesAsync(["setup"], Create, Clear, Restore);
        states = [states[0], states[2], states[3]];
        Assert.NotEqual(states[1], states[2]);
        Assert.Equal(states[0], states[2]);
        Assert.InRange(await trial.RunAsync(), 1, trial.Killed - 1);
    }

    [Fact]
    public async Task Undo_killed_at_100_random_moments_leaves_one_database_or_the_other_and_a_restore_goes_on()
    {
        string[] states = [];
        using FireProject project = FireProject.WithSeeds();
        FireTrial trial = new()
        {
            Create = CreateDatabase,
            Directory = project.Path,
            Command = Undo,
            Before = [["setup"], Create, Clear],
            Each = [Restore],

            // An undo of an undo brings back what was restored: only a restore leads to one state whatever was done.
            After = Restore,
            IsTellingAsync = async database => await database.ReadRowsAsync() == states[1],
            JudgeAsync = async database => Assert.Contains(await database.ReadRowsAsync(), states),
            ReadAsync = database => database.ReadRowsAsync(),
        };
        states = await trial.ReadStatesAsync(["setup"], Create, Clear, Restore, Undo);
        Assert.Equal(states[2], states[4]);
        states = [states[3], states[4]];
        Assert.NotEqual(states[0], states[1]);
        Assert.InRange(await trial.RunAsync(), 1, trial.Killed - 1);
    }

    private protected static SnapshotFolder FolderOf(FireProject project) =>
        new(Path.Combine(project.Path, "snapshots"), path => path);

    private protected static async Task AllAreWholeAsync(FireProject project) => Assert.All(
        await FolderOf(project).ListAsync(CancellationToken.None), snapshot => Assert.Null(snapshot.Problem));

    // What is being made begins with a dot; a snapshot's own files and links do not.
    private protected static bool HasLeftovers(FireProject project) =>
        Directory.Exists(FolderOf(project).Directory)
        && Directory.EnumerateFileSystemEntries(FolderOf(project).Directory, ".*")
            .Any(path => Path.GetFileName(path) != ".gitignore");
}

/// <summary>Under fire on SQLite.</summary>
public sealed class SqliteSnapshotFireTests : SnapshotFireTests
{
    internal override IFireDatabase CreateDatabase() => new SqliteFireDatabase();
}

/// <summary>Under fire on PostgreSQL.</summary>
public sealed class PostgresSnapshotFireTests : SnapshotFireTests
{
    private static readonly string[] CreateLocal = [.. Create, "--local"];

    internal override IFireDatabase CreateDatabase() => new PostgresFireDatabase();

    [Fact]
    public async Task Create_local_killed_at_100_random_moments_leaves_no_copy_that_no_snapshot_needs()
    {
        string rows = "";
        using FireProject project = FireProject.WithSeeds();
        FireTrial trial = new()
        {
            Create = CreateDatabase,
            Directory = project.Path,
            Command = CreateLocal,
            Before = [["setup"]],
            IsTellingAsync = async database => await UnneededAsync(database, project) > 0,
            JudgeAsync = async database =>
            {
                Assert.Equal(rows, await database.ReadRowsAsync());
                await AllAreWholeAsync(project);
            },

            // The next one need not be a copy: each cleans up.
            After = Create,
            ReadAsync = async database =>
                $"{HasLeftovers(project)} {await UnneededAsync(database, project)}\n{await database.ReadRowsAsync()}",
        };
        rows = (await trial.ReadStatesAsync([["setup"]]))[0].Split('\n', 2)[1];
        Assert.InRange(await trial.RunAsync(), 1, trial.Killed - 1);
    }

    private static async Task<int> UnneededAsync(IFireDatabase database, FireProject project)
    {
        string copies = await ((PostgresFireDatabase)database).ReadCopiesAsync();
        HashSet<string> needed =
        [
            .. (await FolderOf(project).ListAsync(CancellationToken.None)).Select(snapshot => snapshot.Metadata?.Place)
                .OfType<string>(),
        ];
        return copies.Split('\n', StringSplitOptions.RemoveEmptyEntries).Except(needed).Count();
    }
}
