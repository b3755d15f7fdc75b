using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Completion;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow seed</c>.</summary>
internal sealed class SeedCommand : Command, ICliCommand
{
    private readonly Argument<string[]> _names = new("NAME")
    {
        Description = "Seeds to apply with what they depend on: folder/file without extension, or the file alone where "
            + "unique. Default: all of the environment",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _force = OptionParts.Flag(
        "--force", "Apply again what is applied; has to be confirmed");

    private readonly Option<bool> _allowDrift = OptionParts.Flag(
        "--allow-drift", "Go on although applied seeds changed without a new version");

    private readonly Option<bool> _clearFirst = OptionParts.Flag(
        "--clear-first", "Empty the tables first, of the named seeds or all, in the same transaction");

    private readonly Option<bool> _dryRun = OptionParts.Flag(
        "--dry-run", "Keep nothing: run in one transaction, take it back, and show what it did");

    private readonly Option<string?> _jobs = OptionParts.Whole(
        "--jobs", "N", "Run up to N seeds of equal prefix at once that write different tables. Default: 1");

    public SeedCommand(SuggestedValues suggested)
        : base("seed", "Apply pending seeds in their order.")
    {
        _names.CompletionSources.Add(_ => suggested.Seeds);
        Arguments.Add(_names);
        Options.Add(_dryRun);
        Options.Add(_jobs);
        Options.Add(_force);
        Options.Add(_allowDrift);
        Options.Add(_clearFirst);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow seed", "apply all that are pending"),
        new("furrow seed base/05_admin", "one seed, and what it depends on"),
        new("furrow seed 20_bookings --force --yes", "apply one again"),
        new("furrow seed --dry-run", "what would it write, and how long would it take?"),
        new("furrow seed --jobs 4", "seeds of equal prefix and different tables, up to 4 at once"),
        new("furrow seed --clear-first", "empty every table and apply all seeds, or change nothing"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        SeedOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Names = run.Get(_names) ?? [],
            Force = run.Get(_force),
            AllowDrift = run.Get(_allowDrift),
            ClearFirst = run.Get(_clearFirst),
            DryRun = run.Get(_dryRun),
            Jobs = OptionParts.ReadWhole(run.Get(_jobs)) ?? 1,
        };
        options.Validate();
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        SeedResult result = await project.SeedAsync(options, cancellationToken);
        TableNames names = TableNames.Of(project.Provider);
        if (result.IsDryRun)
        {
            return new Outcome(
                SeedPreviewView.Render(result, names, run.Place(project)),
                json => SeedPreviewDocument.Write(json, result, names));
        }

        return new Outcome(
            AppliedView.Seed(result, run.Place(project)),
            json => AppliedDocument.Seed(json, result, names));
    }
}
