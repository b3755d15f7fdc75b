using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Migrations;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow migrate</c>.</summary>
internal sealed class MigrateCommand : Command, ICliCommand
{
    private readonly Option<string?> _target = OptionParts.Text(
        "--target", "VERSION", "The last version to apply. Default: all");

    private readonly Option<bool> _force = OptionParts.Flag("--force", "Do not ask in production");

    private readonly Option<bool> _allowDrift = OptionParts.Flag(
        "--allow-drift", "Go on although applied migrations have changed");

    private readonly Option<bool> _dryRun = OptionParts.Flag(
        "--dry-run", "Keep nothing: run and take back in development and test, elsewhere read the files only");

    private readonly Option<bool> _execute = OptionParts.Flag(
        "--execute", "Let a dry run run and take back in any environment; it takes the same locks");

    public MigrateCommand()
        : base("migrate", "Apply pending migrations, each in its own transaction where possible.")
    {
        Options.Add(_target);
        Options.Add(_dryRun);
        Options.Add(_execute);
        Options.Add(_force);
        Options.Add(_allowDrift);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow migrate", "apply all that are pending"),
        new("furrow migrate --target 20251104083000", "up to this version and including it"),
        new("furrow migrate --dry-run", "what would it do, and which locks would it take?"),
    ];

    /// <inheritdoc />
    public bool RunsOwnCodeOnly => true;

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        MigrateOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Target = run.Get(_target),
            Force = run.Get(_force),
            AllowDrift = run.Get(_allowDrift),
            DryRun = run.Get(_dryRun),
            Execute = run.Get(_execute),
        };
        options.Validate();
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        MigrateResult result = await project.MigrateAsync(options, cancellationToken);
        return new Outcome(
            result.Preview is { } preview
                ? PreviewView.Migrate(result, preview, TableNames.Of(project.Provider), run.Place(project))
                : AppliedView.Migrate(result, run.Place(project)),
            json => AppliedDocument.Migrate(json, result, TableNames.Of(project.Provider)));
    }
}
