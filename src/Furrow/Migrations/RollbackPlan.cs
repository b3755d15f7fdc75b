using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.State;

namespace Furrow.Migrations;

/// <summary>An applied migration and the file that says how to take it back.</summary>
public sealed record PlannedRollback(MigrationRecord Record, MigrationFile File);

/// <summary>How much is to be taken back.</summary>
public sealed record RollbackRequest
{
    /// <summary>The last so many; null for what <see cref="To"/> says, or for one.</summary>
    public int? Count { get; init; }

    /// <summary>All above this version, which stays applied; null for <see cref="Count"/>.</summary>
    public MigrationVersion? To { get; init; }

    /// <summary>The most that one command may take back.</summary>
    public required int Limit { get; init; }
}

/// <summary>
/// What <c>rollback</c> takes back, as plain data: the highest versions first, whatever the order that they were
/// applied in, since that is the order in every other database.
/// </summary>
/// <param name="ToTakeBack">In the order in which they are taken back.</param>
public sealed record RollbackPlan(ImmutableArray<PlannedRollback> ToTakeBack)
{
    /// <summary>Compares what is asked for with files and history.</summary>
    /// <exception cref="FurrowException">It cannot be done, every reason listed.</exception>
    public static RollbackPlan Make(MigrationSet files, AppliedMigrations history, RollbackRequest request)
    {
        ImmutableArray<MigrationRecord> applied =
            [.. history.Versioned.OrderByDescending(record => MigrationVersion.Parse(record.Version))];
        ImmutableArray<MigrationRecord> chosen = Choose(applied, request);
        Dictionary<MigrationVersion, MigrationFile> byVersion = files.Versioned.ToDictionary(file => file.Version);
        ImmutableArray<PlannedRollback>.Builder planned = ImmutableArray.CreateBuilder<PlannedRollback>();
        List<FurrowException> problems = [.. FindHalfDone(history, chosen)];
        foreach (MigrationRecord record in chosen)
        {
            MigrationFile? file = byVersion.GetValueOrDefault(MigrationVersion.Parse(record.Version));
            if (FindProblem(record, file) is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                planned.Add(new PlannedRollback(record, file!));
            }
        }

        Problems.Throw(problems, $"{problems.Count} things stand in the way; nothing was taken back.");
        return new RollbackPlan(planned.ToImmutable());
    }

    private static string Applied(int count) => count switch
    {
        0 => "none is",
        1 => "only one is",
        _ => $"only {count} are",
    };

    private static ImmutableArray<MigrationRecord> Choose(
        ImmutableArray<MigrationRecord> applied, RollbackRequest request)
    {
        ImmutableArray<MigrationRecord> chosen;
        if (request.To is { } to)
        {
            if (applied.All(record => MigrationVersion.Parse(record.Version) != to))
            {
                throw new FurrowException(ErrorCode.Usage, $"--to {to} is no version that is applied.")
                {
                    Hint = "`furrow list` shows what is.",
                };
            }

            chosen = [.. applied.Where(record => MigrationVersion.Parse(record.Version) > to)];
        }
        else
        {
            int count = request.Count ?? 1;
            if (count > applied.Length)
            {
                throw new FurrowException(
                    ErrorCode.Usage,
                    $"{count} {(count == 1 ? "migration is" : "migrations are")} to be taken back, and "
                        + $"{Applied(applied.Length)} applied.")
                {
                    Hint = "`furrow list` shows what is applied.",
                };
            }

            chosen = applied[..count];
        }

        return chosen.Length <= request.Limit ? chosen : throw new FurrowException(
            ErrorCode.Usage,
            $"{chosen.Length} migrations are to be taken back, and one command takes back {request.Limit} at most.")
        {
            Hint = "Take back fewer, or raise `migrations: rollback_limit:` in furrow.yaml.",
        };
    }

    // Above a half-done migration there is nothing, and below it nothing may move before it is settled.
    private static IEnumerable<FurrowException> FindHalfDone(
        AppliedMigrations history, ImmutableArray<MigrationRecord> chosen) =>
        history.Versioned.Concat(history.Repeatable.Values)
            .Where(record => record.Progress is { } progress
                && (progress.Direction == MigrationWay.Up || !chosen.Contains(record)))
            .Select(record => new FurrowException(
                ErrorCode.MigrationFailed,
                record.Progress!.Direction == MigrationWay.Up
                    ? $"Migration {record.Version} {record.Name} is half applied."
                    : $"Migration {record.Version} {record.Name} is half taken back.")
            {
                Hint = record.Progress.Direction == MigrationWay.Up
                    ? "Finish it with `furrow migrate`, or settle it with `furrow repair`."
                    : "Finish it with `furrow rollback`, or settle it with `furrow repair`.",
            });

    private static FurrowException? FindProblem(MigrationRecord record, MigrationFile? file)
    {
        string title = $"Migration {record.Version} {record.Name}".TrimEnd();
        if (record.Status == "baseline")
        {
            return new FurrowException(
                ErrorCode.MigrationFailed,
                $"{title} is covered by a baseline: it was recorded as applied without having run here.")
            {
                Hint = "Take back fewer, down to the baseline's version.",
            };
        }

        if (record.Progress is { Direction: MigrationWay.Up })
        {
            return null;
        }

        return file?.Down is not null ? null : new FurrowException(
            ErrorCode.MigrationFailed,
            file is null ? $"{title} has no file any more." : $"{title} has no way down.")
        {
            Hint = "Write its down file; `furrow create` shows how it is called.",
        };
    }
}
