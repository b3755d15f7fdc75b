using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary>Options of <c>repair</c>: exactly one of its two ways.</summary>
/// <param name="Version">The half-done migration: its version, or <c>R__name</c>.</param>
public sealed record RepairOptions(string Version) : CommandOptions
{
    /// <summary>The statement that the next attempt goes on with, from 1.</summary>
    public int? ResumeAt { get; init; }

    /// <summary>Whether all of it counts as done.</summary>
    public bool MarkDone { get; init; }

    /// <summary>Refuses both ways, and neither.</summary>
    /// <exception cref="FurrowException">Code <c>usage</c>.</exception>
    public void Validate()
    {
        if (MarkDone == ResumeAt is not null)
        {
            throw new FurrowException(ErrorCode.Usage, "Give either --resume-at or --mark-done.")
            {
                Hint = "--resume-at names the statement to go on with; --mark-done says that nothing is left to do.",
            };
        }
    }
}

/// <summary>What <c>repair</c> settled.</summary>
/// <param name="Version">The migration.</param>
/// <param name="Name">Its name.</param>
/// <param name="Direction">Which way it goes.</param>
/// <param name="ResumeAt">The statement that the next attempt goes on with; null where all counts as done.</param>
public sealed record RepairResult(string Version, string Name, MigrationWay Direction, int? ResumeAt);

/// <summary><c>repair</c>: settles, after somebody has looked, how far a half-done migration is.</summary>
internal sealed class RepairWorkflow
{
    private readonly ProjectContext _project;

    public RepairWorkflow(ProjectContext project) => _project = project;

    public Task<RepairResult> RunAsync(RepairOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        RepairRequest request = new()
        {
            Version = options.Version,
            ResumeAt = options.ResumeAt,
            Dialect = _project.Provider.Dialect,
            Display = _project.Display,
        };
        return new ChangingCommand(_project).RunAsync(
            new ChangeRequest { Command = "repair", Operations = [Operation.Repair], Options = options },
            async (scope, token) =>
            {
                RepairPlan plan = await RepairPlan.MakeAsync(
                    await ProjectFiles.ReadMigrationsAsync(_project, token),
                    await scope.Work.State.Migrations.ReadAllAsync(token),
                    request,
                    token);
                await scope.Work.InTransactionAsync(
                    "repair",
                    new TransactionRequest(TransactionPurpose.Work),
                    inner => RecordAsync(scope.Work, plan, inner),
                    token);
                MigrationRecord record = plan.Half.Record;
                return new RepairResult(
                    record.Version, record.Name, plan.Half.Progress.Direction, options.ResumeAt);
            },
            cancellationToken);
    }

    private static Task RecordAsync(WorkContext work, RepairPlan plan, CancellationToken cancellationToken)
    {
        MigrationRecord record = plan.Half.Record;
        MigrationAttempt attempt = new(
            record.Version, record.Name, plan.Checksum, work.Clock.GetUtcNow(), 0, work.OperationId, work.Actor)
        {
            Direction = plan.Half.Progress.Direction,
            Progress = plan.Progress,
        };
        if (plan.Progress is not null)
        {
            return work.State.Migrations.MarkAsync(attempt, cancellationToken);
        }

        return attempt.Direction == MigrationWay.Up
            ? work.State.Migrations.SettleAsync(record.Version, plan.Checksum, cancellationToken)
            : work.State.Migrations.RollBackAsync(attempt, cancellationToken);
    }
}
