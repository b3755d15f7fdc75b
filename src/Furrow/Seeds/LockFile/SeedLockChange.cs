namespace Furrow.Seeds.LockFile;

/// <summary>What happened to a seed between two states of seeds.lock.</summary>
public enum SeedLockChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>Its content changed, its version did not.</summary>
    Changed,

    /// <summary>Its version changed.</summary>
    Versioned,

    /// <summary>It is gone.</summary>
    Removed,
}

/// <summary>A seed that differs between two states of seeds.lock.</summary>
/// <param name="Kind">How.</param>
/// <param name="Before">The earlier entry; null for a new seed.</param>
/// <param name="After">The later entry; null for a seed that is gone.</param>
public sealed record SeedLockChange(SeedLockChangeKind Kind, SeedLockEntry? Before, SeedLockEntry? After)
{
    /// <summary>The seed.</summary>
    public string Name => (After ?? Before)!.Name;

    /// <summary>The change between two entries of one seed; null where they are equal.</summary>
    internal static SeedLockChange? Between(SeedLockEntry? before, SeedLockEntry? after) => (before, after) switch
    {
        (null, { }) => new SeedLockChange(SeedLockChangeKind.Added, null, after),
        ({ }, null) => new SeedLockChange(SeedLockChangeKind.Removed, before, null),
        ({ } b, { } a) when b != a => new SeedLockChange(
            b.Version == a.Version ? SeedLockChangeKind.Changed : SeedLockChangeKind.Versioned, before, after),
        _ => null,
    };
}
