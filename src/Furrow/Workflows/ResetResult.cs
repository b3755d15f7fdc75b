using System.Collections.Immutable;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Seeds;

namespace Furrow.Workflows;

/// <summary>What <c>reset</c> did.</summary>
/// <param name="Dropped">What was dropped, without what belongs to a table.</param>
/// <param name="Migrations">The migrations applied afterwards.</param>
/// <param name="Seeds">The seeds applied after those; null when none were asked for.</param>
/// <param name="Tables">Every user table with its exact row count afterwards.</param>
public sealed record ResetResult(
    ImmutableArray<DroppedObject> Dropped,
    MigrateResult Migrations,
    SeedResult? Seeds,
    ImmutableArray<TableRowCount> Tables);
