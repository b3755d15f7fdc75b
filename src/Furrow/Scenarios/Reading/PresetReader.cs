using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Errors;

namespace Furrow.Scenarios.Reading;

/// <summary>Reads <c>presets</c>: values of parameters by name, and which preset they begin with.</summary>
internal sealed class PresetReader(ScenarioScope scope, ImmutableArray<ScenarioParameter> parameters)
{
    private const string Custom = "custom";

    public ImmutableArray<ScenarioPreset> Read(ConfigNode? node)
    {
        ImmutableArray<ConfigEntry> entries = scope.Entries(node, "presets");
        ImmutableArray<ScenarioPreset>.Builder presets = ImmutableArray.CreateBuilder<ScenarioPreset>();
        foreach (ConfigEntry entry in entries)
        {
            if (entry.Key == Custom)
            {
                scope.Report(entry, "'custom' stands for the defaults and cannot be a preset", "choose another name");
                continue;
            }

            presets.Add(ReadOne(entry, entries));
        }

        CheckCircles(presets, entries);
        return presets.ToImmutable();
    }

    private ScenarioPreset ReadOne(ConfigEntry entry, ImmutableArray<ConfigEntry> all)
    {
        string? extends = null;
        string description = "";
        ImmutableSortedDictionary<string, string>.Builder values =
            ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (ConfigEntry value in scope.Entries(entry.Value, $"the preset {entry.Key}"))
        {
            switch (value.Key)
            {
                case "description":
                    description = scope.Text(value.Value, "description")?.Value ?? "";
                    break;
                case "extends":
                    extends = ReadExtends(value, all);
                    break;
                default:
                    if (ReadValue(value) is { } canonical)
                    {
                        values.Add(value.Key, canonical);
                    }

                    break;
            }
        }

        return new ScenarioPreset
        {
            Name = entry.Key,
            Description = description,
            Extends = extends,
            Values = values.ToImmutable(),
        };
    }

    private string? ReadExtends(ConfigEntry value, ImmutableArray<ConfigEntry> all)
    {
        string? name = scope.Text(value.Value, "extends")?.Value;
        if (name is not null && !all.Any(preset => preset.Key == name))
        {
            string? nearest = NearestName.Find(name, all.Select(preset => preset.Key));
            scope.Report(
                value.Value, $"there is no preset '{name}'", nearest is null ? null : $"did you mean '{nearest}'?");
            return null;
        }

        return name;
    }

    private string? ReadValue(ConfigEntry value)
    {
        ScenarioParameter? parameter = parameters.FirstOrDefault(known => known.Name == value.Key);
        if (parameter is null)
        {
            string? nearest = NearestName.Find(value.Key, parameters.Select(known => known.Name));
            scope.Report(
                value,
                $"there is no parameter '{value.Key}'",
                nearest is null ? "declare it in `parameters`" : $"did you mean '{nearest}'?");
            return null;
        }

        if (scope.Text(value.Value, value.Key) is not { } text)
        {
            return null;
        }

        if (ParameterText.TryRead(parameter, text.Value, out string? canonical))
        {
            return canonical;
        }

        scope.Report(value.Value, $"'{value.Key}' is '{text.Value}'; expected {parameter.Expected}");
        return null;
    }

    private void CheckCircles(ImmutableArray<ScenarioPreset>.Builder presets, ImmutableArray<ConfigEntry> entries)
    {
        Dictionary<string, ScenarioPreset> byName = presets.ToDictionary(preset => preset.Name, StringComparer.Ordinal);
        foreach (ScenarioPreset preset in presets)
        {
            List<string> path = [preset.Name];
            for (string? next = preset.Extends; next is not null; next = byName.GetValueOrDefault(next)?.Extends)
            {
                path.Add(next);
                if (next == preset.Name)
                {
                    scope.Report(
                        entries.First(entry => entry.Key == preset.Name),
                        $"the preset extends itself: {string.Join(" -> ", path)}");
                    break;
                }

                if (path.Count > presets.Count)
                {
                    break;
                }
            }
        }
    }
}
