using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Clearing;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow clear</c>.</summary>
internal sealed class ClearCommand : Command, ICliCommand
{
    private readonly Argument<string[]> _tables = new("TABLE")
    {
        Description = "Tables to empty: table or schema.table, quoted as in SQL where need be. Default: all",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public ClearCommand()
        : base("clear", "Empty all user tables, or those named and nothing else, in one transaction.") =>
        Arguments.Add(_tables);

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow clear", "empty every table; the definitions stay"),
        new("furrow clear bookings audit.log --yes", "empty two, without being asked"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        ClearOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Tables = run.Get(_tables) ?? [],
        };
        ClearResult result = await project.ClearAsync(options, cancellationToken);
        TableNames names = TableNames.Of(project.Provider);
        return new Outcome(
            ClearView.Render(result, names, run.Place(project)), json => ClearDocument.Write(json, result, names));
    }
}
