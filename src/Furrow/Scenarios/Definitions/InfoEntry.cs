using System.Collections.Immutable;
using System.Globalization;

namespace Furrow.Scenarios;

/// <summary>One value that a scenario in C# says about itself, where a file would have it.</summary>
/// <param name="Path">The keys that lead there: <c>parameters</c>, <c>students</c>, <c>min</c>.</param>
/// <param name="Text">The value as a file would have it; items of a list are entries of equal path.</param>
/// <param name="Line">The line in the source, from 1.</param>
/// <param name="Column">The column, from 1.</param>
public sealed record InfoEntry(ImmutableArray<string> Path, string Text, int Line, int Column)
{
    /// <summary>Everything that an instance says.</summary>
    public static ImmutableArray<InfoEntry> Of(ScenarioInfo info)
    {
        ImmutableArray<InfoEntry>.Builder entries = ImmutableArray.CreateBuilder<InfoEntry>();
        Add(info.Description, "description");
        Add(info.AsOf, "as_of");
        Add(info.RandomSeed, "random_seed");
        foreach (ParameterInfo parameter in info.Parameters)
        {
            Add(parameter.Default, "parameters", parameter.Name, "default");
            Add(TypeOf(parameter.Default), "parameters", parameter.Name, "type");
            Add(parameter.Min, "parameters", parameter.Name, "min");
            Add(parameter.Max, "parameters", parameter.Name, "max");
            Add(parameter.Help, "parameters", parameter.Name, "help");
            foreach (string choice in parameter.Choices)
            {
                Add(choice, "parameters", parameter.Name, "choices");
            }
        }

        foreach (PresetInfo preset in info.Presets)
        {
            Add(preset.Description, "presets", preset.Name, "description");
            Add(preset.Extends, "presets", preset.Name, "extends");
            foreach ((string name, object value) in preset.Values)
            {
                Add(value, "presets", preset.Name, name);
            }
        }

        return entries.ToImmutable();

        void Add(object? value, params ImmutableArray<string> path)
        {
            if (value is not null)
            {
                entries.Add(new InfoEntry(path, TextOf(value), 1, 1));
            }
        }
    }

    /// <summary>A literal's text as a file would have it.</summary>
    public static string TextOf(object literal) => literal switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        double or float when Math.Abs(Convert.ToDouble(literal, CultureInfo.InvariantCulture)) < 1e15 =>
            Convert.ToDecimal(literal, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(literal, CultureInfo.InvariantCulture)!,
    };

    /// <summary>The type of a parameter where its default's text would say another; null where it says it.</summary>
    public static string? TypeOf(object literal) => literal switch
    {
        string text => ParameterText.KindOf(text) == Data.Cells.CellKind.Date ? null : "text",
        double or float or decimal => "number",
        _ => null,
    };
}
