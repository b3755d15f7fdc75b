using System.Text;
using Furrow.Configuration;
using Furrow.Data;
using Furrow.Schema;

namespace Furrow.Sensitive.Replacement;

/// <summary>How the cells of one column are replaced.</summary>
/// <param name="Generator">By which generator.</param>
/// <param name="Target">What has to fit.</param>
/// <param name="Type">The column's type; an array's elements are replaced one by one.</param>
/// <param name="IgnoresCase">Whether the column, or one that it refers to, takes upper and lower case for
/// equal.</param>
/// <param name="IsUnique">Whether two values must not become one.</param>
internal sealed record ColumnReplacement(
    Generator Generator, Target Target, ColumnType Type, bool IgnoresCase, bool IsUnique)
{
    // Beyond it, even a thousand million rows hardly ever have two of one kind.
    private const double BitsEnough = 75;

    private static readonly TextPlace Nowhere = TextPlace.OfRow(1);

    /// <summary>The function from canonical text to canonical text, for several tasks at once.</summary>
    public Func<string, string> With(SensitiveKey key, string column)
    {
        Func<string, string> replace = Generator.Create(key, Target);
        CollisionWatch? watch =
            IsUnique && Generator.Bits(Target) < BitsEnough ? new CollisionWatch(column, Generator.Name) : null;
        string One(string value)
        {
            string original = Normal(value);
            if (original.Length == 0)
            {
                return value;
            }

            string replaced = replace(original);
            return watch is null ? replaced : watch.Note(original, replaced);
        }

        return Type.Kind == TypeKind.Array ? array => Each(array, One) : One;
    }

    // Blanks at the end of character(n) do not count, nor does case where the column says so.
    private string Normal(string value)
    {
        string trimmed = Target.Type.Kind == TypeKind.Character ? value.TrimEnd(' ') : value;
        return IgnoresCase ? trimmed.ToLowerInvariant() : trimmed;
    }

    private static string Each(string array, Func<string, string> replace)
    {
        int bounds = ArrayLiteral.BoundsLength(array);
        if (ArrayLiteral.Read(array[bounds..], Nowhere) is not { } list)
        {
            // SQLite lets an array's column hold anything.
            return replace(array);
        }

        StringBuilder literal = new(array[..bounds]);
        Append(literal, list, replace);
        return literal.ToString();
    }

    private static void Append(StringBuilder literal, ListValue list, Func<string, string> replace)
    {
        literal.Append('{');
        for (int i = 0; i < list.Items.Length; i++)
        {
            literal.Append(i == 0 ? "" : ",");
            if (list.Items[i] is ListValue inner)
            {
                Append(literal, inner, replace);
            }
            else
            {
                ArrayLiteral.Append(literal, list.Items[i].Scalar is { } value ? replace(value) : null);
            }
        }

        literal.Append('}');
    }
}
