using System.Collections.Frozen;
using System.Globalization;

namespace Furrow.Scenarios.Checks;

/// <summary>A type that something is cast to.</summary>
/// <param name="Name">Its name in small letters: <c>character varying</c>.</param>
/// <param name="HasModifier">Whether a length or precision follows.</param>
/// <param name="IsArray">Whether brackets follow.</param>
internal sealed record CheckCast(string Name, bool HasModifier, bool IsArray)
{
    private static readonly FrozenSet<string> Texts =
        FrozenSet.Create(StringComparer.Ordinal, "text", "character varying", "varchar", "bpchar", "character");

    private static readonly FrozenSet<string> Wholes = FrozenSet.Create(
        StringComparer.Ordinal, "smallint", "integer", "bigint", "int", "int2", "int4", "int8");

    private static readonly FrozenSet<string> Numbers =
        FrozenSet.Create(StringComparer.Ordinal, "numeric", "decimal", "real", "double precision");

    /// <summary>Whether a type is one of text.</summary>
    public static bool IsText(string type) => Texts.Contains(type);

    /// <summary>Whether a type is one of whole numbers.</summary>
    public static bool IsWhole(string type) => Wholes.Contains(type);

    /// <summary>Whether a type is one of numbers.</summary>
    public static bool IsNumber(string type) => Numbers.Contains(type) || IsWhole(type);

    /// <summary>What an operand is then; unknown where that takes the database.</summary>
    public CheckNode Of(CheckNode node) => HasModifier || IsArray ? new CheckNode.Unknown() : node switch
    {
        CheckNode.Constant { Value: string text } => OfText(text),
        CheckNode.Constant { Value: decimal number } constant =>
            Numbers.Contains(Name) || (IsWhole(Name) && decimal.IsInteger(number)) ? constant : new CheckNode.Unknown(),
        CheckNode.Constant constant => Name == "boolean" ? constant : new CheckNode.Unknown(),
        CheckNode.Column { Cast: null } column => column with { Cast = Name },
        CheckNode.Length length => IsNumber(Name) ? length : new CheckNode.Unknown(),
        _ => new CheckNode.Unknown(),
    };

    // A constant of any other type is text until it meets the column that it is compared with.
    private CheckNode OfText(string text)
    {
        if (Name == "boolean")
        {
            return text is "true" or "t" or "false" or "f"
                ? new CheckNode.Constant(text[0] == 't') : new CheckNode.Unknown();
        }

        if (!IsNumber(Name))
        {
            return new CheckNode.Constant(text);
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            && (!IsWhole(Name) || decimal.IsInteger(number))
                ? new CheckNode.Constant(number)
                : new CheckNode.Unknown();
    }
}
