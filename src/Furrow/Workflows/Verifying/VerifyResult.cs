using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Schema;

namespace Furrow.Workflows.Verifying;

/// <summary>What verifying a migration came to.</summary>
public enum VerifyOutcome
{
    /// <summary>Its way down led back, and its way up to the same again.</summary>
    Ok,

    /// <summary>It has no way down, so there is nothing to verify but that it goes up.</summary>
    NoDown,

    /// <summary>Its way down failed.</summary>
    DownFailed,

    /// <summary>Its way down did not lead back, or its way up led elsewhere the second time.</summary>
    Differs,

    /// <summary>Its way up failed.</summary>
    UpFailed,

    /// <summary>It reaches beyond its database, so it was not run on this server.</summary>
    NotVerified,
}

/// <summary>Where on its way up, down and up again a migration was.</summary>
public enum VerifyStage
{
    /// <summary>Up, the first time.</summary>
    Up,

    /// <summary>Down.</summary>
    Down,

    /// <summary>Up, the second time.</summary>
    UpAgain,
}

/// <summary>A migration and what verifying it came to.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Name">Its name.</param>
/// <param name="Outcome">What it came to.</param>
public sealed record VerifiedMigration(string Version, string Name, VerifyOutcome Outcome)
{
    /// <summary>Where it went wrong; null where it did not.</summary>
    public VerifyStage? Stage { get; init; }

    /// <summary>What is not as it should be at that stage.</summary>
    public ImmutableArray<CatalogDifference> Differences { get; init; } = [];

    /// <summary>What failed, or why it cannot be run; null where nothing did.</summary>
    public FurrowException? Error { get; init; }

    /// <summary>Whether nothing is wrong with it.</summary>
    public bool IsGood => Outcome is VerifyOutcome.Ok or VerifyOutcome.NoDown;
}

/// <summary>What <c>verify</c> found.</summary>
/// <param name="Migrations">Every migration, in order.</param>
/// <param name="Server">Where the scratch databases were made, without password: a server, or a folder.</param>
public sealed record VerifyResult(ImmutableArray<VerifiedMigration> Migrations, string Server)
{
    /// <summary>Whether nothing is wrong with any.</summary>
    public bool IsGood => Migrations.All(migration => migration.IsGood);
}
