using System.Globalization;
using Furrow.Errors;
using Furrow.Postgres.Diagnosis;

namespace Furrow.Postgres.Snapshots;

/// <summary>Which of the client programs on this machine fits a server.</summary>
internal static class ToolChoice
{
    /// <summary>
    /// Those that fit, the best first: of the server's own major version, then the next newer ones. An older one does
    /// not know what a newer server has.
    /// </summary>
    /// <exception cref="FurrowException">None fits.</exception>
    public static IReadOnlyList<ClientTool> Fitting(string name, IReadOnlyList<ClientTool> found, int serverMajor)
    {
        List<ClientTool> fitting = [.. found.Where(tool => tool.Major >= serverMajor).OrderBy(tool => tool.Major)];
        if (fitting.Count > 0)
        {
            return fitting;
        }

        string versions = string.Join(", ", found.Select(tool => $"{tool.Version} ({tool.Path})"));
        string what = found.Count == 0 ? "none was found" : $"found was {versions}";
        throw new FurrowException(
            ErrorCode.SnapshotFailed,
            string.Create(
                CultureInfo.InvariantCulture,
                $"No {name} fits the server, which is PostgreSQL {serverMajor}: {what}."))
        {
            Hint = string.Create(
                CultureInfo.InvariantCulture,
                $"Install the client tools of version {serverMajor} or later (Debian: ")
                + string.Create(
                    CultureInfo.InvariantCulture, $"postgresql-client-{serverMajor}) and see that {name} is on PATH."),
        };
    }
}
