using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Completion;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Workflows.SeedTesting;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow seed-test</c>.</summary>
internal sealed class SeedTestCommand : Command, ICliCommand
{
    private readonly Argument<string[]> _names = new("NAME")
    {
        Description = "Seeds to test with what they depend on: folder/file without extension, or the file alone where "
            + "unique. Default: all of the environment",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _scratch = OptionParts.Text(
        "--scratch", "DATABASE", "Make scratch databases on this database's server. Default: the project's");

    public SeedTestCommand(SuggestedValues suggested)
        : base(
            "seed-test",
            "Apply every seed twice, take it back, and apply all in another order in scratch databases, and tell what "
                + "that changes.")
    {
        _names.CompletionSources.Add(_ => suggested.Seeds);
        Arguments.Add(_names);
        Options.Add(_scratch);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow seed-test", "may every seed be applied twice, and taken back?"),
        new("furrow seed-test base/05_admin", "one seed, and what it depends on"),
        new("furrow seed-test --json | jq '.seeds[] | select(.result != \"ok\")'", "what is wrong, in full"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        SeedTestOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Names = run.Get(_names) ?? [],
            Scratch = run.Get(_scratch),
        };
        SeedTestResult result = await project.SeedTestAsync(options, cancellationToken);
        TableNames names = TableNames.Of(project.Provider);
        return new Outcome(
            SeedTestView.Render(result, run.Place(project), names),
            json => SeedTestDocument.Write(json, result, names),
            result.IsGood ? ExitCode.Ok : ExitCode.Failed);
    }
}
