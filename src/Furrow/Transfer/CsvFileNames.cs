using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Furrow.Schema;

namespace Furrow.Transfer;

/// <summary>Names files after tables, so that any file system can keep all of them.</summary>
internal static class CsvFileNames
{
    // Beside the ending, the dot and a number there are 255 bytes.
    private const int PartLengthMax = 100;

    /// <summary>
    /// <c>schema.table.csv</c>. What is neither a letter or digit of ASCII nor <c>_</c> or <c>-</c> is written as its
    /// bytes in UTF-8, <c>%2E</c>; a name that differs from an earlier one in case alone, or was cut, gets a number.
    /// </summary>
    public static ImmutableArray<string> Of(IReadOnlyList<ObjectName> tables)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>(tables.Count);
        foreach (ObjectName table in tables)
        {
            string stem = $"{Escape(table.Schema)}.{Escape(table.Name)}";
            string name = stem;
            for (int number = 2; !taken.Add(name); number++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{stem}~{number}");
            }

            names.Add(name + ".csv");
        }

        return names.MoveToImmutable();
    }

    private static string Escape(string name)
    {
        StringBuilder escaped = new();
        foreach (byte part in Encoding.UTF8.GetBytes(name))
        {
            char letter = (char)part;
            if (char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')
            {
                escaped.Append(letter);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"%{part:X2}");
            }
        }

        return escaped.Length <= PartLengthMax ? escaped.ToString() : escaped.ToString(0, PartLengthMax);
    }
}
