using System.Collections.Immutable;
using System.Globalization;
using Furrow.Configuration;

namespace Furrow.Scenarios;

/// <summary>
/// What a column or a value of a scenario is made of, written in C#: a constant, an expression or one of the kinds of
/// docs/scenario-values.md. Numbers, truths, days and text become one by themselves; in text, <c>${…}</c> is computed
/// as in a scenario's file. What it means for a column, and whether it fits, is found when rows are planned.
/// </summary>
public sealed partial class Value
{
    private const string Opening = "${";

    private readonly string? _text;
    private readonly bool _isText;
    private readonly ImmutableArray<Value> _items;
    private readonly ImmutableArray<KeyValuePair<string, Value>> _entries;

    private Value(
        string? text,
        bool isText = false,
        ImmutableArray<Value> items = default,
        ImmutableArray<KeyValuePair<string, Value>> entries = default) =>
        (_text, _isText, _items, _entries) = (text, isText, items, entries);

    /// <summary>NULL.</summary>
    public static Value Null { get; } = new(text: null);

    /// <summary>An expression, or text with expressions in it: <c>${row}</c>, <c>Class ${row + 1}</c>.</summary>
    public static Value Expression(string text) => new(Known(text), isText: true);

    /// <summary>Text as it is, whatever stands in it.</summary>
    public static Value Text(string text) =>
        new(Known(text).Replace(Opening, "$" + Opening, StringComparison.Ordinal), isText: true);

    /// <summary>A kind of value by its key, as a file writes it, for what has no method here.</summary>
    /// <param name="kind">The key: <c>pattern</c>.</param>
    /// <param name="value">What stands under it.</param>
    /// <param name="options">What stands beside it; options without a value are left out.</param>
    public static Value Kind(string kind, Value value, params (string Name, Value? Value)[] options) => new(
        text: null,
        entries:
        [
            new(Known(kind), value),
            .. options.Where(option => option.Value is not null)
                .Select(option => new KeyValuePair<string, Value>(option.Name, option.Value!)),
        ]);

    /// <summary>A list of values, for kinds and options that take one.</summary>
    public static Value List(params Value[] items) => new(text: null, items: [.. items]);

    /// <summary>Values by name, for kinds and options that take them.</summary>
    public static Value Map(params (string Name, Value Value)[] entries) => new(
        text: null, entries: [.. entries.Select(entry => new KeyValuePair<string, Value>(entry.Name, entry.Value))]);

    /// <summary>The same, but NULL with a probability from 0 to 1. Of kinds alone.</summary>
    /// <exception cref="InvalidOperationException">It is a constant or an expression.</exception>
    public Value NullRate(Value rate) => With("null_rate", rate);

    /// <summary>Text, or an expression where <c>${</c> stands in it.</summary>
    public static implicit operator Value(string text) => Expression(text);

    /// <summary>A whole number.</summary>
    public static implicit operator Value(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>An exact decimal.</summary>
    public static implicit operator Value(decimal number) => new(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number, with the shortest digits that are that number.</summary>
    public static implicit operator Value(double number) => new(Digits(number));

    /// <summary>True or false.</summary>
    public static implicit operator Value(bool truth) => new(truth ? "true" : "false");

    /// <summary>A day.</summary>
    public static implicit operator Value(DateOnly day) =>
        new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>A time of day.</summary>
    public static implicit operator Value(TimeOnly time) =>
        new(time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture));

    /// <summary>Whether it is a kind of value, and no constant or expression.</summary>
    internal bool IsKind => !_entries.IsDefault;

    /// <summary>What a file would have had, with the place where it is reported.</summary>
    internal ConfigNode ToNode(int line, int column) => this switch
    {
        { _items.IsDefault: false } => new ConfigList(
            [.. _items.Select(item => item.ToNode(line, column))], line, column),
        { _entries.IsDefault: false } => new ConfigMap(
            [.. _entries.Select(entry => new ConfigEntry(entry.Key, entry.Value.ToNode(line, column), line, column))],
            line,
            column),
        _ => new ConfigScalar(_text, line, column, _isText),
    };

    private Value With(string option, Value value) => _entries.IsDefault
        ? throw new InvalidOperationException($"Only a kind of value has the option {option}, and this is none.")
        : new(text: null, entries: _entries.Add(new(option, value)));

    private static string Known(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text;
    }

    // Files have no exponents: a decimal says the same number without one wherever it can.
    private static string Digits(double number)
    {
        string digits = number.ToString("R", CultureInfo.InvariantCulture);
        return digits.Contains('E', StringComparison.Ordinal)
            && decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal plain)
            ? plain.ToString(CultureInfo.InvariantCulture)
            : digits;
    }
}
