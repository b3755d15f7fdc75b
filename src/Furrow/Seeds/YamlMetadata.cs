using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Seeds.Content;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Furrow.Seeds;

/// <summary>
/// Reads the top-level keys of a YAML seed from the parser's events, without building a tree: <c>tables</c> may hold
/// thousands of rows.
/// </summary>
internal static class YamlMetadata
{
    public static IReadOnlyList<MetadataEntry> Read(string text, string file)
    {
        List<MetadataEntry> entries = [];
        try
        {
            Parser parser = new(new StringReader(YamlReferences.Shield(text)));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out var _))
            {
                return entries;
            }

            parser.Consume<MappingStart>();
            while (!parser.Accept<MappingEnd>(out var _))
            {
                Scalar key = parser.Consume<Scalar>();
                if (ReadEntry(parser, key) is { } entry)
                {
                    entries.Add(entry);
                }
            }
        }
        catch (YamlException e)
        {
            throw new FurrowException(ErrorCode.SeedInvalid, $"This is not a YAML mapping: {Say(e)}", e)
            {
                File = file,
                Line = (int)e.Start.Line,
                Column = (int)e.Start.Column,
                Hint = "Expected keys such as version, description, depends and tables at the top level.",
            };
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // How the parser answers to text after the mark that ends a stream, and to half a surrogate pair.
            throw new FurrowException(ErrorCode.SeedInvalid, "This is not YAML.")
            {
                File = file,
                Line = 1,
                Column = 1,
                Hint = "Look for text after a line of three points, and for half a surrogate pair (\\ud800).",
            };
        }

        return entries;
    }

    // What the parser expected is said in its own words.
    private static string Say(YamlException e) => e.Message.StartsWith("Expected '", StringComparison.Ordinal)
        ? "something else stands where a key should."
        : e.Message;

    // The rows under `tables` are no metadata; they are read when the seed runs.
    private static MetadataEntry? ReadEntry(Parser parser, Scalar key)
    {
        if (key.Value == "tables")
        {
            parser.SkipThisAndNestedEvents();
            return null;
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return MetadataEntry.OfText(key.Value, scalar.Value, (int)scalar.Start.Line);
        }

        if (!parser.Accept<SequenceStart>(out var start))
        {
            parser.SkipThisAndNestedEvents();
            return new MetadataEntry(key.Value, "a mapping", [], (int)key.Start.Line);
        }

        parser.Consume<SequenceStart>();
        ImmutableArray<string>.Builder items = ImmutableArray.CreateBuilder<string>();
        bool areTexts = true;
        while (!parser.TryConsume<SequenceEnd>(out var _))
        {
            if (parser.TryConsume<Scalar>(out var item))
            {
                items.Add(item.Value);
                continue;
            }

            parser.SkipThisAndNestedEvents();
            areTexts = false;
        }

        if (!areTexts)
        {
            return new MetadataEntry(key.Value, "a list of more than texts", [], (int)key.Start.Line);
        }

        return new MetadataEntry(key.Value, string.Join(", ", items), items.ToImmutable(), (int)start.Start.Line);
    }
}
