using Furrow.Configuration;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Safety;

namespace Furrow.Workflows;

/// <summary><c>stamp</c>: shows or changes what a database says it is.</summary>
internal sealed class Stamping
{
    private readonly ProjectContext _project;

    public Stamping(ProjectContext project) => _project = project;

    public async Task<StampResult> RunAsync(StampOptions options, CancellationToken cancellationToken) =>
        options.Stamp is null
            ? await ShowAsync(cancellationToken)
            : await WriteAsync(_project.FindEnvironment(options.Stamp), options, cancellationToken);

    private async Task<StampResult> ShowAsync(CancellationToken cancellationToken)
    {
        await using DatabaseView view = await DatabaseView.OpenAsync(_project, cancellationToken);
        view.State.ThrowIfUnreadable();
        return new StampResult(view.State.Stamp, view.State.Stamp);
    }

    private Task<StampResult> WriteAsync(
        EnvironmentDefinition target, StampOptions options, CancellationToken cancellationToken) =>
        new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = "stamp",
                Operations = [Operation.Stamp],
                Options = options,
                NewStamp = target,
            },
            async (scope, token) =>
            {
                string? before = scope.Work.State.Stamp;
                await scope.Work.InTransactionAsync(
                    "stamp",
                    new TransactionRequest(TransactionPurpose.Work),
                    inner => scope.Work.State.WriteStampAsync(target.Name, inner),
                    token);
                _project.Events.Emit(new StampWritten(
                    scope.Work.Database.Reference.DatabaseName, target.Name, before));
                return new StampResult(before, target.Name);
            },
            cancellationToken);
}
