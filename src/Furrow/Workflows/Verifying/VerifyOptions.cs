namespace Furrow.Workflows.Verifying;

/// <summary>Options of <c>verify</c>.</summary>
public sealed record VerifyOptions : CommandOptions
{
    /// <summary>
    /// A database's address as <c>--database</c> takes it: scratch databases are made on its server, or beside its
    /// file. It is not changed and need not exist. Null for the project's own.
    /// </summary>
    public string? Scratch { get; init; }
}
