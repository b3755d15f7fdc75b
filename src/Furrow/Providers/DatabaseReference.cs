using System.Collections.Immutable;

namespace Furrow.Providers;

/// <summary>
/// Where a database is, already parsed. Holds the password only in <see cref="ConnectionString"/> and
/// <see cref="Secrets"/>; everything that people see comes from <see cref="Display"/>.
/// </summary>
public sealed record DatabaseReference
{
    /// <summary>The provider's name: <c>postgres</c> or <c>sqlite</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>For the driver: Npgsql keywords, or for SQLite the file's full path.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The database's name; for a file its name without folder. What <c>--confirm</c> expects.</summary>
    public required string DatabaseName { get; init; }

    /// <summary>For people, without password: <c>postgres://user@host:5432/name</c>, <c>sqlite:path</c>.</summary>
    public required string Display { get; init; }

    /// <summary>A file, a socket or a loopback address.</summary>
    public required bool IsLocal { get; init; }

    /// <summary>What must never be shown.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>The same as <see cref="Display"/>, so that no log can leak a password.</summary>
    public override string ToString() => Display;
}
