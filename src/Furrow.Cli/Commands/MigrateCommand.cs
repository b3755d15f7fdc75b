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

    public MigrateCommand()
        : base("migrate", "Apply pending migrations, each in its own transaction where possible.")
    {
        Options.Add(_target);
        Options.Add(_force);
        Options.Add(_allowDrift);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow migrate", "apply all that are pending"),
        new("furrow migrate --target 20251104083000", "up to this version and including it"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        MigrateOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Target = run.Get(_target),
            Force = run.Get(_force),
            AllowDrift = run.Get(_allowDrift),
        };
        MigrateResult result = await project.MigrateAsync(options, cancellationToken);
        return new Outcome(
            AppliedView.Migrate(result, run.Place(project)),
            json => AppliedDocument.Migrate(json, result, TableNames.Of(project.Provider)));
    }
}
