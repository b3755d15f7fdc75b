using System.Globalization;
using System.Text;
using Furrow.Data;
using Furrow.Errors;

namespace Furrow.Generation.Expressions.Syntax;

/// <summary>Text in double or, since YAML often has taken those, single quotes, with C#'s escapes.</summary>
internal static class TextLiteral
{
    private const string Escaped = "'\"\\0abfnrtve";
    private const string Meant = "'\"\\\0\a\b\f\n\r\t\v\u001b";

    /// <summary>The text; the offset is left behind the closing quote, or where the text ends without one.</summary>
    public static string Read(ExpressionText source, ref int at, ICollection<FurrowException> problems)
    {
        string text = source.Text;
        int begin = at;
        char quote = text[at++];
        StringBuilder result = new();
        while (at < text.Length && text[at] != quote)
        {
            if (text[at] == '\\')
            {
                ReadEscape(source, ref at, result, problems);
            }
            else
            {
                result.Append(text[at++]);
            }
        }

        if (at == text.Length)
        {
            problems.Add(source.Problem(begin, $"This text has no closing {quote}."));
            return "";
        }

        at++;
        string value = result.ToString();
        if (!UnicodeText.IsStorable(value))
        {
            problems.Add(source.Problem(begin, "This text holds a NUL or half a character, which no database keeps."));
            return "";
        }

        return value;
    }

    private static void ReadEscape(
        ExpressionText source, ref int at, StringBuilder result, ICollection<FurrowException> problems)
    {
        string text = source.Text;
        int begin = at++;
        char kind = at < text.Length ? text[at++] : '\0';
        int simple = Escaped.IndexOf(kind, StringComparison.Ordinal);
        if (simple >= 0 && kind != '\0')
        {
            result.Append(Meant[simple]);
            return;
        }

        (int lengthMin, int lengthMax) = kind switch { 'u' => (4, 4), 'U' => (8, 8), 'x' => (1, 4), _ => (0, 0) };
        int digits = at;
        while (at < text.Length && at - digits < lengthMax && char.IsAsciiHexDigit(text[at]))
        {
            at++;
        }

        int code = -1;
        if (lengthMin > 0 && at - digits >= lengthMin)
        {
            uint read = uint.Parse(text.AsSpan(digits, at - digits), NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture);
            code = read <= 0x10FFFF ? (int)read : -1;
        }

        if (code < 0 || (kind == 'U' && code is >= 0xD800 and <= 0xDFFF))
        {
            problems.Add(source.Problem(
                begin, $"'{source.Excerpt(begin, at)}' is no escape.", "A backslash itself is written \\\\."));
            return;
        }

        result.Append(code <= char.MaxValue ? ((char)code).ToString() : char.ConvertFromUtf32(code));
    }
}
