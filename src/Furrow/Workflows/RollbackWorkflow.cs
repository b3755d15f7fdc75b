using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Safety;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary>Options of <c>rollback</c>.</summary>
public sealed record RollbackOptions : CommandOptions
{
    /// <summary>How many of the last ones to take back; null for one, or for what <see cref="To"/> says.</summary>
    public int? Target { get; init; }

    /// <summary>The version to go down to, which stays applied; null for <see cref="Target"/>.</summary>
    public string? To { get; init; }

    /// <summary>Keeps everything, see <see cref="MigrateOptions.DryRun"/>.</summary>
    public bool DryRun { get; init; }

    /// <summary>Refuses options that make no sense together.</summary>
    /// <exception cref="FurrowException">Code <c>usage</c>.</exception>
    public void Validate()
    {
        if (Target is not null && To is not null)
        {
            throw new FurrowException(ErrorCode.Usage, "--target and --to exclude one another.")
            {
                Hint = "--target says how many to take back, --to the version that stays.",
            };
        }

        if (Target < 1)
        {
            throw new FurrowException(
                ErrorCode.Usage, $"--target is {Target}; expected how many migrations to take back, from 1.");
        }
    }
}

/// <summary><c>rollback</c>: takes migrations back, the highest version first.</summary>
internal sealed class RollbackWorkflow
{
    private readonly ProjectContext _project;

    public RollbackWorkflow(ProjectContext project) => _project = project;

    public async Task<RollbackResult> RunAsync(RollbackOptions options, CancellationToken cancellationToken)
    {
        RollbackRequest request = Read(options);
        DryRun dryRun = new(_project, options, options.DryRun, execute: false);
        if (options.DryRun && !dryRun.IsExecuted)
        {
            return await ReadAsync(request, cancellationToken);
        }

        return await new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = options.DryRun ? "rollback --dry-run" : "rollback",
                Operations = [Operation.Rollback],
                Options = options,
                IsRehearsal = options.DryRun,
            },
            async (scope, token) =>
            {
                MigrationRunner runner = new(scope.Work, _project.MigrationSettings);
                RollbackPlan plan = await PlanAsync(scope.Work.State, request, token);
                PreparedMigrations prepared = await runner.PrepareAsync(plan, token);
                return options.DryRun
                    ? new RollbackResult([]) { Preview = await dryRun.RehearseAsync(runner, prepared, token) }
                    : await runner.RollBackAsync(prepared, token);
            },
            cancellationToken);
    }

    private RollbackRequest Read(RollbackOptions options)
    {
        options.Validate();
        return new RollbackRequest
        {
            Count = options.Target,
            To = VersionOption.Parse("--to", options.To),
            Limit = _project.Configuration.Migrations.RollbackLimit,
        };
    }

    private async Task<RollbackResult> ReadAsync(RollbackRequest request, CancellationToken cancellationToken)
    {
        await using DatabaseView view = await DatabaseView.OpenAsync(_project, cancellationToken);
        view.State.ThrowIfUnreadable();
        RollbackPlan plan = await PlanAsync(view.State, request, cancellationToken);
        return new RollbackResult([])
        {
            Preview = await MigrationReading.ReadAsync(
                plan, _project.Provider.Dialect, _project.Display, cancellationToken),
        };
    }

    private async Task<RollbackPlan> PlanAsync(
        StateStore state, RollbackRequest request, CancellationToken cancellationToken) => RollbackPlan.Make(
        await ProjectFiles.ReadMigrationsAsync(_project, cancellationToken),
        await state.Migrations.ReadAllAsync(cancellationToken),
        request);
}
