using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Furrow.Configuration;

/// <summary>
/// Reads YAML into <see cref="ConfigNode"/>s. Works on parser events rather than YamlDotNet's own tree, which gives up
/// at the first repeated key and forgets where keys stand.
/// </summary>
internal sealed class ConfigTreeReader
{
    private const int DepthMax = 32;

    private readonly string _file;
    private readonly ConfigProblems _problems;
    private readonly Parser _parser;
    private readonly Dictionary<string, ConfigNode> _anchors = new(StringComparer.Ordinal);

    private ConfigTreeReader(string text, string file, ConfigProblems problems)
    {
        _file = file;
        _problems = problems;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The document, or null when it is empty or is no YAML (then a problem says so).</summary>
    public static ConfigNode? Read(string text, string file, ConfigProblems problems)
    {
        try
        {
            return new ConfigTreeReader(text, file, problems).ReadDocument();
        }
        catch (YamlException e)
        {
            problems.Add(NotYaml(text, file, e.Message, (int)e.Start.Line, (int)e.Start.Column));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            // The parser's own checks of names and states come out as these, without a place.
            problems.Add(new("this is not valid YAML", null, file, 1, 1));
        }

        return null;
    }

    private static ConfigProblem NotYaml(string text, string file, string reason, int line, int column)
    {
        // The parser names the value before the tab, or the start of the file.
        string[] lines = text.Split('\n');
        int tabbed = Array.FindIndex(lines, Math.Clamp(line - 1, 0, lines.Length - 1), IsIndentedWithTab);
        if (tabbed >= 0 && reason.Contains("tab", StringComparison.Ordinal))
        {
            int tab = lines[tabbed].IndexOf('\t', StringComparison.Ordinal);
            const string Message = "this is not valid YAML: a tab in the indentation";
            return new(Message, "indent with spaces; YAML does not allow tabs", file, tabbed + 1, tab + 1);
        }

        string message = $"this is not valid YAML: {reason.TrimEnd('.')}";
        return new(message, null, file, Math.Max(line, 1), Math.Max(column, 1));
    }

    private static bool IsIndentedWithTab(string line) =>
        line[..^line.TrimStart().Length].Contains('\t', StringComparison.Ordinal);

    private ConfigNode? ReadDocument()
    {
        Next<StreamStart>();
        if (Next<ParsingEvent>() is StreamEnd) return null;

        ConfigNode root = ReadNode(Next<ParsingEvent>(), depth: 0);
        Next<DocumentEnd>();
        if (Next<ParsingEvent>() is DocumentStart { Start: var second })
            throw new YamlException(second, second, "a second document starts here, and there must be only one");
        return root;
    }

    private ConfigNode ReadNode(ParsingEvent found, int depth)
    {
        (int line, int column) = Place(found);
        if (depth > DepthMax)
            throw new YamlException(found.Start, found.End, $"values are nested more than {DepthMax} deep");
        if (found is AnchorAlias alias) return Resolve(alias);
        if (found is not NodeEvent node)
            throw new YamlException(found.Start, found.End, "a value was expected");

        if (!node.Tag.IsEmpty) Report(found, "tags ('!…') have no meaning here", "remove the tag");
        ConfigNode result = node switch
        {
            MappingStart => new ConfigMap(ReadEntries(depth), line, column),
            SequenceStart => new ConfigList(ReadItems(depth), line, column),
            Scalar scalar => new ConfigScalar(
                IsNull(scalar) ? null : scalar.Value,
                line,
                column,
                scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted),
            _ => throw new YamlException(found.Start, found.End, "a value was expected"),
        };
        if (!node.Anchor.IsEmpty) _anchors[node.Anchor.Value] = result;
        return result;
    }

    private ImmutableArray<ConfigEntry> ReadEntries(int depth)
    {
        var entries = ImmutableArray.CreateBuilder<ConfigEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (Next<ParsingEvent>() is var key and not MappingEnd)
        {
            (int line, int column) = Place(key);
            ConfigNode name = ReadNode(key, depth + 1);
            ConfigNode value = ReadNode(Next<ParsingEvent>(), depth + 1);
            if (key is not Scalar { Value: var text } || name is not ConfigScalar)
                Report(key, $"a key must be plain text; found {name.Kind}", null);
            else if (!lines.TryAdd(text, line))
                Report(key, $"the key '{text}' is already given on line {lines[text]}", "keep one of the two");
            else
                entries.Add(new(text, value, line, column));
        }

        return entries.ToImmutable();
    }

    private ImmutableArray<ConfigNode> ReadItems(int depth)
    {
        var items = ImmutableArray.CreateBuilder<ConfigNode>();
        while (Next<ParsingEvent>() is var item and not SequenceEnd) items.Add(ReadNode(item, depth + 1));
        return items.ToImmutable();
    }

    private ConfigNode Resolve(AnchorAlias alias) => _anchors.TryGetValue(alias.Value.Value, out ConfigNode? node)
        ? node
        : throw new YamlException(alias.Start, alias.End, $"nothing above is named '&{alias.Value.Value}'");

    private T Next<T>()
        where T : ParsingEvent
    {
        if (_parser.MoveNext() && _parser.Current is T found) return found;
        Mark at = _parser.Current?.Start ?? Mark.Empty;
        throw new YamlException(at, at, "the file ends or turns where a value was expected");
    }

    private void Report(ParsingEvent at, string message, string? hint)
    {
        (int line, int column) = Place(at);
        _problems.Add(new(message, hint, _file, line, column));
    }

    private static (int Line, int Column) Place(ParsingEvent found) =>
        ((int)Math.Max(found.Start.Line, 1), (int)Math.Max(found.Start.Column, 1));

    private static bool IsNull(Scalar scalar) =>
        scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" };
}
