using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Completion;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow stamp</c>.</summary>
internal sealed class StampCommand : Command, ICliCommand
{
    private readonly Argument<string?> _environment = new("ENVIRONMENT")
    {
        Description = "What to write. Default: only show the stamp",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public StampCommand(SuggestedValues suggested)
        : base("stamp", "Show or set the environment that is written inside the database and guards it.")
    {
        _environment.CompletionSources.Add(_ => suggested.Environments);
        Arguments.Add(_environment);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow stamp", "which environment does the database say it is?"),
        new("furrow stamp production --confirm pilates", "say that the database pilates is production"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        StampOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Stamp = run.Get(_environment),
        };
        StampResult result = await project.StampAsync(options, cancellationToken);
        WorkPlace place = run.Place(project);
        return new Outcome(
            options.Stamp is null ? StampView.Show(result, place) : StampView.Written(result, place),
            json => FileDocuments.Stamp(json, result));
    }
}
