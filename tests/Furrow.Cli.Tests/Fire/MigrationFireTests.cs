namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// <c>migrate</c> under fire, with a file that cannot be one transaction: killed at random moments and started again it
/// never leaves history and schema disagreeing, and nobody has to repair anything.
/// </summary>
public abstract class MigrationFireTests
{
    private const int HalfDoneMin = 20;

    internal abstract IFireDatabase Create();

    [Fact]
    public async Task Killed_at_100_random_moments_history_and_schema_never_disagree()
    {
        using FireProject project = FireProject.WithSteps();
        FireTrial trial = new()
        {
            Create = Create,
            Command = ["migrate"],
            Directory = project.Path,
            Before = [],
            IsTellingAsync = database => database.IsHalfDoneAsync(),
            ReadAsync = async database =>
            {
                string state = await database.ReadStateAsync();
                Assert.Contains("11111", state, StringComparison.Ordinal);
                return state;
            },
        };
        int halfDone = await trial.RunAsync();
        Assert.True(halfDone >= HalfDoneMin, $"Only {halfDone} kills left a half-done migration.");
    }
}

/// <summary>Under fire on SQLite.</summary>
public sealed class SqliteMigrationFireTests : MigrationFireTests
{
    internal override IFireDatabase Create() => new SqliteFireDatabase();
}

/// <summary>Under fire on PostgreSQL.</summary>
public sealed class PostgresMigrationFireTests : MigrationFireTests
{
    internal override IFireDatabase Create() => new PostgresFireDatabase();
}
