using Furrow.Clearing;
using Furrow.Providers;
using Furrow.Safety;

namespace Furrow.Workflows;

/// <summary><c>clear</c>: rows, numbering and history in one transaction.</summary>
internal sealed class ClearWorkflow
{
    private readonly ProjectContext _project;

    public ClearWorkflow(ProjectContext project) => _project = project;

    public Task<ClearResult> RunAsync(ClearOptions options, CancellationToken cancellationToken) =>
        new ChangingCommand(_project).RunAsync(
            new ChangeRequest { Command = "clear", Operations = [Operation.Clear], Options = options },
            async (scope, token) =>
            {
                ClearResult result = new([], []);
                await scope.Work.InTransactionAsync(
                    "clear",
                    new TransactionRequest(TransactionPurpose.Work, _project.Configuration.Migrations.LockTimeout),
                    async inner => result = await new TableCleaner(scope.Work).ClearAsync(options.Tables, inner),
                    token);
                result.Tell(_project.Events);
                return result;
            },
            cancellationToken);
}
