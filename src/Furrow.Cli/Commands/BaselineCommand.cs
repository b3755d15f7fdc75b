using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow baseline</c>.</summary>
internal sealed class BaselineCommand : Command, ICliCommand
{
    private readonly Argument<string> _version = new("VERSION")
    {
        Description = "The last version that the database has already",
    };

    public BaselineCommand()
        : base("baseline", "Record a version and all before it as applied, without running them.") =>
        Arguments.Add(_version);

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow baseline 20251104083000 --env development", "take over a database that has these tables already"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        BaselineOptions options = new(run.Get(_version)!)
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
        };
        BaselineResult result = await project.BaselineAsync(options, cancellationToken);
        return new Outcome(
            RollbackView.Baseline(result, run.Place(project)),
            json => MigrationDocuments.Baseline(json, result));
    }
}
