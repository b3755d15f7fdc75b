using Furrow.Errors;
using Furrow.Migrations.Running;
using Furrow.Sql;
using Furrow.State;

namespace Furrow.Migrations;

/// <summary>What is to become of a half-done migration.</summary>
/// <param name="Half">It.</param>
/// <param name="Progress">How far it counts as done from now on; null for all of it.</param>
/// <param name="Checksum">Of its way up from now on.</param>
public sealed record RepairPlan(HalfDoneMigration Half, MigrationProgress? Progress, string Checksum)
{
    /// <summary>Compares what is asked for with files and history.</summary>
    /// <param name="files">The project's migrations.</param>
    /// <param name="history">What is in force.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FurrowException">Code <c>usage</c>: there is nothing to repair, or not so.</exception>
    public static async Task<RepairPlan> MakeAsync(
        MigrationSet files,
        AppliedMigrations history,
        RepairRequest request,
        CancellationToken cancellationToken)
    {
        HalfDoneMigration half = MigrationPlan.Make(files, history).HalfDone
            .FirstOrDefault(half => IsMeant(half.Record.Version, request.Version))
            ?? throw NotHalfDone(request.Version);
        (MigrationScript? script, string? checksum) = Find(files, half);
        if (request.ResumeAt is not { } statement)
        {
            return new RepairPlan(half, Progress: null, checksum ?? half.Record.Checksum);
        }

        RunnableScript? read = script is null ? null : await new TaskPreparation(request.Dialect, request.Display)
            .ReadAsync(script, cancellationToken);
        if (read is null)
        {
            throw new FurrowException(
                ErrorCode.Usage, $"Migration {half.Title} has no file any more that it could go on with.")
            {
                Hint = "Put the file back, or use --mark-done.",
            };
        }

        int count = read.Steps.Length;
        return statement >= 1 && statement <= count
            ? new RepairPlan(
                half,
                // As if the server had refused it: what it may have left half-made goes first.
                new MigrationProgress(
                    half.Progress.Direction, statement, StatementState.Failed, read.ChecksumOf(statement - 1)),
                checksum!)
            : throw new FurrowException(
                ErrorCode.Usage, $"--resume-at is {statement}; the file has the statements 1 to {count}.")
            {
                Hint = "Where nothing is left to do, use --mark-done.",
            };
    }

    private static bool IsMeant(string key, string typed) =>
        string.Equals(key, typed, StringComparison.Ordinal)
        || (MigrationVersion.TryParse(key, out MigrationVersion? version)
            && MigrationVersion.TryParse(typed, out MigrationVersion? wanted) && version == wanted);

    private static (MigrationScript? Script, string? Checksum) Find(MigrationSet files, HalfDoneMigration half)
    {
        MigrationFile? file = files.Versioned.FirstOrDefault(file => IsMeant(file.Version.Text, half.Record.Version));
        if (file is not null)
        {
            bool isUp = half.Progress.Direction == MigrationWay.Up;
            return (isUp ? file.Up : file.Down, isUp ? file.Checksum : half.Record.Checksum);
        }

        RepeatableMigration? repeatable = files.Repeatable.FirstOrDefault(
            file => MigrationHistory.RepeatableVersion(file.Name) == half.Record.Version);
        return (repeatable?.Script, repeatable?.Checksum);
    }

    private static FurrowException NotHalfDone(string version) => new(
        ErrorCode.Usage, $"There is no half-done migration {version}.")
    {
        Hint = "`furrow status` shows what is half done; only that can be repaired.",
    };
}

/// <summary>What <c>repair</c> is asked for.</summary>
public sealed record RepairRequest
{
    /// <summary>The version, or <c>R__name</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The statement to go on with, from 1; null to count all of it as done.</summary>
    public required int? ResumeAt { get; init; }

    /// <summary>Whose SQL it is.</summary>
    public required SqlDialect Dialect { get; init; }

    /// <summary>Turns a full path into what people are shown.</summary>
    public required Func<string, string> Display { get; init; }
}
