namespace Furrow.Data;

/// <summary>
/// Tells whether a column's default gives another value each time it is asked: a clock, chance, a sequence.
/// </summary>
internal static class ChangingDefault
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "now", "current_timestamp", "current_date", "current_time", "localtime", "localtimestamp", "clock_timestamp",
        "statement_timestamp", "transaction_timestamp", "timeofday", "datetime", "date", "time", "julianday",
        "unixepoch", "strftime", "random", "randomblob", "gen_random_uuid", "gen_random_bytes", "uuidv4", "uuidv7",
        "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "nextval", "txid_current", "pg_current_xact_id",
        "pg_current_wal_lsn", "last_insert_rowid",
    };

    // These are names of types too: behind a cast, and without brackets.
    private static readonly HashSet<string> Types = new(StringComparer.OrdinalIgnoreCase) { "date", "time" };

    /// <summary>Whether it does, as far as its text says.</summary>
    /// <param name="expression">The default as the server writes it; null for none.</param>
    public static bool Is(string? expression)
    {
        if (expression is null)
        {
            return false;
        }

        bool isCast = false;
        for (int place = 0; place < expression.Length;)
        {
            char first = expression[place];
            int end = first is '\'' or '"' ? EndOfQuoted(expression, place) : EndOfWord(expression, place);
            if (end == place)
            {
                isCast = first == ':' || (isCast && char.IsWhiteSpace(first));
                place++;
                continue;
            }

            string word = expression[place..end].Trim('"');
            if (first != '\'' && IsChanging(word, isCast, expression[end..]))
            {
                return true;
            }

            (isCast, place) = (false, end);
        }

        return false;
    }

    private static bool IsChanging(string word, bool isCast, string rest) =>
        Words.Contains(word)
        && (!Types.Contains(word) || (!isCast && rest.TrimStart().StartsWith('(')));

    private static int EndOfQuoted(string text, int start)
    {
        char quote = text[start];
        int place = start + 1;
        while (place < text.Length && !(text[place] == quote && (place + 1 == text.Length || text[place + 1] != quote)))
        {
            place += text[place] == quote ? 2 : 1;
        }

        return Math.Min(place + 1, text.Length);
    }

    private static int EndOfWord(string text, int start)
    {
        int place = start;
        while (place < text.Length && (char.IsLetterOrDigit(text[place]) || text[place] is '_' or '$'))
        {
            place++;
        }

        return place;
    }
}
