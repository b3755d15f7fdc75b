namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// <c>import --clear-first</c> under fire: whatever the moment, the database holds the rows that it held or all those
/// of the file, its keys are as they were, and another import brings the rest.
/// </summary>
public abstract class ImportFireTests
{
    private static readonly string[] Clear = ["clear", "lamps", "--yes"];

    internal abstract IFireDatabase Create();

    [Theory]
    [InlineData("sql")]
    [InlineData("json")]
    public async Task Killed_at_100_random_moments_it_leaves_the_old_rows_or_the_new_ones(string format)
    {
        string[] states = [];
        string[] export = ["export", "--format", format, "--include-sensitive"];
        using FireProject project = FireProject.WithSeeds();
        string[] import = ["import", Path.Combine(project.Path, "export"), "--clear-first", "--yes"];
        FireTrial trial = new()
        {
            Create = Create,
            Directory = project.Path,
            Command = import,
            Before = [["setup"], export, Clear],
            IsTellingAsync = async database => await ReadAsync(database) == states[1],
            JudgeAsync = async database => Assert.Contains(await ReadAsync(database), states),
            ReadAsync = ReadAsync,
        };
        states = (await trial.ReadStatesAsync(["setup"], export, Clear, import))[2..];
        Assert.NotEqual(states[0], states[1]);
        Assert.InRange(await trial.RunAsync(), 1, trial.Killed - 1);
    }

    // All of the state, keys and how they are declared included.
    private static Task<string> ReadAsync(IFireDatabase database) => database.ReadStateAsync();
}

/// <summary>Under fire on SQLite.</summary>
public sealed class SqliteImportFireTests : ImportFireTests
{
    internal override IFireDatabase Create() => new SqliteFireDatabase();
}

/// <summary>Under fire on PostgreSQL.</summary>
public sealed class PostgresImportFireTests : ImportFireTests
{
    internal override IFireDatabase Create() => new PostgresFireDatabase();
}
