using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary>
/// <c>furrow create-seed</c>. Its <c>--env</c> names a folder, in place of the one that all commands share.
/// </summary>
internal sealed class CreateSeedCommand : Command, ICliCommand
{
    private readonly Argument<string> _name = new("NAME")
    {
        Description = "What it holds; becomes part of the file name",
    };

    private readonly Option<bool> _dev = OptionParts.Flag("--dev", "In the folder development");

    private readonly Option<bool> _test = OptionParts.Flag("--test", "In the folder test");

    private readonly Option<string?> _folder = OptionParts.Text("--env", "FOLDER", "In this folder. Default: base");

    private readonly Option<string?> _kind = OptionParts.Choice(
        "--kind", "KIND", "What it is written in: sql, cs, csv, json or yaml. Default: sql",
        "sql", "cs", "csv", "json", "yaml");

    public CreateSeedCommand()
        : base("create-seed", "Write a seed to fill in, its number 5 above the last of its folder.")
    {
        Arguments.Add(_name);
        Options.Add(_dev);
        Options.Add(_test);
        Options.Add(_folder);
        Options.Add(_kind);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow create-seed roles", "begin base/NN_roles.sql"),
        new("furrow create-seed demo_users --dev --kind csv", "begin development/NN_demo_users.csv"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        // Before the command's name the option is the shared one, and here it means the same folder.
        string? shared = run.TakeEnvironment();
        string?[] folders =
        [
            run.Get(_folder) ?? shared,
            run.Get(_dev) ? "development" : null,
            run.Get(_test) ? "test" : null,
        ];
        if (folders.Count(folder => folder is not null) > 1)
        {
            throw new FurrowException(
                ErrorCode.Usage, "--dev, --test and --env name a folder each; expected one of them.");
        }

        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        CreateSeedOptions options = new(run.Get(_name) ?? "")
        {
            Folder = folders.FirstOrDefault(folder => folder is not null) ?? "base",
            Kind = Kind(run.Get(_kind)),
        };
        CreateResult result = await project.CreateSeedAsync(options, cancellationToken);
        return new Outcome(
            FilesView.Render(
                result, run.ShowPath, $"furrow seed{Environment(project, options.Folder)}{run.OptionsAgain()}"),
            json => FileDocuments.Created(json, result));
    }

    // The environment that takes the new seed, where the one at work does not.
    private static string Environment(FurrowProject project, string folder)
    {
        EnvironmentDefinition here = project.Configuration.Environment.Value;
        string? taker = project.Configuration.Environments.All
            .FirstOrDefault(environment => environment.Folders.Contains(folder, StringComparer.Ordinal))?.Name;
        return taker is null || here.Folders.Contains(folder, StringComparer.Ordinal)
            ? ""
            : $" --env {ShellText.Quote(taker)}";
    }

    private static SeedKind Kind(string? word) => word switch
    {
        "cs" => SeedKind.Cs,
        "csv" => SeedKind.Csv,
        "json" => SeedKind.Json,
        "yaml" => SeedKind.Yaml,
        _ => SeedKind.Sql,
    };
}
