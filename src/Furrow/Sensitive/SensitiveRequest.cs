using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Schema;

namespace Furrow.Sensitive;

/// <summary>What a plan for sensitive columns is made from.</summary>
/// <param name="Schema">The catalog, whole: settings and foreign keys are looked up in it.</param>
/// <param name="Settings">What furrow.yaml says.</param>
/// <param name="Findings">What looks sensitive among the tables that leave.</param>
public sealed record SensitiveRequest(
    DatabaseSchema Schema, ImmutableArray<SensitiveColumn> Settings, ImmutableArray<SensitiveFinding> Findings)
{
    /// <summary>
    /// How many rows the tables have, where it is known better than the catalog estimates; a table that neither knows
    /// counts as one of a million rows.
    /// </summary>
    public IReadOnlyDictionary<ObjectName, long> RowCounts { get; init; } = ImmutableDictionary<ObjectName, long>.Empty;
}
