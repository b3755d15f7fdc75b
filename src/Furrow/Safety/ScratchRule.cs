namespace Furrow.Safety;

/// <summary>
/// Whether a scratch database may be made on the server of the project's own database without being asked for by name.
/// A production server is nobody's workbench, and roles or load leak out of any database.
/// </summary>
public static class ScratchRule
{
    /// <summary>Why not, as a sentence; null where it may.</summary>
    /// <param name="databaseName">The project's database.</param>
    /// <param name="stamp">What that database says of itself.</param>
    /// <param name="environmentName">The environment that the command runs as.</param>
    /// <param name="environment">What that environment is judged as.</param>
    public static string? WhyNot(
        string databaseName, StampState stamp, string environmentName, EnvironmentKind environment) => stamp switch
        {
            StampState.Stamped { Kind: EnvironmentKind.Production } stamped =>
                $"{databaseName} is stamped {stamped.Name}, and a scratch database would be made on the same server.",
            StampState.Unreadable unreadable =>
                $"The stamp of {databaseName} cannot be read ({unreadable.Problem}), so it may be production.",
            _ when environment == EnvironmentKind.Production =>
                $"The command runs as {environmentName}, and a scratch database would be made on that server.",
            _ => null,
        };
}
