using Furrow.Providers;

namespace Furrow.Integrity;

/// <summary>What each row by itself has to keep.</summary>
/// <param name="Kind">A check, or NOT NULL.</param>
/// <param name="Name">The check's name, or the column.</param>
/// <param name="Broken">That a row breaks it, as SQL.</param>
internal sealed record RowRule(DataFindingKind Kind, string Name, string Broken)
{
    /// <summary>False for NOT VALID.</summary>
    public bool IsValidated { get; init; } = true;
}
