namespace Furrow.State;

/// <summary>Whose work a row of a history is.</summary>
/// <param name="Actor">Who works.</param>
/// <param name="Environment">The environment in force.</param>
/// <param name="OperationId">The command's row in the operation history.</param>
public sealed record StateAuthor(Actor Actor, string Environment, long OperationId);
