using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Migrations;
using Furrow.Safety;

namespace Furrow.Workflows;

/// <summary>
/// <c>migrate</c>. Pending work is read again under the lock, so that of several started together one does the work and
/// the others find nothing to do.
/// </summary>
internal sealed class MigrationWorkflow
{
    private readonly ProjectContext _project;

    public MigrationWorkflow(ProjectContext project) => _project = project;

    public async Task<MigrateResult> RunAsync(MigrateOptions options, CancellationToken cancellationToken)
    {
        MigrationVersion? target = ParseTarget(options.Target);
        return await new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = "migrate",
                Operations = [Operation.Migrate],
                Options = options,
                Force = options.Force,
            },
            async (scope, token) =>
            {
                MigrationRunner migrator = Runner(scope);
                MigrationPlan plan = await PlanAsync(scope, target, options.AllowDrift, token);
                return await migrator.ApplyAsync(await migrator.PrepareAsync(plan.Pending, token), token) with
                {
                    AppliedBefore = plan.AppliedCount,
                };
            },
            cancellationToken);
    }

    /// <summary>Applies migrations for a command that holds the lock.</summary>
    public MigrationRunner Runner(ChangeScope scope) =>
        new(scope.Work, _project.Configuration.Migrations.LockTimeout, _project.Display);

    /// <summary>Reads what is pending; refuses drift unless it is allowed.</summary>
    public async Task<MigrationPlan> PlanAsync(
        ChangeScope scope, MigrationVersion? target, bool allowDrift, CancellationToken cancellationToken)
    {
        ImmutableArray<MigrationFile> files =
            (await ProjectFiles.ReadMigrationsAsync(_project, cancellationToken)).Versioned;
        RefuseUnknownTarget(files, target);
        MigrationPlan plan = MigrationPlan.Make(
            files, await scope.Work.State.Migrations.ReadAsync(cancellationToken), target);
        if (!allowDrift)
        {
            Drift.Refuse(plan);
        }

        foreach (MigrationFile late in plan.OutOfOrder)
        {
            _project.Events.Emit(new WarningRaised(
                $"Migration {late.Title} comes before migrations that are applied already; it is applied now.",
                Hint: null));
        }

        return plan;
    }

    private static MigrationVersion? ParseTarget(string? target)
    {
        if (target is null)
        {
            return null;
        }

        return MigrationVersion.TryParse(target, out MigrationVersion? version) ? version : throw new FurrowException(
            ErrorCode.Usage, $"--target is '{target}'; expected a migration's version, digits only.");
    }

    private static void RefuseUnknownTarget(ImmutableArray<MigrationFile> files, MigrationVersion? target)
    {
        if (target is not null && files.All(file => file.Version != target))
        {
            throw new FurrowException(ErrorCode.Usage, $"--target {target} is no version of this project.")
            {
                Hint = files.Length == 0
                    ? "There are no migrations."
                    : $"Versions run from {files[0].Version} to {files[^1].Version}; `furrow list` shows them.",
            };
        }
    }
}
