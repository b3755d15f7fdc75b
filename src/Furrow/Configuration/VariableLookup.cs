namespace Furrow.Configuration;

/// <summary>A variable that is set, with the place that set it.</summary>
internal sealed record FoundVariable(string Name, string Value, ValueOrigin Origin)
{
    /// <summary>Never the value.</summary>
    public override string ToString() => Origin.Description;
}

/// <summary>The process's variables before those of <c>.env</c>; empty ones count as not set.</summary>
internal sealed class VariableLookup(IReadOnlyDictionary<string, string> variables, DotEnvFile dotEnv)
{
    /// <summary>The strongest of some names: all of them in the process, then all in <c>.env</c>.</summary>
    public FoundVariable? First(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (InProcess(name) is { } found) return found;
        }

        foreach (string name in names)
        {
            if (InDotEnv(name) is { } found) return found;
        }

        return null;
    }

    public FoundVariable? Find(string name) => InProcess(name) ?? InDotEnv(name);

    public FoundVariable? In(SettingSource source, string name) =>
        source == SettingSource.Variable ? InProcess(name) : InDotEnv(name);

    /// <summary>Both together, for <c>${NAME}</c>.</summary>
    public IReadOnlyDictionary<string, string> Merge()
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DotEnvEntry entry in dotEnv.Entries)
        {
            if (entry.Value.Length > 0) merged[entry.Name] = entry.Value;
        }

        foreach ((string name, string value) in variables)
        {
            if (value.Length > 0) merged[name] = value;
        }

        return merged;
    }

    private FoundVariable? InProcess(string name) =>
        variables.TryGetValue(name, out string? value) && value.Length > 0
            ? new(name, value, ValueOrigin.Variable(name))
            : null;

    private FoundVariable? InDotEnv(string name) =>
        dotEnv.Find(name) is { } entry
            ? new(name, entry.Value, ValueOrigin.DotEnv(dotEnv.Path, entry.Line, name))
            : null;
}
