using System.Collections.Immutable;
using Furrow.Providers;

namespace Furrow.Seeds.Rollback;

/// <summary>One seed that was taken back, and the rows that this wrote per table.</summary>
public sealed record SeedRolledBackRecord(string Name, long DurationMs, ImmutableArray<TableChanges> Tables);

/// <summary>What <c>seed-rollback</c> did, in the order it was done.</summary>
public sealed record SeedRollbackResult(ImmutableArray<SeedRolledBackRecord> Seeds);
