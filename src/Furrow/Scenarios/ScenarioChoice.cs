using System.Collections.Immutable;
using Furrow.Errors;

namespace Furrow.Scenarios;

/// <summary>A scenario, a preset of it or none, and the value of every parameter in canonical text.</summary>
public sealed record ScenarioChoice(
    Scenario Scenario, ScenarioPreset? Preset, ImmutableSortedDictionary<string, string> Parameters)
{
    /// <summary>What the defaults are called, where a preset is named.</summary>
    public const string Custom = "custom";

    /// <summary>Makes the choice.</summary>
    /// <param name="scenarios">All there are.</param>
    /// <param name="defaultName">The one meant where none is named; null for the only one.</param>
    /// <param name="request">What is asked for.</param>
    /// <exception cref="FurrowException">
    /// Code <c>usage</c>: there is no such scenario, preset or parameter, or a value is out of range.
    /// </exception>
    public static ScenarioChoice Make(
        ImmutableArray<Scenario> scenarios, string? defaultName, ScenarioRequest request)
    {
        (Scenario scenario, string? presetName) = Find(scenarios, defaultName, request);
        ScenarioPreset? preset = presetName is null or Custom
            ? null
            : scenario.Preset(presetName) ?? throw Unknown(
                $"The scenario {scenario.Name} has no preset '{presetName}'",
                presetName,
                [.. scenario.Presets.Select(known => known.Name), Custom]);
        return new ScenarioChoice(scenario, preset, Values(scenario, preset, request.Parameters));
    }

    private static (Scenario Scenario, string? Preset) Find(
        ImmutableArray<Scenario> scenarios, string? defaultName, ScenarioRequest request)
    {
        string[] names = [.. scenarios.Select(scenario => scenario.Name)];
        if (scenarios.IsEmpty)
        {
            throw new FurrowException(ErrorCode.Usage, "The project has no scenario to generate from.")
            {
                Hint = "Write one: scenarios/NAME.yaml.",
            };
        }

        if (request.Scenario is { } named && scenarios.FirstOrDefault(known => known.Name == named) is { } found)
        {
            return (found, request.Preset);
        }

        Scenario? usual = defaultName is not null
            ? scenarios.FirstOrDefault(known => known.Name == defaultName)
            : scenarios.Length == 1 ? scenarios[0] : null;
        if (request.Scenario is { } name)
        {
            // What is no scenario but a preset of the usual one is that preset.
            return usual?.Preset(name) is not null && request.Preset is null
                ? (usual, name)
                : throw Unknown($"There is no scenario '{name}'", name, names);
        }

        if (usual is null && request.Preset is { } wanted && wanted != Custom
            && scenarios.Where(known => known.Preset(wanted) is not null).ToArray() is [var only])
        {
            return (only, wanted);
        }

        return usual is not null
            ? (usual, request.Preset)
            : throw new FurrowException(
                ErrorCode.Usage,
                defaultName is null
                    ? $"There are {scenarios.Length} scenarios, and none is named: {string.Join(", ", names)}."
                    : $"furrow.yaml names '{defaultName}' as the default scenario, and there is no such file.")
            {
                Hint = "Name one with --scenario, or in furrow.yaml: `scenarios: { default: NAME }`.",
            };
    }

    private static ImmutableSortedDictionary<string, string> Values(
        Scenario scenario, ScenarioPreset? preset, ImmutableSortedDictionary<string, string> given)
    {
        ImmutableSortedDictionary<string, string>.Builder values =
            ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (ScenarioParameter parameter in scenario.Parameters)
        {
            values[parameter.Name] = parameter.Default;
        }

        Stack<ScenarioPreset> chain = [];
        ScenarioPreset? next = preset;
        while (next is not null)
        {
            chain.Push(next);
            next = next.Extends is { } name ? scenario.Preset(name) : null;
        }

        foreach (ScenarioPreset link in chain)
        {
            foreach ((string name, string value) in link.Values)
            {
                values[name] = value;
            }
        }

        List<string> problems = [];
        foreach ((string name, string text) in given)
        {
            if (scenario.Parameter(name) is not { } parameter)
            {
                throw Unknown(
                    $"The scenario {scenario.Name} has no parameter '{name}'",
                    name,
                    [.. scenario.Parameters.Select(known => known.Name)]);
            }

            if (ParameterText.TryRead(parameter, text, out string? canonical))
            {
                values[name] = canonical;
            }
            else
            {
                problems.Add($"{parameter.OptionName} is '{text}'; expected {parameter.Expected}.");
            }
        }

        return problems.Count == 0
            ? values.ToImmutable()
            : throw new FurrowException(ErrorCode.Usage, string.Join(' ', problems));
    }

    private static FurrowException Unknown(string message, string name, string[] known)
    {
        string? nearest = NearestName.Find(name, known);
        return new FurrowException(
            ErrorCode.Usage, nearest is null ? $"{message}." : $"{message}. Did you mean '{nearest}'?")
        {
            Hint = known.Length == 0 ? "It has none." : $"There are: {string.Join(", ", known)}.",
        };
    }
}
