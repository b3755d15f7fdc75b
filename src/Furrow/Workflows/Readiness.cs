using Furrow.Migrations;
using Furrow.Seeds;

namespace Furrow.Workflows;

/// <summary>Whether a database is what its project says.</summary>
/// <param name="Environment">The environment in force.</param>
/// <param name="Stamp">The stamp inside the database; null for none.</param>
/// <param name="Migrations">Files against history.</param>
/// <param name="Seeds">Files against history.</param>
public sealed record ReadinessResult(string Environment, string? Stamp, MigrationPlan Migrations, SeedPlan Seeds)
{
    /// <summary>Whether something is to be applied.</summary>
    public bool IsPending => Migrations.Pending.Length > 0 || Seeds.Pending.Any();

    /// <summary>Whether something applied is no longer what the files say.</summary>
    public bool HasDrift => Migrations.Drift.Length > 0 || Seeds.Drift.Length > 0 || Seeds.Orphaned.Length > 0;

    /// <summary>Whether the database says that it is another environment.</summary>
    public bool IsForeign => Stamp is not null && Stamp != Environment;
}

/// <summary>
/// What <c>status</c> says, without counting rows: cheap enough to be asked every few seconds. Takes no lock.
/// </summary>
internal sealed class Readiness
{
    private readonly ProjectContext _project;

    public Readiness(ProjectContext project) => _project = project;

    public async Task<ReadinessResult> ReadAsync(QueryOptions options, CancellationToken cancellationToken)
    {
        ChosenEnvironment environment = _project.ChooseEnvironment(options);
        ProjectFiles files = await ProjectFiles.ReadAsync(_project, cancellationToken);
        await using DatabaseView view = await DatabaseView.OpenAsync(_project, cancellationToken);
        view.State.ThrowIfUnreadable();
        return new ReadinessResult(
            environment.Definition.Name,
            view.State.Stamp,
            MigrationPlan.Make(files.Migrations.Versioned, await view.State.Migrations.ReadAsync(cancellationToken)),
            SeedPlanner.Plan(new SeedPlanRequest
            {
                Files = files.Seeds,
                Folders = environment.Definition.Folders,
                History = await view.State.Seeds.ReadAsync(cancellationToken),
            }));
    }
}
