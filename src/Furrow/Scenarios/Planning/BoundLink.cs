using Furrow.Generation.Programs;

namespace Furrow.Scenarios.Planning;

/// <summary>A way from a table's rows to those of another, by the name that expressions use for it.</summary>
/// <param name="Name">The name: <c>parent</c>, <c>assigned</c>, or the column that picks.</param>
/// <param name="Link">The way.</param>
/// <param name="Target">The other table.</param>
/// <param name="Slot">The slot that holds the other rows' numbers; null for parents.</param>
/// <param name="IsNullable">Whether it may lead nowhere.</param>
internal sealed record BoundLink(string Name, RowLink Link, TableBinder Target, int? Slot, bool IsNullable);
