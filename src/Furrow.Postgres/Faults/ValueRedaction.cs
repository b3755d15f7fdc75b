using System.Buffers;

namespace Furrow.Postgres.Faults;

/// <summary>
/// Takes the values of rows out of what the server says. The server quotes them in a handful of shapes; what is of a
/// class that quotes values and has none of the known shapes (another language, an extension) is replaced entirely.
/// </summary>
internal static class ValueRedaction
{
    private const string DataException = "22";
    private const string BadCopyFormat = "22P04";
    private const string SyntaxError = "42601";

    private static readonly SearchValues<char> ForeignQuotes = SearchValues.Create("«»„“”「」");

    // Those of the languages that the server speaks.
    private static readonly SearchValues<char> Quotes = SearchValues.Create("\"'`«»„“”「」");

    // What may stand in a data exception between or instead of values: names of types, columns and encodings.
    private static readonly string[] HarmlessStarts =
    [
        "missing data for column ", "extra data after last expected column", "value too long for type ",
        "column name mismatch in header ", "division by zero", "unterminated CSV quoted field",
        "end-of-copy marker ", "unquoted newline found in data", "unquoted carriage return found in data",
        "literal newline found in data", "literal carriage return found in data",
    ];

    private static readonly string[] SyntaxLeads = [" at or near ", ", near ", " near ", ": "];

    public static string Message(string sqlState, string message)
    {
        bool isData = sqlState.StartsWith(DataException, StringComparison.Ordinal);
        if (isData && HarmlessStarts.Any(start => message.StartsWith(start, StringComparison.Ordinal)))
        {
            return message;
        }

        if (sqlState == SyntaxError)
        {
            return SyntaxMessage(message);
        }

        // invalid input syntax for type integer: "abc"
        int quote = message.IndexOf(": \"", StringComparison.Ordinal);
        if (quote > 0 && message.EndsWith('"'))
        {
            return message[..quote];
        }

        if (OutOfRange(message) is { } range)
        {
            return range;
        }

        // invalid byte sequence for encoding "UTF8": 0xff
        int bytes = message.IndexOf(": 0x", StringComparison.Ordinal);
        if (bytes > 0)
        {
            return message[..bytes];
        }

        return isData && HasQuotes(message) ? Condition(sqlState) : message;
    }

    public static string? Detail(string sqlState, string? detail)
    {
        if (detail is null || detail.StartsWith("Failing row contains", StringComparison.Ordinal))
        {
            return null;
        }

        if (sqlState.StartsWith(DataException, StringComparison.Ordinal))
        {
            return detail.StartsWith("A field with precision", StringComparison.Ordinal) ? detail : null;
        }

        // An integrity violation's detail is about rows and nothing else.
        bool isAboutRows = sqlState.StartsWith("23", StringComparison.Ordinal)
            || sqlState.StartsWith("44", StringComparison.Ordinal);
        return KeyDetail.Cut(detail) ?? (isAboutRows && HasValues(detail) ? null : detail);
    }

    public static string? Hint(string sqlState, string? hint) =>
        hint is not null && (hint.Contains("<--", StringComparison.Ordinal) || IsDataWithValues(sqlState, hint))
            ? null
            : hint;

    private static bool IsDataWithValues(string sqlState, string hint) =>
        sqlState.StartsWith(DataException, StringComparison.Ordinal)
        && HasQuotes(hint)
        && !hint.Contains("\"datestyle\"", StringComparison.Ordinal);

    // syntax error at or near "'abc'"; unterminated quoted string at or near "'abc …"; syntax error in tsvector: "x";
    // syntax error in hstore, near "x" at position 3. What stands there is as likely a value as a word (O'Brien), and
    // the position says it better; punctuation may stay.
    private static string SyntaxMessage(string message)
    {
        int quote = message.IndexOf('"', StringComparison.Ordinal);
        if (quote < 0)
        {
            return message.AsSpan().ContainsAny(ForeignQuotes) ? Condition(SyntaxError) : message;
        }

        bool isPunctuation = !message[quote..].Any(letter => char.IsLetterOrDigit(letter) || letter == '\'');
        foreach (string lead in SyntaxLeads)
        {
            if (message.AsSpan(0, quote).EndsWith(lead, StringComparison.Ordinal))
            {
                return isPunctuation ? message : message[..(quote - lead.Length)];
            }
        }

        return message;
    }

    // value "99999999999" is out of range for type integer; "1e400" is out of range for type real
    private static string? OutOfRange(string message)
    {
        const string Tail = "\" is out of range for type ";
        int tail = message.LastIndexOf(Tail, StringComparison.Ordinal);
        bool isKnown = message.StartsWith("value \"", StringComparison.Ordinal) || message.StartsWith('"');
        return tail > 0 && isKnown ? string.Concat("value", message.AsSpan(tail + 1)) : null;
    }

    private static bool HasQuotes(string text) => text.AsSpan().ContainsAny(Quotes);

    private static bool HasValues(string text) => text.Contains('(', StringComparison.Ordinal) || HasQuotes(text);

    private static string Condition(string sqlState) => sqlState switch
    {
        "22001" => "value too long",
        "22003" => "numeric value out of range",
        "22007" => "invalid date or time",
        "22008" => "date or time out of range",
        "22021" => "character not in the repertoire",
        "22023" => "invalid parameter value",
        "22P02" => "invalid text representation",
        "22P05" => "untranslatable character",
        BadCopyFormat => "bad COPY data format",
        SyntaxError => "syntax error",
        _ => "data exception",
    };
}
