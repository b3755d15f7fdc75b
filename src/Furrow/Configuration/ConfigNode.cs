using System.Collections.Immutable;

namespace Furrow.Configuration;

/// <summary>A piece of a YAML file with its place, before anybody knows what it means.</summary>
internal abstract class ConfigNode(int line, int column)
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>What it is, for messages: <c>a map</c>, <c>a list</c>, <c>text</c>, <c>nothing</c>.</summary>
    public abstract string Kind { get; }

    public bool IsNull => this is ConfigScalar { Text: null };
}

/// <summary>A single value; <see cref="Text"/> is null where the file says <c>null</c>, <c>~</c> or nothing.</summary>
internal sealed class ConfigScalar(string? text, int line, int column, bool isQuoted = false)
    : ConfigNode(line, column)
{
    public string? Text { get; } = text;

    /// <summary>Whether quotes stand around it, so that its text begins a column later.</summary>
    public bool IsQuoted { get; } = isQuoted;

    public override string Kind => Text is null ? "nothing" : "text";
}

internal sealed class ConfigList(ImmutableArray<ConfigNode> items, int line, int column) : ConfigNode(line, column)
{
    public ImmutableArray<ConfigNode> Items { get; } = items;

    public override string Kind => "a list";
}

internal sealed class ConfigMap(ImmutableArray<ConfigEntry> entries, int line, int column) : ConfigNode(line, column)
{
    public ImmutableArray<ConfigEntry> Entries { get; } = entries;

    public override string Kind => "a map";
}

/// <summary>A key with its value; the place is the key's.</summary>
internal sealed class ConfigEntry(string key, ConfigNode value, int line, int column)
{
    public string Key { get; } = key;

    public ConfigNode Value { get; } = value;

    public int Line { get; } = line;

    public int Column { get; } = column;
}
