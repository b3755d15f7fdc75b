using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Seeds;

namespace Furrow.Workflows;

/// <summary>
/// <c>setup</c>, <c>migrate</c> and <c>seed</c>: the same two steps, together or alone. Pending work is read again under the lock,
/// so that of several started together one does the work and the others find nothing to do.
/// </summary>
internal sealed class SetupWorkflow
{
    private readonly ProjectContext _project;

    public SetupWorkflow(ProjectContext project) => _project = project;

    public async Task<SetupResult> SetupAsync(SetupOptions options, CancellationToken cancellationToken)
    {
        RefuseWhatCannotBeDone();
        return await new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = "setup",
                Operations = [Operation.Setup, .. SeedOperations(options)],
                Options = options,
                CreatesDatabase = true,
            },
            async (scope, token) =>
            {
                MigrateResult migrations = await ApplyMigrationsAsync(scope, target: null, allowDrift: false, token);
                SeedResult seeds = await ApplySeedsAsync(scope, [], force: false, allowDrift: false, token);
                ImmutableArray<TableRowCount> tables = await scope.Work.Session.CountRowsAsync(token);
                return new SetupResult(scope.DatabaseCreated, migrations, seeds, tables);
            },
            cancellationToken);
    }

    public Task<MigrateResult> MigrateAsync(MigrateOptions options, CancellationToken cancellationToken) =>
        new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = "migrate",
                Operations = [Operation.Migrate],
                Options = options,
                Force = options.Force,
            },
            (scope, token) => ApplyMigrationsAsync(scope, ParseTarget(options.Target), options.AllowDrift, token),
            cancellationToken);

    public Task<SeedResult> SeedAsync(SeedOptions options, CancellationToken cancellationToken) =>
        new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = "seed",
                Operations = [.. SeedOperations(options), .. options.Force ? [Operation.SeedForce] : Array.Empty<Operation>()],
                Options = options,
            },
            (scope, token) => ApplySeedsAsync(scope, options.Names, options.Force, options.AllowDrift, token),
            cancellationToken);

    // The environment's folders decide what is judged, before any file is looked for.
    private ImmutableArray<Operation> SeedOperations(CommandOptions options) =>
        _project.ChooseEnvironment(options).Definition.Folders.Any(folder => folder is "development" or "test")
            ? [Operation.SeedBase, Operation.SeedEnvironment]
            : [Operation.SeedBase];

    private void RefuseWhatCannotBeDone()
    {
        if (_project.Configuration.Setup.Generate is not null)
        {
            throw new FurrowException(
                ErrorCode.ConfigInvalid, "furrow.yaml asks setup to generate data, which this version of furrow cannot do.")
            {
                File = "furrow.yaml",
                Hint = "Remove `setup: generate:`.",
            };
        }

        if (_project.Configuration.Snapshots.AfterSetup is not null)
        {
            throw new FurrowException(
                ErrorCode.ConfigInvalid, "furrow.yaml asks for a snapshot after setup, which this version of furrow cannot take.")
            {
                File = "furrow.yaml",
                Hint = "Remove `after_setup` under `snapshots:`.",
            };
        }
    }

    private async Task<MigrateResult> ApplyMigrationsAsync(
        ChangeScope scope, MigrationVersion? target, bool allowDrift, CancellationToken cancellationToken)
    {
        IReadOnlyList<MigrationFile> files = await ProjectFiles.ReadMigrationsAsync(_project, cancellationToken);
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
                $"Migration {late.Title} comes before migrations that are applied already; it is applied now.", Hint: null));
        }

        MigrationRunner runner = new(scope.Work, _project.Configuration.Migrations.LockTimeout, _project.Display);
        return new MigrateResult(await runner.ApplyAsync(plan.Pending, cancellationToken))
        {
            AppliedBefore = plan.AppliedCount,
        };
    }

    private async Task<SeedResult> ApplySeedsAsync(
        ChangeScope scope, IReadOnlyList<string> names, bool force, bool allowDrift, CancellationToken cancellationToken)
    {
        SeedPlan plan = SeedPlanner.Plan(new SeedPlanRequest
        {
            Files = await ProjectFiles.ReadSeedsAsync(_project, cancellationToken),
            Folders = scope.Environment.Definition.Folders,
            History = await scope.Work.State.Seeds.ReadAsync(cancellationToken),
            Names = names,
            Force = force,
        });
        if (!allowDrift)
        {
            Drift.Refuse(plan);
        }

        HashSet<string> applied = (await scope.Work.State.Migrations.ReadAsync(cancellationToken))
            .Select(record => record.Version).ToHashSet(StringComparer.Ordinal);
        return await new SeedRunner(scope.Work, _project.Variables, applied).ApplyAsync(plan, cancellationToken);
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

    private static void RefuseUnknownTarget(IReadOnlyList<MigrationFile> files, MigrationVersion? target)
    {
        if (target is not null && files.All(file => file.Version != target))
        {
            throw new FurrowException(ErrorCode.Usage, $"--target {target} is no version of this project.")
            {
                Hint = files.Count == 0
                    ? "There are no migrations."
                    : $"Versions run from {files[0].Version} to {files[^1].Version}; `furrow list` shows them.",
            };
        }
    }
}
