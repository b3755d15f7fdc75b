using System.Collections.Immutable;

namespace Furrow.Data;

/// <summary>
/// A place in a file: line and column, both from 1, columns in UTF-16 units. Rows that code makes stand in no file:
/// they are counted.
/// </summary>
internal readonly record struct TextPlace(int Line, int Column)
{
    /// <summary>Whether this is a row's number and not a line's.</summary>
    public bool IsRow => Column == 0;

    /// <summary>The row of that number, from 1.</summary>
    public static TextPlace OfRow(int number) => new(number, 0);
}

/// <summary>
/// A value as a file has it, before any column has said what it means. The cases in this file are all there are.
/// </summary>
internal abstract record SeedValue(TextPlace Place)
{
    /// <summary>The text of a value that is one word; null for lists, maps and what stands for another value.</summary>
    public virtual string? Scalar => null;

    /// <summary>What this is, for a message: its kind and size, never what it says.</summary>
    public abstract string Description { get; }
}

/// <summary>NULL: an empty csv cell, null in yaml and json.</summary>
internal sealed record NullValue(TextPlace Place) : SeedValue(Place)
{
    public override string Description => "NULL";
}

/// <summary>Text without quotes, which may be text, number or date: a csv cell, a plain yaml scalar.</summary>
internal sealed record PlainText(string Text, TextPlace Place) : SeedValue(Place)
{
    public override string Scalar => Text;

    public override string Description => QuotedText.Describe(Text);
}

/// <summary>Text in quotes.</summary>
internal sealed record QuotedText(string Text, TextPlace Place) : SeedValue(Place)
{
    public override string Scalar => Text;

    public override string Description => Describe(Text);

    public static string Describe(string text) => text.Length switch
    {
        0 => "empty text",
        1 => "text of 1 character",
        _ => $"text of {text.Length} characters",
    };
}

/// <summary>A json number, digit for digit as it is written.</summary>
internal sealed record NumberToken(string Text, TextPlace Place) : SeedValue(Place)
{
    public override string Scalar => Text;

    public override string Description => $"a number of {Text.Length} characters";
}

/// <summary>true or false in json.</summary>
internal sealed record BooleanToken(bool Value, TextPlace Place) : SeedValue(Place)
{
    public override string Scalar => Value ? CanonicalText.True : CanonicalText.False;

    public override string Description => "a boolean";
}

/// <summary>Bytes in base64: <c>!!binary</c> in yaml.</summary>
internal sealed record BinaryValue(string Base64, TextPlace Place) : SeedValue(Place)
{
    public override string Description => "binary data";
}

/// <summary>A list.</summary>
internal sealed record ListValue(ImmutableArray<SeedValue> Items, TextPlace Place) : SeedValue(Place)
{
    public override string Description => Items.Length == 1 ? "a list of 1 item" : $"a list of {Items.Length} items";
}

/// <summary>A map with its entries in the file's order, no key twice.</summary>
internal sealed record MapValue(ImmutableArray<MapEntry> Entries, TextPlace Place) : SeedValue(Place)
{
    public override string Description => Entries.Length == 1 ? "a map of 1 key" : $"a map of {Entries.Length} keys";
}

/// <summary>One entry of a map; the place is the key's.</summary>
internal sealed record MapEntry(string Key, TextPlace Place, SeedValue Value);

/// <summary>A value of another row, as it is written: <c>organizations[slug=acme]</c>.</summary>
internal sealed record ReferenceValue(string Text, TextPlace Place) : SeedValue(Place)
{
    public override string Description => "a reference, which stands for a whole cell only";
}

/// <summary>The value of a variable of the environment.</summary>
internal sealed record VariableValue(string Name, TextPlace Place) : SeedValue(Place)
{
    public override string Description => "a variable, which stands for a whole cell only";
}
