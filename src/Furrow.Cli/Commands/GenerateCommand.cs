using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Furrow.Cli.Completion;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Cli.Reports;
using Furrow.Cli.Views;
using Furrow.Data.Cells;
using Furrow.Scenarios;
using Furrow.Transfer;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow generate</c>: the parameters of the project's scenarios are options of their own.</summary>
internal sealed class GenerateCommand : Command, ICliCommand
{
    private readonly Argument<string?> _preset = new("PRESET")
    {
        Description = "A named set of parameter values; custom for the scenario's defaults. Default: custom",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _scenario = OptionParts.Text(
        "--scenario",
        "NAME",
        "The scenario, or a preset of the default one. Default: furrow.yaml's, else the only one");

    private readonly Option<string?> _type = OptionParts.Text("--type", "PRESET", "The same as PRESET");

    private readonly Option<string?> _rows = Number(
        "--rows", "N", "How many rows the one table without a parent has. Default: what the scenario says");

    private readonly Option<string?> _randomSeed = Number(
        "--random-seed", "N", "Another number, other values. Default: the scenario's, else 1");

    private readonly Option<string?> _asOf = OptionParts.Text(
        "--as-of", "DAY", "What times are relative to: 2026-01-05, today, monday. Default: the scenario's, else today");

    private readonly Option<bool> _clearFirst = OptionParts.Flag(
        "--clear-first", "Empty all tables and seed them again first, in the same transaction");

    private readonly Option<bool> _dryRun = OptionParts.Flag(
        "--dry-run", "Write nothing: show how many rows there would be, and the first of each table");

    private readonly Option<string?> _jobs = OptionParts.Whole(
        "--jobs", "N", "Make rows on up to N threads, 1 to 32, and write them by as many connections into empty tables "
            + "of PostgreSQL; they are the same for any. Default: a thread for each core, one connection");

    private readonly Option<bool> _prepare = OptionParts.Flag(
        "--prepare", "Open a run that several processes write in parts: write nothing, take indexes and keys off");

    private readonly Option<string?> _shard = ShardOption();

    private readonly Option<bool> _finish = OptionParts.Flag(
        "--finish", "End the open run when all parts are written: build indexes and keys, check them");

    private readonly Option<bool> _abort = OptionParts.Flag(
        "--abort", "Undo the open run: remove its rows, put indexes and keys back");

    private readonly Option<string?> _format = OptionParts.Choice(
        "--format", "FORMAT", "Write files as `furrow export` does and leave the database alone: csv, sql or json",
        "csv", "sql", "json");

    private readonly Option<string?> _out = OptionParts.Text("--out", "DIR", "The folder for files");

    private readonly Option<string?> _report = OptionParts.Text(
        "--report",
        "FILE",
        "Also write a page about the rows: speed, foreign keys, how each column's values are spread");

    private readonly List<(ScenarioParameter Parameter, Option<string?>? Value, Option<bool>? On, Option<bool>? Off)>
        _parameters = [];

    public GenerateCommand(SuggestedValues suggested)
        : base("generate", "Generate rows by a scenario, the same for the same inputs, in one transaction.")
    {
        _preset.CompletionSources.Add(_ => suggested.Presets);
        _type.CompletionSources.Add(_ => suggested.Presets);
        _scenario.CompletionSources.Add(_ => suggested.Scenarios.Select(scenario => scenario.Name));
        Arguments.Add(_preset);
        Option[] options =
        [
            _scenario, _type, _rows, _randomSeed, _asOf, _clearFirst, _dryRun, _jobs, _prepare, _shard, _finish, _abort,
            _format, _out, _report,
        ];
        foreach (Option option in options)
        {
            Options.Add(option);
        }

        foreach (ScenarioParameter parameter in suggested.Scenarios
            .SelectMany(scenario => scenario.Parameters).DistinctBy(parameter => parameter.Name))
        {
            AddParameter(parameter);
        }
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow generate", "the default scenario with its defaults"),
        new("furrow generate light --clear-first", "a preset, into tables emptied and seeded first"),
        new("furrow generate heavy --random-seed 7 --dry-run", "how many rows would that be, and what are they like?"),
        new("furrow generate heavy --format csv --out rows", "the same rows as files, for `furrow import`"),
        new("furrow generate heavy --jobs 4", "by four connections at once into empty tables"),
        new("furrow generate --shard 2/4", "the second of four parts of the run that `--prepare` opened"),
        new("furrow generate heavy --report heavy.html", "and a page about what was generated"),
        new("furrow generate --scenario studio --as-of 2026-01-05", "the same rows on any day"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        string? preset = run.Get(_preset);
        string? type = run.Get(_type);
        if (preset is not null && type is not null && preset != type)
        {
            throw new Errors.FurrowException(
                Errors.ErrorCode.Usage, $"PRESET is '{preset}' and --type is '{type}': give one of the two.");
        }

        GenerateOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Request = new ScenarioRequest
            {
                Scenario = run.Get(_scenario),
                Preset = preset ?? type,
                Parameters = Given(run),
            },
            RandomSeed = ReadNumber(run.Get(_randomSeed)),
            AsOf = run.Get(_asOf),
            Rows = ReadNumber(run.Get(_rows)),
            ClearFirst = run.Get(_clearFirst),
            DryRun = run.Get(_dryRun),
            Format = run.Get(_format) switch
            {
                "csv" => ExportFormat.Csv,
                "json" => ExportFormat.Json,
                "sql" => ExportFormat.Sql,
                _ => null,
            },
            Directory = run.Get(_out) is { } directory ? run.FullPath(directory) : null,
            Jobs = OptionParts.ReadWhole(run.Get(_jobs)),
            Prepare = run.Get(_prepare),
            Shard = run.Get(_shard) is { } shard ? ShardNumber.Read(shard) : null,
            Finish = run.Get(_finish),
            Abort = run.Get(_abort),
            Report = run.Get(_report) is not null,
        };
        options.Validate();
        using ReportFile? report = run.Get(_report) is { } file ? ReportFile.Open(run.FullPath(file)) : null;
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        GenerateResult result = await project.GenerateAsync(options, cancellationToken);
        TableNames names = TableNames.Of(project.Provider);
        report?.Write(run.Report(project, result, names));
        return new Outcome(
            GenerateView.Render(
                result, names, run.Place(project), report is null ? null : run.ShowPath(report.FullPath)),
            json => GenerateDocument.Write(json, result, names, report?.FullPath));
    }

    private ImmutableSortedDictionary<string, string> Given(CommandRun run)
    {
        ImmutableSortedDictionary<string, string>.Builder given =
            ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach ((var parameter, Option<string?>? value, Option<bool>? on, Option<bool>? off) in _parameters)
        {
            string? text = value is not null ? run.Get(value)
                : on is not null && run.Get(on) ? "true"
                : off is not null && run.Get(off) ? "false" : null;
            if (text is not null)
            {
                given.Add(parameter.Name, text);
            }
        }

        return given.ToImmutable();
    }

    private void AddParameter(ScenarioParameter parameter)
    {
        if (parameter.Kind == CellKind.Boolean)
        {
            string state = parameter.Default == "true" ? "on" : "off";
            Option<bool> on = OptionParts.Flag(parameter.OptionName, Help(parameter, $"Default: {state}"));
            Option<bool> off = OptionParts.Flag(
                $"--no-{parameter.OptionName[2..]}", $"Turn {parameter.OptionName} off");
            Options.Add(on);
            Options.Add(off);
            _parameters.Add((parameter, null, on, off));
            return;
        }

        Option<string?> option = OptionParts.Text(
            parameter.OptionName, "V", Help(parameter, $"{Capital(parameter.Expected)}. Default: {parameter.Default}"));
        option.CompletionSources.Add([.. parameter.Choices]);
        Options.Add(option);
        _parameters.Add((parameter, option, null, null));
    }

    private static string Help(ScenarioParameter parameter, string rest) =>
        parameter.Help.Length == 0 ? rest : $"{parameter.Help.TrimEnd('.')}. {rest}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static Option<string?> ShardOption()
    {
        Option<string?> option = OptionParts.Text(
            "--shard", "I/N", "Write one of N parts of the open run, I from 1; N is the same for all");
        option.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(token => ShardNumber.Read(token.Value) is null))
            {
                result.AddError($"--shard is '{token.Value}'; expected {ShardNumber.Expected}");
            }
        });
        return option;
    }

    private static Option<string?> Number(string name, string valueName, string description)
    {
        Option<string?> option = OptionParts.Text(name, valueName, description);
        option.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(token => ReadNumber(token.Value) is null))
            {
                result.AddError($"{name} is '{token.Value}'; expected a whole number");
            }
        });
        return option;
    }

    private static long? ReadNumber(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;
}
