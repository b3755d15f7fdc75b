namespace Furrow.State;

/// <summary>Every migration that is in force in a database, half-done ones included.</summary>
/// <param name="Versioned">In no particular order.</param>
/// <param name="Repeatable">By name.</param>
public sealed record AppliedMigrations(
    IReadOnlyList<MigrationRecord> Versioned, IReadOnlyDictionary<string, MigrationRecord> Repeatable)
{
    /// <summary>None.</summary>
    public static AppliedMigrations None { get; } =
        new([], new Dictionary<string, MigrationRecord>(StringComparer.Ordinal));
}
