using Furrow.Errors;
using Furrow.Migrations;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary>Stops <c>migrate</c> at half-done migrations that it cannot go on with.</summary>
internal static class HalfDoneCheck
{
    /// <exception cref="FurrowException">Code <c>migration.ambiguous</c>.</exception>
    public static void Refuse(MigrationPlan plan, MigrationSet files)
    {
        foreach (HalfDoneMigration half in plan.HalfDone)
        {
            if (half.Progress.Direction == MigrationWay.Down)
            {
                throw new FurrowException(
                    ErrorCode.MigrationAmbiguous, $"Migration {half.Title} is half taken back.")
                {
                    Hint = "Finish that with `furrow rollback`, or look at the database and settle it with "
                        + $"`furrow repair {half.Record.Version} --mark-done` or `--resume-at`.",
                };
            }

            if (!HasFile(half.Record.Version, files))
            {
                throw new FurrowException(
                    ErrorCode.MigrationAmbiguous, $"Migration {half.Title} is half applied, and its file is gone.")
                {
                    Hint = "Put the file back, or look at the database and record it as applied with "
                        + $"`furrow repair {half.Record.Version} --mark-done`.",
                };
            }
        }
    }

    private static bool HasFile(string key, MigrationSet files) =>
        MigrationVersion.TryParse(key, out MigrationVersion? version)
            ? files.Versioned.Any(file => file.Version == version)
            : files.Repeatable.Any(file => MigrationHistory.RepeatableVersion(file.Name) == key);
}
