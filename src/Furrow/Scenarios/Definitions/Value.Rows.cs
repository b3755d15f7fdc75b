namespace Furrow.Scenarios;

/// <content>Values that come from other rows, and choices.</content>
public sealed partial class Value
{
    /// <summary>A reference to a row of another table.</summary>
    /// <param name="table">The other table.</param>
    /// <param name="where">A condition of the rows chosen among.</param>
    /// <param name="distinct">Whether no two children of one parent pick the same.</param>
    /// <param name="otherThanParent">Whether it never is the parent itself.</param>
    /// <param name="weight">A number of the rows chosen among: the higher, the more often.</param>
    /// <param name="within">Two names, theirs and ours: among rows with the same value.</param>
    /// <param name="column">Which column of the row, where that is not the referenced one.</param>
    public static Value Pick(
        string table,
        string? where = null,
        bool distinct = false,
        bool otherThanParent = false,
        Value? weight = null,
        (string Theirs, string Ours)? within = null,
        string? column = null) => Kind(
        "pick",
        table,
        ("where", Optional(where)),
        ("distinct", distinct ? true : null),
        ("other_than", Optional(otherThanParent ? "parent" : null)),
        ("weight", weight),
        ("within", within is { } pair ? Map((pair.Theirs, pair.Ours)) : null),
        ("column", Optional(column)));

    /// <summary>The key of the row that a way leads to.</summary>
    /// <param name="way"><c>parent</c>, <c>assigned</c>, <c>first</c>, <c>second</c> or a column that picks.</param>
    /// <param name="column">Which column of the row, where that is not the referenced one.</param>
    public static Value Key(string way, string? column = null) => Kind("key", way, ("column", Optional(column)));

    /// <summary>How many rows of another table lead here.</summary>
    /// <param name="table">The other table.</param>
    /// <param name="by">The way: <c>parent</c>, <c>assigned</c> or a column that picks.</param>
    /// <param name="where">A condition of the rows counted.</param>
    public static Value Count(string table, string? by = null, string? where = null) =>
        Kind("count", table, ("by", Optional(by)), ("where", Optional(where)));

    /// <summary>The sum of a value over the rows of another table that lead here.</summary>
    /// <param name="table">The other table.</param>
    /// <param name="of">What to add up.</param>
    /// <param name="by">The way: <c>parent</c>, <c>assigned</c> or a column that picks.</param>
    /// <param name="where">A condition of the rows added up.</param>
    public static Value Sum(string table, Value of, string? by = null, string? where = null) =>
        Kind("sum", table, ("of", of), ("by", Optional(by)), ("where", Optional(where)));

    /// <summary>One of several values, each as likely.</summary>
    public static Value Choose(params Value[] values) => Kind("choose", List(values));

    /// <summary>One of several values by weight: <c>("confirmed", 88), ("cancelled", 12)</c>.</summary>
    public static Value Choose(params (string Value, Value Weight)[] weights) => Kind("choose", Map(weights));

    /// <summary>True with a probability from 0 to 1.</summary>
    public static Value Chance(Value probability) => Kind("chance", probability);

    private static Value? Optional(string? text) => text is null ? null : Expression(text);
}
