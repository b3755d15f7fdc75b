namespace Furrow.Scenarios;

/// <summary>What a scenario in C# says about itself: the same as the keys of a scenario's file.</summary>
/// <param name="Description">What it is for.</param>
public sealed record ScenarioInfo(string Description = "")
{
    /// <summary>What times are relative to: a day, <c>today</c>, <c>monday</c>, …; null for today.</summary>
    public string? AsOf { get; init; }

    /// <summary>The random seed unless the caller gives one. Default 1.</summary>
    public long RandomSeed { get; init; } = 1;

    /// <summary>Values that the caller may give. Default none.</summary>
    public IReadOnlyList<ParameterInfo> Parameters { get; init; } = [];

    /// <summary>Named sets of them. Default none.</summary>
    public IReadOnlyList<PresetInfo> Presets { get; init; } = [];
}

/// <summary>A value that the caller may give: an option of <c>generate</c>.</summary>
/// <param name="Name">Lower-case letters, digits and <c>_</c>.</param>
/// <param name="Default">
/// The value where nobody gives one: a number, a truth value or text; text such as <c>2026-01-05</c> is a day.
/// </param>
public sealed record ParameterInfo(string Name, object Default)
{
    /// <summary>The least value allowed; null for any. Numbers and days only.</summary>
    public object? Min { get; init; }

    /// <summary>The greatest value allowed; null for any. Numbers and days only.</summary>
    public object? Max { get; init; }

    /// <summary>The only texts allowed. Default any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What it means, for <c>furrow generate --help</c>.</summary>
    public string Help { get; init; } = "";
}

/// <summary>A named set of parameter values: <c>new("heavy") { ["students"] = 200 }</c>.</summary>
/// <param name="name">The name.</param>
/// <param name="extends">The preset whose values it begins with; null for the defaults.</param>
public sealed class PresetInfo(string name, string? extends = null)
{
    private readonly List<KeyValuePair<string, object>> _values = [];

    /// <summary>The name.</summary>
    public string Name => name;

    /// <summary>The preset whose values it begins with; null for the defaults.</summary>
    public string? Extends => extends;

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>The values that it sets, by parameter.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Values => _values;

    /// <summary>The value of a parameter.</summary>
    /// <exception cref="KeyNotFoundException">The preset does not set it.</exception>
    public object this[string parameter]
    {
        get => _values.Find(value => value.Key == parameter).Value ?? throw new KeyNotFoundException(parameter);
        init => _values.Add(new(parameter, value));
    }
}
