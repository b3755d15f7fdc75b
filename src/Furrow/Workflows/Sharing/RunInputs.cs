using System.Collections.Immutable;
using System.Globalization;
using Furrow.Errors;
using Furrow.Scenarios;
using Furrow.State;

namespace Furrow.Workflows.Sharing;

/// <summary>The inputs of a run that is open, as the project at hand has them.</summary>
internal static class RunInputs
{
    /// <summary>Reads the run's scenario from the project and makes the run's choice of it.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>generate.conflict</c>: it is another, with what is different.
    /// </exception>
    public static async Task<GenerationInputs> ReadAsync(
        ProjectContext project, GenerationRun run, CancellationToken cancellationToken)
    {
        GenerationRecord record = run.Record;
        ImmutableArray<Scenario> scenarios = await ScenarioFolder.ReadAsync(project.Configuration, cancellationToken);
        if (record.GeneratorVersion != GenerationInputs.GeneratorVersion)
        {
            throw Differs(
                $"its values are those of generator {record.GeneratorVersion}, and this furrow has "
                    + $"{GenerationInputs.GeneratorVersion}");
        }

        if (scenarios.FirstOrDefault(scenario => scenario.Name == record.Scenario) is not { } found)
        {
            throw Differs($"its scenario is {record.Scenario}, and there is no such file");
        }

        if (found.Checksum != record.Checksum)
        {
            throw Differs(
                $"{found.File} is another file: its checksum is {found.Checksum}, expected {record.Checksum}");
        }

        ScenarioRequest request = new()
        {
            Scenario = record.Scenario,
            Preset = record.Preset,
            Parameters = record.Parameters,
        };
        return new GenerationInputs(
            ScenarioChoice.Make(scenarios, null, request),
            record.RandomSeed,
            DateOnly.ParseExact(record.AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    /// <summary>Refuses what is given with a command and is not what the run has.</summary>
    /// <exception cref="FurrowException">Code <c>generate.conflict</c>, with all that is different.</exception>
    public static void Compare(GenerationRun run, GenerationInputs given, GenerateOptions options)
    {
        GenerationRecord record = run.Record;
        List<string> others = [];
        Check("the scenario", record.Scenario, given.Choice.Scenario.Name);
        Check("the scenario's checksum", record.Checksum, given.Choice.Scenario.Checksum);
        if (options.Request.Preset is not null || options.Prepare)
        {
            Check("the preset", record.Preset ?? "custom", given.Choice.Preset?.Name ?? "custom");
        }

        foreach (string name in options.Prepare || options.Request.Preset is not null
            ? given.Choice.Parameters.Keys : options.Request.Parameters.Keys)
        {
            Check(name, record.Parameters.GetValueOrDefault(name), given.Choice.Parameters.GetValueOrDefault(name));
        }

        if (options.RandomSeed is not null || options.Prepare)
        {
            Check("the random seed", Text(record.RandomSeed), Text(given.RandomSeed));
        }

        if (options.AsOf is not null || options.Prepare)
        {
            Check("the day", record.AsOf, given.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        if (options.Rows is not null || options.Prepare)
        {
            Check("--rows", Text(run.RowCount), Text(options.Rows));
        }

        if (others.Count > 0)
        {
            throw Differs(string.Join("; ", others));
        }

        void Check(string what, string? expected, string? found)
        {
            if (!string.Equals(expected, found, StringComparison.Ordinal))
            {
                others.Add($"{what} is {expected ?? "not given"} there, and {found ?? "not given"} here");
            }
        }
    }

    /// <summary>The error where the database has no open run.</summary>
    public static FurrowException NotOpen() => new(ErrorCode.Usage, "No shared run of generate is open.")
    {
        Hint = "Open one: `furrow generate PRESET --prepare`.",
    };

    private static FurrowException Differs(string what) => new(
        ErrorCode.GenerateConflict, $"The run that is open is another: {what}.")
    {
        Hint = "Give what it was opened with (a shard needs nothing but --shard), or `furrow generate --abort`.",
    };

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
