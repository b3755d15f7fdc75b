using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Seeds;

namespace Furrow.Workflows;

/// <summary>Stops a command where files no longer say what was applied.</summary>
internal static class Drift
{
    public static void Refuse(MigrationPlan plan)
    {
        if (plan.Drift.Length > 0)
        {
            throw new FurrowException(
                ErrorCode.MigrationDrift,
                $"{Count(plan.Drift.Length, "applied migration")} no longer what was applied: "
                    + $"{Names(plan.Drift.Select(Describe))}.")
            {
                Hint = "Put the files back as they were and write a new migration for the change, "
                    + "or go on with --allow-drift.",
            };
        }
    }

    public static void Refuse(SeedPlan plan)
    {
        if (plan.Drift.Length > 0)
        {
            throw new FurrowException(
                ErrorCode.SeedDrift,
                $"{Count(plan.Drift.Length, "applied seed")} no longer what was applied: "
                    + $"{Names(plan.Drift.Select(d => $"{d.Name} ({d.Detail})"))}.")
            {
                Hint = "Raise the seed's version so that it is applied again, put the file back, "
                    + "or go on with --allow-drift.",
            };
        }
    }

    private static string Describe(MigrationDrift drift) =>
        $"{drift.Version} {drift.Name} ({(drift.Kind == MigrationDriftKind.Changed ? "changed" : "its file is gone")})";

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun} is" : $"{count} {noun}s are";

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
