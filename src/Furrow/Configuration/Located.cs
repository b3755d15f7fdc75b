namespace Furrow.Configuration;

/// <summary>A value of a file and where it stands there, from line 1 and column 1.</summary>
public sealed record Located<T>(T Value, int Line, int Column);
