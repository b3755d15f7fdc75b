using Furrow.Safety;
using Furrow.Seeds;
using Furrow.Seeds.Rollback;

namespace Furrow.Workflows;

/// <summary><c>seed-rollback</c>. What is applied is read again under the lock.</summary>
internal sealed class SeedRollbackWorkflow
{
    private readonly ProjectContext _project;

    public SeedRollbackWorkflow(ProjectContext project) => _project = project;

    public Task<SeedRollbackResult> RunAsync(SeedRollbackOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        return new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = "seed-rollback",
                Operations = [Operation.SeedRollback],
                Options = options,
            },
            async (scope, token) =>
            {
                IReadOnlyList<SeedFile> files = await ProjectFiles.ReadSeedsAsync(_project, token);
                SeedRollbackRunner runner = new(scope.Work, files, _project.SeedSurroundings());
                SeedRollbackPlan plan = SeedRollbackPlanner.Plan(new SeedRollbackRequest
                {
                    Applied = await scope.Work.State.Seeds.ReadAppliedAsync(token),
                    Files = files,
                    WithDown = runner.WithDown,
                    Selection = new SeedSelection(options.Name, options.Last, options.All),
                });
                return await runner.RunAsync(plan, token);
            },
            cancellationToken);
    }
}
