using System.Globalization;
using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Safety;
using Furrow.Scenarios;
using Furrow.State;

namespace Furrow.Workflows.Generating;

/// <summary>What furrow.yaml has <c>setup</c> generate, with its scenario read.</summary>
/// <param name="Inputs">What decides the rows; the day is the one that the words mean today.</param>
/// <param name="Settings">As furrow.yaml has it.</param>
internal sealed record SetupGeneration(GenerationInputs Inputs, SetupGenerateSettings Settings)
{
    /// <summary>What times are relative to, as written: a day, or a word that means another one tomorrow.</summary>
    public string AsOf => Settings.AsOf ?? Inputs.Choice.Scenario.AsOf ?? "today";

    /// <summary>The command that begins anew with exactly this.</summary>
    public string ClearFirstCommand
    {
        get
        {
            ScenarioChoice choice = Inputs.Choice;
            List<string> words = ["furrow generate"];
            if (choice.Preset is { } preset) words.Add(ShellWord.Quote(preset.Name));
            words.Add($"--scenario {ShellWord.Quote(choice.Scenario.Name)}");
            words.AddRange(Settings.Parameters.Keys.Select(name => Option(name, choice.Parameters[name])));
            if (Settings.RandomSeed is { } seed) words.Add($"--random-seed {Number(seed)}");
            if (Settings.AsOf is { } asOf) words.Add($"--as-of {ShellWord.Quote(asOf)}");
            if (Settings.Rows is { } rows) words.Add($"--rows {Number(rows)}");
            words.Add("--clear-first");
            return string.Join(' ', words);
        }
    }

    /// <summary>Scenario and preset, for people.</summary>
    public static string TitleOf(string scenario, string? preset) =>
        preset is null ? scenario : $"{scenario} {preset}";

    /// <summary>Reads it; null where furrow.yaml has nothing generated.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>config.invalid</c>: there is no such scenario, preset or parameter, or a value is out of range;
    /// <c>scenario.invalid</c>: a scenario cannot be read.
    /// </exception>
    public static async Task<SetupGeneration?> ReadAsync(ProjectContext project, CancellationToken cancellationToken)
    {
        if (project.Configuration.Setup.Generate is not { } settings)
        {
            return null;
        }

        GenerateOptions options = new()
        {
            Request = new ScenarioRequest
            {
                Scenario = settings.Scenario,
                Preset = settings.Preset,
                Parameters = settings.Parameters,
            },
            RandomSeed = settings.RandomSeed,
            AsOf = settings.AsOf,
            Rows = settings.Rows,
        };
        try
        {
            options.Validate();
            return new SetupGeneration(
                await new GenerateWorkflow(project).ReadAsync(options, cancellationToken), settings);
        }
        catch (FurrowException e) when (e.Code == ErrorCode.Usage)
        {
            throw InFile(e);
        }
    }

    /// <summary>With the tables of a scenario in C#, whose code says them.</summary>
    public SetupGeneration Built(CancellationToken cancellationToken) =>
        this with { Inputs = Inputs.Built(cancellationToken) };

    /// <summary>What would be wrong use of <c>generate</c>, as what is wrong with furrow.yaml.</summary>
    public static FurrowException InFile(FurrowException usage) => new(
        ErrorCode.ConfigInvalid, $"`setup: generate:` cannot be followed. {usage.Message}", usage)
    {
        File = ProjectFile.FileName,
        Hint = usage.Hint ?? "Correct `setup: generate:`, or leave it out once: furrow setup --no-generate.",
    };

    /// <summary>
    /// What of it is part of the recipe: whatever decides a row. A word for a day stands for itself, not for the day
    /// that it means now; a preset is nothing but its parameters.
    /// </summary>
    public IEnumerable<string[]> RecipeLines() =>
    [
        [
            "generate", Inputs.Choice.Scenario.Name, Inputs.Choice.Scenario.Checksum, Number(Inputs.RandomSeed), AsOf,
            Settings.Rows is { } rows ? Number(rows) : "", Number(GenerationInputs.GeneratorVersion),
        ],
        .. Inputs.Choice.Parameters.Select(parameter => (string[])["parameter", parameter.Key, parameter.Value]),
    ];

    /// <summary>
    /// Whether a table of a run, <c>schema.name</c>, is one that the scenario fills. One in C# says which only when it
    /// is built: before that they are those that it filled itself.
    /// </summary>
    public bool Fills(GenerationRecord run, GeneratedTable table)
    {
        Scenario scenario = Inputs.Choice.Scenario;
        return scenario.IsCode
            ? run.Scenario == scenario.Name
            : scenario.Tables.Any(definition => table.Name == definition.Name
                || table.Name.EndsWith($".{definition.Name}", StringComparison.Ordinal));
    }

    private string Option(string name, string value)
    {
        ScenarioParameter parameter = Inputs.Choice.Scenario.Parameter(name)!;
        return parameter.Kind != CellKind.Boolean ? $"{parameter.OptionName} {ShellWord.Quote(value)}"
            : value == "true" ? parameter.OptionName
            : $"--no-{parameter.OptionName[2..]}";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
