using System.Collections.Immutable;
using System.Globalization;
using Furrow.Errors;

namespace Furrow.Configuration;

/// <summary>Turns a text into a value; false when it is none.</summary>
internal delegate bool TextReader<T>(string text, out T value);

/// <summary>
/// One map of the file, read by key and type. What is wrong is reported to the scope and read as if it were not there,
/// so that one pass finds every problem.
/// </summary>
internal sealed class ConfigSection
{
    private readonly ConfigScope _scope;
    private readonly string _path;
    private readonly ImmutableArray<ConfigEntry> _entries;

    private ConfigSection(ConfigScope scope, string path, ImmutableArray<ConfigEntry> entries)
    {
        _scope = scope;
        _path = path;
        _entries = entries;
    }

    /// <summary>A map with known keys; <paramref name="path"/> is empty for the whole file.</summary>
    public static ConfigSection Open(ConfigScope scope, string path, ConfigNode? node, params string[] knownKeys)
    {
        ImmutableArray<ConfigEntry> entries = EntriesOf(scope, path, node);
        foreach (ConfigEntry entry in entries.Where(e => !knownKeys.Contains(e.Key, StringComparer.Ordinal)))
        {
            string shown = path.Length == 0 ? Shorten(entry.Key) : $"{path}.{Shorten(entry.Key)}";
            scope.Report(entry, $"unknown key '{shown}'{NearestAndKnown(entry.Key, knownKeys)}");
        }

        return new(scope, path, entries);
    }

    /// <summary>A map whose keys the project chooses.</summary>
    public static ConfigSection OpenAny(ConfigScope scope, string path, ConfigNode? node) =>
        new(scope, path, EntriesOf(scope, path, node));

    /// <summary>The entries of a map whose keys the project chooses.</summary>
    public static ImmutableArray<ConfigEntry> EntriesOf(ConfigScope scope, string path, ConfigNode? node)
    {
        if (node is ConfigMap map) return map.Entries;
        if (node is { IsNull: false })
        {
            string whole = path.Length == 0 ? "the file" : $"'{path}'";
            scope.Report(node, $"{whole} must be a map of keys and values; found {node.Kind}");
        }

        return [];
    }

    public IEnumerable<string> Keys => _entries.Select(e => e.Key);

    /// <summary>The value under a key; null where there is none or it says null.</summary>
    public ConfigNode? Node(string key)
    {
        ConfigNode? node = _entries.FirstOrDefault(e => string.Equals(e.Key, key, StringComparison.Ordinal))?.Value;
        return node is { IsNull: false } ? node : null;
    }

    public ConfigSection Section(string key, params string[] knownKeys) =>
        Open(_scope, PathOf(key), Node(key), knownKeys);

    /// <summary>Text with its variables filled in.</summary>
    public Located<string>? Text(string key)
    {
        if (Node(key) is not { } node || _scope.IsSettled(PathOf(key))) return null;
        if (node is ConfigScalar scalar)
            return _scope.Expand(scalar, PathOf(key)) is { } text ? new(text, node.Line, node.Column) : null;

        _scope.Report(node, $"'{PathOf(key)}' must be text; found {node.Kind}");
        return null;
    }

    /// <summary>Text that must not be empty and must not hold control characters: a name, a path.</summary>
    public Located<string>? Name(string key)
    {
        return Value(key, "text on one line, not empty", static (string text, out string name) =>
        {
            name = text;
            return text.Trim().Length > 0 && !text.Any(char.IsControl);
        });
    }

    /// <summary>A value that is written as text.</summary>
    public Located<T>? Value<T>(string key, string expected, TextReader<T> read)
    {
        if (Text(key) is not { } text) return null;
        if (read(text.Value, out T value)) return new(value, text.Line, text.Column);

        _scope.Report(Node(key)!, $"'{PathOf(key)}' must be {expected}; found {ConfigScope.Found(Node(key)!)}");
        return null;
    }

    /// <summary>A whole number between two bounds, both allowed.</summary>
    public Located<long>? Whole(string key, long min, long max)
    {
        return Value(key, $"a whole number from {min} to {max}", (string text, out long value) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && value >= min && value <= max);
    }

    public Located<TimeSpan>? Duration(string key)
    {
        return Value(key, $"{DurationText.Expected}, and more than nothing", static (string text, out TimeSpan value) =>
            DurationText.TryParse(text, out value) && value > TimeSpan.Zero);
    }

    /// <summary>One of some words.</summary>
    public Located<T>? Choice<T>(string key, params (string Word, T Value)[] choices)
    {
        string[] words = new string[choices.Length];
        for (int i = 0; i < choices.Length; i++) words[i] = choices[i].Word;
        return Value(key, $"one of {string.Join(", ", words)}", (string text, out T value) =>
        {
            int index = Array.IndexOf(words, text);
            value = index < 0 ? choices[0].Value : choices[index].Value;
            return index >= 0;
        });
    }

    /// <summary>A list of texts that are not empty; null where there is none.</summary>
    public ImmutableArray<Located<string>>? TextList(string key)
    {
        if (Node(key) is not { } node) return null;
        if (node is not ConfigList list)
        {
            _scope.Report(node, $"'{PathOf(key)}' must be a list; found {ConfigScope.Found(node)}", "write [a, b]");
            return null;
        }

        var texts = ImmutableArray.CreateBuilder<Located<string>>();
        foreach (ConfigNode item in list.Items)
        {
            if (item is not ConfigScalar { Text: not null } scalar)
                _scope.Report(item, $"an item of '{PathOf(key)}' must be text; found {item.Kind}");
            else if (_scope.Expand(scalar, PathOf(key)) is not { } text)
                continue;
            else if (text.Trim().Length == 0)
                _scope.Report(item, $"an item of '{PathOf(key)}' is empty");
            else
                texts.Add(new(text, item.Line, item.Column));
        }

        return texts.ToImmutable();
    }

    private string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private static string NearestAndKnown(string key, string[] known)
    {
        string? nearest = NearestName.Find(key, known);
        string meant = nearest is null ? "." : $" — did you mean '{nearest}'?";
        return $"{meant} Known keys: {string.Join(", ", known)}";
    }

    private static string Shorten(string key) => key.Length <= 40 ? key : key[..40] + "…";
}
