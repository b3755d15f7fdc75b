using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.State;

namespace Furrow.Migrations;

/// <summary>What <c>baseline</c> records as applied without running it, as plain data.</summary>
/// <param name="ToRecord">In order.</param>
public sealed record BaselinePlan(ImmutableArray<MigrationFile> ToRecord)
{
    /// <summary>Compares files with history: a version and all before it that are not applied.</summary>
    /// <exception cref="FurrowException">Code <c>usage</c>: history says otherwise already.</exception>
    public static BaselinePlan Make(MigrationSet files, AppliedMigrations history, MigrationVersion version)
    {
        string[] half =
        [
            .. history.Versioned.Concat(history.Repeatable.Values)
                .Where(record => record.Progress is not null).Select(record => record.Version),
        ];
        if (half.Length > 0)
        {
            throw new FurrowException(
                ErrorCode.Usage, $"A baseline cannot be set while a migration is half done: {string.Join(", ", half)}.")
            {
                Hint = "Finish it with `furrow migrate`, or settle it with `furrow repair`.",
            };
        }

        HashSet<MigrationVersion> applied =
            [.. history.Versioned.Select(record => MigrationVersion.Parse(record.Version))];
        MigrationVersion[] later = [.. applied.Where(known => known > version).Order()];
        if (later.Length > 0)
        {
            throw new FurrowException(
                ErrorCode.Usage,
                $"{version} cannot be the baseline: later migrations are applied, "
                    + $"{string.Join(", ", later.AsEnumerable())}.")
            {
                Hint = "`furrow migrate` applies what is missing before them.",
            };
        }

        return new BaselinePlan(
            [.. files.Versioned.Where(file => file.Version <= version && !applied.Contains(file.Version))]);
    }
}
