namespace Furrow.Specification.Workflows;

/// <summary>
/// Makes projects with databases for the suites of the verbs. One instance serves a test class.
/// </summary>
public interface IWorkflowFixture
{
    /// <summary>A project without files and its database, empty; disposing removes both.</summary>
    Task<WorkflowHarness> CreateAsync(CancellationToken cancellationToken);
}
