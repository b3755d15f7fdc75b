using System.Collections.Immutable;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary>Options of <c>baseline</c>.</summary>
/// <param name="Version">The last version that the database has already.</param>
public sealed record BaselineOptions(string Version) : CommandOptions;

/// <summary>What <c>baseline</c> recorded as applied, in order; not what was so before.</summary>
public sealed record BaselineResult(ImmutableArray<MigrationFile> Recorded);

/// <summary><c>baseline</c>: records a version and all before it as applied, without running them.</summary>
internal sealed class BaselineWorkflow
{
    private readonly ProjectContext _project;

    public BaselineWorkflow(ProjectContext project) => _project = project;

    public Task<BaselineResult> RunAsync(BaselineOptions options, CancellationToken cancellationToken)
    {
        MigrationVersion version = VersionOption.Parse("VERSION", options.Version)!;
        return new ChangingCommand(_project).RunAsync(
            new ChangeRequest { Command = "baseline", Operations = [Operation.Baseline], Options = options },
            async (scope, token) =>
            {
                MigrationSet files = await ProjectFiles.ReadMigrationsAsync(_project, token);
                VersionOption.RefuseUnknown("VERSION", version, files);
                BaselinePlan plan = BaselinePlan.Make(
                    files, await scope.Work.State.Migrations.ReadAllAsync(token), version);
                await scope.Work.InTransactionAsync(
                    "baseline",
                    new TransactionRequest(TransactionPurpose.Work),
                    inner => RecordAsync(scope.Work, plan, inner),
                    token);
                return new BaselineResult(plan.ToRecord);
            },
            cancellationToken);
    }

    private static async Task RecordAsync(WorkContext work, BaselinePlan plan, CancellationToken cancellationToken)
    {
        DateTimeOffset now = work.Clock.GetUtcNow();
        foreach (MigrationFile file in plan.ToRecord)
        {
            MigrationAttempt attempt = new(
                file.Version.Text, file.Name, file.Checksum, now, 0, work.OperationId, work.Actor);
            await work.State.Migrations.AddBaselineAsync(attempt, cancellationToken);
        }
    }
}
