using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Data.Cells;

namespace Furrow.Scenarios.Reading;

/// <summary>Reads <c>parameters</c>: <c>students: 5</c>, or a map with default, type, bounds and help.</summary>
internal sealed class ParameterReader(ScenarioScope scope)
{
    private static readonly (string Word, CellKind Kind)[] Types =
    [
        ("integer", CellKind.Integer), ("number", CellKind.Decimal), ("boolean", CellKind.Boolean),
        ("text", CellKind.Text), ("date", CellKind.Date),
    ];

    public ImmutableArray<ScenarioParameter> Read(ConfigNode? node)
    {
        ImmutableArray<ScenarioParameter>.Builder parameters = ImmutableArray.CreateBuilder<ScenarioParameter>();
        foreach (ConfigEntry entry in scope.Entries(node, "parameters"))
        {
            if (!ScenarioNames.IsName(entry.Key))
            {
                scope.Report(
                    entry, $"'{entry.Key}' cannot be a parameter", "use lower-case letters, digits and _");
            }
            else if (ScenarioNames.IsTaken(entry.Key))
            {
                scope.Report(entry, $"'{entry.Key}' cannot be a parameter: the word is taken", "choose another name");
            }
            else if (ReadOne(entry) is { } parameter)
            {
                parameters.Add(parameter);
            }
        }

        return parameters.ToImmutable();
    }

    private ScenarioParameter? ReadOne(ConfigEntry entry)
    {
        if (entry.Value is ConfigScalar { Text: { } given })
        {
            CellKind kind = ParameterText.KindOf(given);
            return ParameterText.TryRead(kind, given, out string? canonical)
                ? new ScenarioParameter { Name = entry.Key, Kind = kind, Default = canonical }
                : null;
        }

        Dictionary<string, ConfigNode> keys = scope.Known(
            entry.Value, $"the parameter {entry.Key}", "default", "type", "min", "max", "choices", "help");
        if (scope.Text(keys.GetValueOrDefault("default"), "default") is not { } text)
        {
            scope.Report(entry, $"the parameter {entry.Key} needs a default");
            return null;
        }

        CellKind type = ReadType(keys.GetValueOrDefault("type"), text.Value);
        ScenarioParameter parameter = new()
        {
            Name = entry.Key,
            Kind = type,
            Default = text.Value,
            Min = Bound(keys.GetValueOrDefault("min"), type),
            Max = Bound(keys.GetValueOrDefault("max"), type),
            Choices = ReadChoices(keys.GetValueOrDefault("choices"), type),
            Help = scope.Text(keys.GetValueOrDefault("help"), "help")?.Value ?? "",
        };
        if (ParameterText.TryRead(parameter, text.Value, out string? value))
        {
            return parameter with { Default = value };
        }

        scope.Report(
            text.Line, text.Column, $"the default of {entry.Key} is '{text.Value}'; expected {parameter.Expected}");
        return null;
    }

    private CellKind ReadType(ConfigNode? node, string value)
    {
        if (scope.Text(node, "type") is not { } text)
        {
            return ParameterText.KindOf(value);
        }

        int index = Array.FindIndex(Types, type => type.Word == text.Value);
        if (index < 0)
        {
            string known = string.Join(", ", Types.Select(type => type.Word));
            scope.Report(node!, $"'{text.Value}' is no type of parameters", $"expected one of {known}");
            return CellKind.Text;
        }

        return Types[index].Kind;
    }

    private string? Bound(ConfigNode? node, CellKind kind)
    {
        if (scope.Text(node, "a bound") is not { } text)
        {
            return null;
        }

        bool hasOrder = kind is CellKind.Integer or CellKind.Decimal or CellKind.Date;
        if (hasOrder && ParameterText.TryRead(kind, text.Value, out string? canonical))
        {
            return canonical;
        }

        scope.Report(
            node!,
            hasOrder ? $"the bound '{text.Value}' is not of the parameter's type"
                : "only numbers and days have bounds");
        return null;
    }

    private ImmutableArray<string> ReadChoices(ConfigNode? node, CellKind kind)
    {
        if (node is null)
        {
            return [];
        }

        if (node is not ConfigList list || kind != CellKind.Text)
        {
            scope.Report(node, "choices must be a list of texts, of a parameter of type text");
            return [];
        }

        return [.. list.Items.Select(item => scope.Text(item, "a choice")?.Value).OfType<string>()];
    }
}
