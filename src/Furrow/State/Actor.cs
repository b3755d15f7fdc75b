namespace Furrow.State;

/// <summary>
/// Who works on the database, for history and lock: the operating system's user, host, process and furrow's version.
/// </summary>
public sealed record Actor(string User, string Host, int ProcessId, string ToolVersion)
{
    /// <summary>The running process.</summary>
    public static Actor Current { get; } = new(
        Environment.UserName,
        Environment.MachineName,
        Environment.ProcessId,
        typeof(Actor).Assembly.GetName().Version?.ToString(3) ?? "0.0.0");
}
