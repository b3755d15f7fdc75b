namespace Furrow.Scenarios;

/// <content>Text, identifiers, and values made of values.</content>
public sealed partial class Value
{
    /// <summary>Words of a category (<c>name.first_name</c>), in any of many languages.</summary>
    public static Value Vocabulary(string category, string? locale = null) =>
        Kind("vocabulary", category, ("locale", Optional(locale)));

    /// <summary>
    /// Text by a pattern: <c>#</c> is a digit, <c>?</c> a letter, <c>*</c> either, <c>\</c> takes the next as it is.
    /// </summary>
    public static Value Pattern(string pattern) => Kind("pattern", pattern);

    /// <summary>Hexadecimal digits, so many, or from so many to so many.</summary>
    public static Value Hex(int min, int? max = null) => Kind("hex", Lengths(min, max));

    /// <summary>Words without meaning, so many, or from so many to so many.</summary>
    public static Value Words(int min, int? max = null, string? locale = null) =>
        Kind("words", Lengths(min, max), ("locale", Optional(locale)));

    /// <summary>Sentences without meaning.</summary>
    public static Value Sentences(int min, int? max = null, string? locale = null) =>
        Kind("sentences", Lengths(min, max), ("locale", Optional(locale)));

    /// <summary>Paragraphs without meaning.</summary>
    public static Value Paragraphs(int min, int? max = null, string? locale = null) =>
        Kind("paragraphs", Lengths(min, max), ("locale", Optional(locale)));

    /// <summary>Characters of an alphabet of ASCII, <c>a</c> to <c>z</c> and <c>0</c> to <c>9</c> by default.</summary>
    public static Value Token(int min, int? max = null, string? alphabet = null) =>
        Kind("token", Lengths(min, max), ("alphabet", Optional(alphabet)));

    /// <summary>Text of other values of the row: <c>{name}</c>, <c>{row}</c>, <c>{####}</c> for digits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="unique">Whether it is another one in every row.</param>
    /// <param name="fold">
    /// What becomes of text that is put in: <c>none</c>, <c>lower</c>, <c>upper</c>, <c>ascii</c>, <c>slug</c>.
    /// </param>
    public static Value Template(string text, bool unique = false, string? fold = null) =>
        Kind("template", text, ("unique", unique ? true : null), ("fold", Optional(fold)));

    /// <summary>A UUID of version 4, or of version 7 where a moment of the row is named.</summary>
    public static Value Uuid(string? time = null) =>
        time is null ? Kind("uuid", "v4") : Kind("uuid", "v7", ("time", time));

    /// <summary>Bytes, so many, or from so many to so many.</summary>
    public static Value Bytes(int min, int? max = null) => Kind("bytes", Lengths(min, max));

    /// <summary>JSON of values by name.</summary>
    public static Value Json(params (string Name, Value Value)[] members) => Kind("json", Map(members));

    /// <summary>JSON of one value: a list where it is <see cref="List"/>.</summary>
    public static Value Json(Value value) => Kind("json", value);

    /// <summary>A list of values of one kind, so many, or from so many to so many.</summary>
    public static Value Array(Value item, int min, int? max = null) =>
        Kind("array", item, ("length", Lengths(min, max)));

    /// <summary>A network address.</summary>
    /// <param name="kind"><c>ipv4</c>, <c>ipv6</c>, <c>mac</c> or <c>cidr</c>.</param>
    /// <param name="within">A network such as <c>10.0.0.0/8</c>.</param>
    public static Value Network(string kind, string? within = null) =>
        Kind("network", kind, ("within", Optional(within)));

    private static Value Lengths(int min, int? max) => max is { } most ? List(min, most) : min;
}
