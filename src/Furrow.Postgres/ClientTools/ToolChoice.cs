using System.Globalization;
using Furrow.Errors;

namespace Furrow.Postgres.ClientTools;

/// <summary>Which of the client programs on this machine fits a server.</summary>
internal static class ToolChoice
{
    /// <summary>
    /// Those that fit, the best first: of the server's own major version, then the next newer ones; of equal ones the
    /// one found first. An older one does not know what a newer server has.
    /// </summary>
    /// <exception cref="FurrowException">None fits.</exception>
    public static IReadOnlyList<ClientTool> Fitting(
        string name, IReadOnlyList<ClientTool> found, int serverMajor, ToolPurpose purpose)
    {
        List<ClientTool> fitting = Fitting(found, serverMajor);
        if (fitting.Count > 0)
        {
            return fitting;
        }

        string versions = string.Join(", ", found.Select(tool => $"{tool.Version} ({tool.Path})"));
        string what = found.Count == 0 ? "none was found" : $"found was {versions}";
        throw new FurrowException(
            purpose.Code,
            string.Create(
                CultureInfo.InvariantCulture,
                $"No {name} fits the server, which is PostgreSQL {serverMajor}: {what}."))
        {
            Hint = string.Create(
                CultureInfo.InvariantCulture,
                $"Install the client tools of version {serverMajor} or later (Debian: postgresql-client-{serverMajor})")
                + $" and see that {name} is on PATH{purpose.Otherwise}.",
        };
    }

    /// <summary>The one that fits best or, where none does, the newest; null for none.</summary>
    public static ClientTool? Nearest(IReadOnlyList<ClientTool> found, int serverMajor) =>
        Fitting(found, serverMajor).FirstOrDefault() ?? found.MaxBy(tool => tool.Major);

    private static List<ClientTool> Fitting(IReadOnlyList<ClientTool> found, int serverMajor) =>
        [.. found.Where(tool => tool.Major >= serverMajor).OrderBy(tool => tool.Major)];
}
