using System.Collections.Immutable;
using Furrow.Data;
using Furrow.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Furrow.Seeds.Content;

/// <summary>
/// Reads a yaml seed from the parser's events as values with their places. Plain scalars stay untyped: the column
/// says what they are. Aliases and merge keys work; a document that unfolds to millions of values is refused.
/// </summary>
internal sealed class YamlSeedReader
{
    private const int DepthMax = 64;
    private const int ValueCountMax = 20_000_000;
    private const string CoreTags = "tag:yaml.org,2002:";

    private static readonly string[] OwnTags = ["!ref", "!env"];

    private readonly Parser _parser;
    private readonly Dictionary<string, (SeedValue Value, long Size)> _anchors = new(StringComparer.Ordinal);
    private int _depth;
    private long _size;

    private YamlSeedReader(string text) =>
        _parser = new Parser(new StringReader(YamlReferences.Shield(text.TrimStart('\uFEFF'))));

    /// <summary>Reads the one document of a file; null when it is empty or no YAML, which is noted.</summary>
    public static SeedValue? Read(string text, SeedProblems problems)
    {
        YamlSeedReader reader = new(text);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException e)
        {
            problems.Add(Place(e.Start), $"this is not YAML: {e.Message.TrimEnd('.')}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // How the parser answers to text after the mark that ends a stream, and to half a surrogate pair.
            problems.Add(Place(reader._parser.Current?.End ?? Mark.Empty), "this is not YAML from here on");
        }

        return null;
    }

    private SeedValue? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out StreamEnd? _))
        {
            return null;
        }

        _parser.Consume<DocumentStart>();
        SeedValue value = ReadValue();
        _parser.Consume<DocumentEnd>();
        return _parser.Current is { } next and not StreamEnd && !_parser.Accept<StreamEnd>(out StreamEnd? _)
            ? throw new YamlException(next.Start, next.End, "a seed is one document, here begins a second one")
            : value;
    }

    private SeedValue ReadValue()
    {
        long before = _size++;
        ParsingEvent next = _parser.Consume<ParsingEvent>();
        if (_size > ValueCountMax || ++_depth > DepthMax)
        {
            throw new YamlException(next.Start, next.End, _depth > DepthMax
                ? $"it is nested more than {DepthMax} levels deep"
                : $"it unfolds to more than {ValueCountMax} values");
        }

        SeedValue value = next switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart sequence => ReadList(sequence),
            MappingStart mapping => ReadMap(mapping),
            AnchorAlias alias => Follow(alias),
            _ => throw new YamlException(next.Start, next.End, "a value is missing"),
        };
        _depth--;
        if (next is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            _anchors[anchored.Anchor.Value] = (value, _size - before);
        }

        return value;
    }

    private SeedValue Follow(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out (SeedValue Value, long Size) anchored))
        {
            throw new YamlException(alias.Start, alias.End, $"there is no anchor {alias.Value.Value} before this");
        }

        _size += anchored.Size;
        return anchored.Value with { Place = Place(alias.Start) };
    }

    private static SeedValue ReadScalar(Scalar scalar)
    {
        TextPlace place = Place(scalar.Start);
        string text = YamlReferences.Restore(scalar.Value);
        string tag = scalar.Tag.IsEmpty ? "" : scalar.Tag.Value;
        bool isPlain = scalar.Style == ScalarStyle.Plain && tag is not ("!" or CoreTags + "str");
        switch (tag)
        {
            case "!ref":
                return new ReferenceValue(text, place);
            case "!env":
                return new VariableValue(text.Trim(), place);
            case CoreTags + "binary":
                return new BinaryValue(text, place);
            case CoreTags + "null":
                return new NullValue(place);
        }

        if (tag is not ("" or "!" or "?") && !tag.StartsWith(CoreTags, StringComparison.Ordinal))
        {
            string? nearest = NearestName.Find(tag, OwnTags);
            throw new YamlException(scalar.Start, scalar.End, nearest is null
                ? $"the tag {tag} is not known, only !ref and !env are"
                : $"the tag {tag} is not known (did you mean {nearest}?)");
        }

        return !isPlain ? new QuotedText(text, place)
            : YamlCoreSchema.IsNull(text) ? new NullValue(place)
            : new PlainText(text, place);
    }

    private ListValue ReadList(SequenceStart start)
    {
        ImmutableArray<SeedValue>.Builder items = ImmutableArray.CreateBuilder<SeedValue>();
        while (!_parser.TryConsume<SequenceEnd>(out SequenceEnd? _))
        {
            items.Add(ReadValue());
        }

        return new ListValue(items.DrainToImmutable(), Place(start.Start));
    }

    private MapValue ReadMap(MappingStart start)
    {
        List<MapEntry> entries = [];
        List<MapEntry> merged = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out MappingEnd? _))
        {
            if (!_parser.TryConsume<Scalar>(out Scalar? key))
            {
                ParsingEvent found = _parser.Consume<ParsingEvent>();
                throw new YamlException(found.Start, found.End, "a key has to be a single word or text");
            }

            if (key is { Style: ScalarStyle.Plain, Value: "<<" })
            {
                merged.AddRange(Merge(ReadValue()));
                continue;
            }

            string name = YamlReferences.Restore(key.Value);
            entries.Add(keys.Add(name)
                ? new MapEntry(name, Place(key.Start), ReadValue())
                : throw new YamlException(key.Start, key.End, $"the key {name} stands twice in one mapping"));
        }

        // What the mapping says itself wins over what it merges, an earlier merged mapping over a later one.
        entries.AddRange(merged.Where(entry => keys.Add(entry.Key)));
        return new MapValue([.. entries], Place(start.Start));
    }

    private static IEnumerable<MapEntry> Merge(SeedValue value) => value switch
    {
        MapValue map => map.Entries,
        ListValue list => list.Items.SelectMany(Merge),
        _ => throw new YamlException(
            new Mark(0, value.Place.Line, value.Place.Column), Mark.Empty, "<< takes a mapping or a list of mappings"),
    };

    private static TextPlace Place(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
