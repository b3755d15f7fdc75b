namespace Furrow.Configuration;

/// <summary>What the caller gives itself, stronger than every other source; null where it gives nothing.</summary>
public sealed record ProjectOverrides
{
    /// <summary>Nothing given.</summary>
    public static ProjectOverrides None { get; } = new();

    /// <summary>The database's text, <c>--database</c>; may hold a password. Empty is an error, not nothing.</summary>
    public string? Database { get; init; }

    /// <summary>The environment's name or alias, <c>--env</c>. Empty is an error, not nothing.</summary>
    public string? Environment { get; init; }

    /// <summary>How events are written, <c>--log-format</c>.</summary>
    public LogFormat? LogFormat { get; init; }

    /// <summary>A file that also gets every event, <c>--log-file</c>; taken as given.</summary>
    public string? LogFile { get; init; }

    /// <summary>More output, <c>--verbose</c>.</summary>
    public bool? Verbose { get; init; }

    /// <summary>Says what is given without showing the database's text.</summary>
    public override string ToString() =>
        $"ProjectOverrides {{ Database = {(Database is null ? "" : "(given)")}, Environment = {Environment} }}";
}
