using System.Collections.Immutable;

namespace Furrow.Providers;

/// <summary>Everything of the user's that the role owns, to be dropped in the session's open transaction.</summary>
/// <param name="SchemasMadeAgain">
/// Schemas that the migrations create and that are therefore dropped too; others are emptied and stay.
/// </param>
public sealed record DropRequest(ImmutableArray<string> SchemasMadeAgain);

/// <summary>Something that was dropped.</summary>
/// <param name="Kind">In the server's words: <c>table</c>, <c>view</c>, <c>function</c>.</param>
/// <param name="Name">With its schema and, for functions, its arguments; quoted where needed.</param>
public sealed record DroppedObject(string Kind, string Name);

/// <summary>Something that forbids dropping.</summary>
/// <param name="Object">What it is, in the server's words.</param>
/// <param name="Owner">The role that owns it, where that is the reason; otherwise null.</param>
/// <param name="DependsOn">What it depends on that would be dropped, where that is the reason; otherwise null.</param>
public sealed record DropObstacle(string Object, string? Owner = null, string? DependsOn = null);

/// <summary>What became of a <see cref="DropRequest"/>.</summary>
/// <param name="Obstacles">What stood in the way; unless it is empty, nothing was dropped.</param>
/// <param name="Dropped">What was dropped, without what belongs to a table.</param>
public sealed record DropOutcome(ImmutableArray<DropObstacle> Obstacles, ImmutableArray<DroppedObject> Dropped);
