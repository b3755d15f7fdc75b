using System.Globalization;
using System.Text;
using Furrow.Schema;

namespace Furrow.Seeds.Content;

/// <summary>
/// Key values as one text, such that keys that a database takes for the same are the same text, as far as that can be
/// known here: <c>1.0</c> is <c>1.00</c>, and a column that ignores case does so here.
/// </summary>
internal static class KeyText
{
    public static string Of(IReadOnlyList<Column> key, IReadOnlyList<string> values)
    {
        StringBuilder text = new();
        for (int i = 0; i < key.Count; i++)
        {
            string value = Normalise(key[i], values[i]);
            text.Append(CultureInfo.InvariantCulture, $"{value.Length}:{value}");
        }

        return text.ToString();
    }

    private static string Normalise(Column column, string value) => column.Type switch
    {
        { Kind: TypeKind.Numeric } when value.Contains('.', StringComparison.Ordinal) =>
            value.TrimEnd('0').TrimEnd('.'),
        { Kind: TypeKind.Character } => value.TrimEnd(' '),
        { Name.Name: "citext" } => value.ToLowerInvariant(),
        _ when string.Equals(column.Collation, "NOCASE", StringComparison.OrdinalIgnoreCase) =>
            value.ToLowerInvariant(),
        _ => value,
    };
}
