using Furrow.Errors;
using Furrow.Migrations;

namespace Furrow.Workflows;

/// <summary>What every verb takes.</summary>
public abstract record CommandOptions
{
    /// <summary>The environment to work in; null for the project's own choice. Counts as named explicitly.</summary>
    public string? Environment { get; init; }

    /// <summary>Answers <em>ask</em> verdicts with yes.</summary>
    public bool Yes { get; init; }

    /// <summary>Answers <em>typed</em> verdicts: must equal the database's name.</summary>
    public string? Confirm { get; init; }
}

/// <summary>Options of <c>setup</c>.</summary>
public sealed record SetupOptions : CommandOptions
{
    /// <summary>Migrates and seeds although there is a snapshot with the same recipe. Default false.</summary>
    public bool NoSnapshot { get; init; }

    /// <summary>Leaves out what furrow.yaml has generated after the seeds. Default false.</summary>
    public bool NoGenerate { get; init; }
}

/// <summary>Options of <c>plan</c>, <c>status</c>, <c>list</c>.</summary>
public sealed record QueryOptions : CommandOptions;

/// <summary>Options of <c>migrate</c>.</summary>
public sealed record MigrateOptions : CommandOptions
{
    /// <summary>The last version to apply; null for all.</summary>
    public string? Target { get; init; }

    /// <summary>Skips the question in production.</summary>
    public bool Force { get; init; }

    /// <summary>Goes on although applied migrations changed.</summary>
    public bool AllowDrift { get; init; }

    /// <summary>
    /// Keeps nothing: in development and test the migrations run and are taken back, elsewhere only their text is read.
    /// </summary>
    public bool DryRun { get; init; }

    /// <summary>Lets a dry run execute in any environment.</summary>
    public bool Execute { get; init; }

    /// <summary>Refuses options that make no sense together.</summary>
    /// <exception cref="FurrowException">Code <c>usage</c>.</exception>
    public void Validate()
    {
        if (Execute && !DryRun)
        {
            throw new FurrowException(ErrorCode.Usage, "--execute says how a dry run is done; there is no --dry-run.")
            {
                Hint = "Add --dry-run, or leave --execute out.",
            };
        }
    }
}

/// <summary>Options of <c>seed</c>.</summary>
public sealed record SeedOptions : CommandOptions
{
    /// <summary>
    /// Seeds to apply with what they depend on (<c>folder/file</c>, or the file alone where unique); empty for all of
    /// the environment.
    /// </summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Applies again what is applied.</summary>
    public bool Force { get; init; }

    /// <summary>Goes on although applied seeds changed without a new version.</summary>
    public bool AllowDrift { get; init; }

    /// <summary>
    /// Clears first, all in one transaction: every user table, or with <see cref="Names"/> the tables that these seeds
    /// and what they depend on write.
    /// </summary>
    public bool ClearFirst { get; init; }

    /// <summary>
    /// Keeps nothing: the seeds run in one transaction that is rolled back, and it is reported what they did.
    /// </summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// How many seeds may run at once, from 1 (default) to <see cref="JobsMax"/>: those of equal prefix that write
    /// disjoint declared tables. What comes of it is the same for any number.
    /// </summary>
    public int Jobs { get; init; } = 1;

    /// <summary>The most seeds at once.</summary>
    public const int JobsMax = 64;

    /// <summary>Refuses options that make no sense.</summary>
    /// <exception cref="FurrowException">Code <c>usage</c>.</exception>
    public void Validate()
    {
        if (Jobs is < 1 or > JobsMax)
        {
            throw new FurrowException(
                ErrorCode.Usage, $"--jobs is {Jobs}; expected a whole number from 1 to {JobsMax}.");
        }
    }
}

/// <summary>Options of <c>create</c>.</summary>
/// <param name="Name">What the migration does; becomes part of the file name.</param>
public sealed record CreateMigrationOptions(string Name)
{
    /// <summary>What the files say about the transaction around it; default nothing.</summary>
    public MigrationTransaction Transaction { get; init; }
}

/// <summary>Options of <c>create-seed</c>.</summary>
/// <param name="Name">What the seed holds; becomes part of the file name.</param>
public sealed record CreateSeedOptions(string Name)
{
    /// <summary>The folder; default <c>base</c>.</summary>
    public string Folder { get; init; } = "base";

    /// <summary>What it is written in; default sql.</summary>
    public Seeds.SeedKind Kind { get; init; } = Seeds.SeedKind.Sql;
}

/// <summary>Options of <c>stamp</c>.</summary>
public sealed record StampOptions : CommandOptions
{
    /// <summary>The environment to write; null only shows the stamp.</summary>
    public string? Stamp { get; init; }
}

/// <summary>Options of <c>unlock</c>.</summary>
public sealed record UnlockOptions : CommandOptions
{
    /// <summary>Removes a live holder's lock too, after confirmation.</summary>
    public bool Force { get; init; }
}
