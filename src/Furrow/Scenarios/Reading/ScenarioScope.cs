using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Errors;

namespace Furrow.Scenarios.Reading;

/// <summary>
/// A scenario's file while it is read: where to report. Variables are not filled in: <c>${…}</c> is an expression here.
/// </summary>
internal sealed class ScenarioScope(string file, ConfigProblems problems)
{
    public string File { get; } = file;

    public ConfigProblems Problems { get; } = problems;

    public void Report(ConfigNode at, string message, string? hint = null) => Report(at.Line, at.Column, message, hint);

    public void Report(ConfigEntry at, string message, string? hint = null) =>
        Report(at.Line, at.Column, message, hint);

    public void Report(int line, int column, string message, string? hint = null) =>
        Problems.Add(new ConfigProblem(message, hint, File, line, column));

    /// <summary>The entries of a map; none, with a problem reported, for anything else.</summary>
    public ImmutableArray<ConfigEntry> Entries(ConfigNode? node, string what)
    {
        if (node is ConfigMap map)
        {
            return map.Entries;
        }

        if (node is { IsNull: false })
        {
            Report(node, $"{what} must be a map of names and values; found {ConfigScope.Found(node)}");
        }

        return [];
    }

    /// <summary>The same, with every key reported that is not among the known ones.</summary>
    public Dictionary<string, ConfigNode> Known(ConfigNode? node, string what, params ReadOnlySpan<string> known)
    {
        Dictionary<string, ConfigNode> found = new(StringComparer.Ordinal);
        string[] names = known.ToArray();
        foreach (ConfigEntry entry in Entries(node, what))
        {
            if (!names.Contains(entry.Key, StringComparer.Ordinal))
            {
                string? nearest = NearestName.Find(entry.Key, names);
                Report(
                    entry,
                    $"{what} has no key '{entry.Key}'",
                    nearest is null ? $"it has: {string.Join(", ", names)}" : $"did you mean '{nearest}'?");
            }
            else if (!entry.Value.IsNull)
            {
                found.Add(entry.Key, entry.Value);
            }
        }

        return found;
    }

    /// <summary>A text; null, with a problem reported, for anything else.</summary>
    public Located<string>? Text(ConfigNode? node, string what)
    {
        if (node is ConfigScalar { Text: { } text })
        {
            return new(text, node.Line, node.Column);
        }

        if (node is { IsNull: false })
        {
            Report(node, $"{what} must be text; found {node.Kind}");
        }

        return null;
    }
}
