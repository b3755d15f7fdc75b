namespace Furrow.Schema;

/// <summary>
/// A check constraint; <paramref name="Expression"/> without the word CHECK, as the server writes it.
/// </summary>
public sealed record CheckConstraint(string Name, string Expression, bool IsValidated = true, bool IsNoInherit = false);

/// <summary>An exclusion constraint as the server writes it.</summary>
public sealed record ExclusionConstraint(string Name, string Definition, Deferrability Deferrability);

/// <summary>When a trigger fires, as replication roles see it.</summary>
public enum TriggerMode
{
    /// <summary>Enabled: fires unless the session applies replicated changes.</summary>
    Origin,

    /// <summary>Never fires.</summary>
    Disabled,

    /// <summary>Fires only for replicated changes.</summary>
    Replica,

    /// <summary>Fires always.</summary>
    Always,
}

/// <summary>A trigger that somebody created, as the server writes it.</summary>
public sealed record Trigger(string Name, string Definition, TriggerMode Mode, bool IsConstraintTrigger = false);

/// <summary>
/// An index as the server writes it; <paramref name="ConstraintName"/> when a constraint stands behind it.
/// </summary>
public sealed record TableIndex(string Name, string? Definition, bool IsUnique, bool IsValid, string? ConstraintName);
