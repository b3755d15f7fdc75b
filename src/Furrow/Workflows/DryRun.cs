using Furrow.Migrations;
using Furrow.Safety;

namespace Furrow.Workflows;

/// <summary>
/// How a dry run is done: it executes and takes everything back in development and test, elsewhere only where that is
/// asked for, since it takes the same locks.
/// </summary>
internal sealed class DryRun
{
    private readonly bool _isDevelopment;

    public DryRun(ProjectContext project, CommandOptions options, bool isDryRun, bool execute)
    {
        _isDevelopment = project.ChooseEnvironment(options).Definition.VerdictsLike.Strictness() == 0;
        IsExecuted = isDryRun && (execute || _isDevelopment);
    }

    /// <summary>Whether it runs the migrations.</summary>
    public bool IsExecuted { get; }

    /// <summary>Runs them and takes them back.</summary>
    public Task<MigrationPreview> RehearseAsync(
        MigrationRunner runner, PreparedMigrations prepared, CancellationToken cancellationToken) =>
        runner.RehearseAsync(prepared, setsSequencesBack: _isDevelopment, cancellationToken);
}
