namespace Furrow.Workflows.SeedTesting;

/// <summary>Options of <c>seed-test</c>.</summary>
public sealed record SeedTestOptions : CommandOptions
{
    /// <summary>Seeds to test, with what they depend on; none for all of the environment.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>
    /// A database's address as <c>--database</c> takes it: scratch databases are made on its server, or beside its
    /// file. It is not changed and need not exist. Null for the project's own.
    /// </summary>
    public string? Scratch { get; init; }
}
