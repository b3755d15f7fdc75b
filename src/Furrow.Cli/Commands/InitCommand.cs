using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow init</c>.</summary>
internal sealed class InitCommand() : Command(
    "init",
    "Make the directory a project: furrow.yaml, folders, .env.example, .gitignore. Overwrites nothing."), ICliCommand
{
    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow init", "make the current directory a project"),
        new("furrow init -C services/billing", "make another directory one; it is created if missing"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        CreateResult result = await FurrowProject.InitAsync(
            run.FullPath(run.Shared.Directory ?? "."), cancellationToken);
        return new Outcome(
            FilesView.Render(result, run.ShowPath, $"furrow create NAME{run.OptionsAgain()}"),
            json => FileDocuments.Created(json, result));
    }
}
