using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Providers;

/// <summary>Tables to be emptied in the session's open transaction.</summary>
/// <param name="Steps">
/// The tables in the order to empty them: those of one step refer to each other and are emptied at one stroke.
/// Partitioned tables stand beside their partitions, which hold the rows.
/// </param>
public sealed record ClearRequest(ImmutableArray<ImmutableArray<Table>> Steps)
{
    /// <summary>All of them, in order.</summary>
    public IEnumerable<Table> Tables => Steps.SelectMany(step => step);
}

/// <summary>Why a table cannot be emptied without harm to something that was not named.</summary>
public enum ClearObstacleKind
{
    /// <summary>Rows of a table that stays refer to rows that would go.</summary>
    ReferencedByRows,

    /// <summary>The role lacks a right.</summary>
    NotPermitted,

    /// <summary>A rule takes the place of deleting.</summary>
    HasDeleteRule,
}

/// <summary>One thing in the way.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Table">The table that was to be emptied.</param>
/// <param name="From">The table whose rows refer to it, for <see cref="ClearObstacleKind.ReferencedByRows"/>.</param>
/// <param name="Key">The foreign key that they do it by.</param>
public sealed record ClearObstacle(
    ClearObstacleKind Kind, ObjectName Table, ObjectName? From = null, string? Key = null);

/// <summary>What became of a <see cref="ClearRequest"/>.</summary>
/// <param name="Obstacles">What stood in the way; unless it is empty, nothing was removed.</param>
/// <param name="Rows">How many rows each table held itself, exactly, in the order of the request.</param>
public sealed record ClearOutcome(ImmutableArray<ClearObstacle> Obstacles, ImmutableArray<TableRowCount> Rows);
