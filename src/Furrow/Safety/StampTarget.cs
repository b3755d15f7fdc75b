namespace Furrow.Safety;

/// <summary>The environment that a <see cref="Operation.Stamp"/> is to write.</summary>
/// <param name="Name">Its name, aliases already resolved.</param>
/// <param name="Kind">What it is judged as.</param>
public sealed record StampTarget(string Name, EnvironmentKind Kind);
