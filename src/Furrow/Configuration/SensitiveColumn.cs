using System.Text;

namespace Furrow.Configuration;

/// <summary>What an export or snapshot does with a sensitive column.</summary>
public enum SensitiveTreatment
{
    /// <summary>Writes NULL.</summary>
    Null,

    /// <summary>Leaves the column out.</summary>
    Exclude,

    /// <summary>Writes it as it is: the project says that it is not sensitive.</summary>
    Keep,

    /// <summary>Writes a generated value.</summary>
    Generate,
}

/// <summary>One entry of the <c>sensitive</c> section of furrow.yaml.</summary>
/// <param name="Schema">The schema, or null where the entry names none.</param>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="Treatment">What to do with it.</param>
/// <param name="Generator">What to generate (<c>email</c>); null where nothing is.</param>
public sealed record SensitiveColumn(
    string? Schema, string Table, string Column, SensitiveTreatment Treatment, string? Generator)
{
    /// <summary>
    /// Splits <c>table.column</c> or <c>schema.table.column</c>; a part in double quotes may hold dots, and two quotes
    /// for one. False when there are not two or three parts.
    /// </summary>
    internal static bool TryParseName(string text, out (string? Schema, string Table, string Column) name)
    {
        name = default;
        if (!TrySplit(text, out List<string> parts) || parts.Count is not (2 or 3)) return false;
        if (parts.Exists(p => p.Length == 0)) return false;

        name = (parts.Count == 3 ? parts[0] : null, parts[^2], parts[^1]);
        return true;
    }

    private static bool TrySplit(string text, out List<string> parts)
    {
        parts = [];
        var part = new StringBuilder();
        bool quoted = false;
        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at];
            if (c == '"' && quoted && at + 1 < text.Length && text[at + 1] == '"') part.Append(text[at++]);
            else if (c == '"') quoted = !quoted;
            else if (c == '.' && !quoted)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else part.Append(c);
        }

        parts.Add(part.ToString());
        return !quoted;
    }
}
