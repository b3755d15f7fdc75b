using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Completion;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Seeds.Rollback;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow seed-rollback</c>.</summary>
internal sealed class SeedRollbackCommand : Command, ICliCommand
{
    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "The seed to take back: folder/file without extension, or the file alone where unique. "
            + "Default: the one applied last",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _last = OptionParts.Whole("--last", "N", "Take back the last N applied seeds");

    private readonly Option<bool> _all = OptionParts.Flag("--all", "Take back every applied seed");

    public SeedRollbackCommand(SuggestedValues suggested)
        : base("seed-rollback", "Take applied seeds back, the last one first.")
    {
        _name.CompletionSources.Add(_ => suggested.Seeds);
        Arguments.Add(_name);
        Options.Add(_last);
        Options.Add(_all);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow seed-rollback --yes", "take back the seed applied last"),
        new("furrow seed-rollback base/05_admin --yes", "take back one seed that no other depends on"),
        new("furrow seed-rollback --all --yes", "take back all, in reverse order"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        SeedRollbackOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Name = run.Get(_name),
            Last = OptionParts.ReadWhole(run.Get(_last)),
            All = run.Get(_all),
        };
        SeedRollbackResult result = await project.SeedRollbackAsync(options, cancellationToken);
        return new Outcome(
            SeedRollbackView.Page(result, run.Place(project)),
            json => SeedRollbackDocument.Write(json, result, TableNames.Of(project.Provider)));
    }
}
