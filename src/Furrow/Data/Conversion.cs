using Furrow.Schema;

namespace Furrow.Data;

/// <summary>
/// What became of a value: canonical text (null for NULL), or the problem that made it impossible.
/// </summary>
internal readonly record struct Conversion(string? Text, ValueProblem? Problem)
{
    public static Conversion Null => default;

    public static Conversion Of(string text) => new(text, null);

    /// <summary>
    /// The value is none of the type's; <paramref name="found"/> where its kind and size say too little.
    /// </summary>
    public static Conversion Fail(ColumnType type, SeedValue value, string? found = null) =>
        new(null, new ValueProblem(TypeText.Of(type), found ?? value.Description, value.Place));
}

/// <summary>Why a value does not fit its column, without the value.</summary>
/// <param name="Expected">What the column takes.</param>
/// <param name="Found">What kind of thing the value is.</param>
/// <param name="Place">Where it stands; inside a list, the item's place.</param>
/// <param name="Nearest">What was probably meant, of a list that the catalog has; null when nothing is near.</param>
internal sealed record ValueProblem(string Expected, string Found, TextPlace Place, string? Nearest = null)
{
    /// <summary>The problem as the end of a sentence.</summary>
    public string Message =>
        $"expected {Expected}, found {Found}{(Nearest is null ? "" : $" (did you mean {Nearest}?)")}";
}
