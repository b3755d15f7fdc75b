namespace Furrow.Seeds.Content;

/// <summary>
/// Lets <c>{ organization_id: !ref organizations[slug=acme] }</c> stand in a flow mapping, where YAML ends a plain
/// scalar at the first bracket: the signs that it would stumble over are replaced, one for one, by characters of the
/// private use area before parsing, and put back in what was parsed. Places stay as they are.
/// </summary>
internal static class YamlReferences
{
    private const string Tag = "!ref";
    private const string Signs = "[]{},:#";
    private const char First = '\uE0F0';

    /// <summary>The text as the parser is to see it.</summary>
    public static string Shield(string text)
    {
        bool isTaken = text.AsSpan().ContainsAnyInRange(First, (char)(First + Signs.Length - 1));
        int found = isTaken ? -1 : text.IndexOf(Tag, StringComparison.Ordinal);
        if (found < 0)
        {
            return text;
        }

        char[] shielded = text.ToCharArray();
        while (found >= 0)
        {
            int start = found + Tag.Length;
            int end = EndOf(text, start);
            for (int i = start; i < end; i++)
            {
                int sign = Signs.IndexOf(text[i], StringComparison.Ordinal);
                shielded[i] = sign < 0 ? text[i] : (char)(First + sign);
            }

            found = text.IndexOf(Tag, Math.Max(start, end), StringComparison.Ordinal);
        }

        return new string(shielded);
    }

    /// <summary>A parsed text as the file has it.</summary>
    public static string Restore(string parsed)
    {
        if (!parsed.AsSpan().ContainsAnyInRange(First, (char)(First + Signs.Length - 1)))
        {
            return parsed;
        }

        return string.Create(parsed.Length, parsed, static (restored, source) =>
        {
            for (int i = 0; i < source.Length; i++)
            {
                int sign = source[i] - First;
                restored[i] = sign >= 0 && sign < Signs.Length ? Signs[sign] : source[i];
            }
        });
    }

    // The end of a reference up to its closing bracket; the start where none stands here, unquoted and on one line.
    private static int EndOf(string text, int start)
    {
        int i = start;
        while (i < text.Length && text[i] is ' ' or '\t')
        {
            i++;
        }

        if (i == start || i >= text.Length || text[i] is '"' or '\'' or '[' or '{')
        {
            return start;
        }

        bool isInBrackets = false;
        bool isInQuotes = false;
        for (; i < text.Length && text[i] is not ('\r' or '\n'); i++)
        {
            char c = text[i];
            if (c == '"')
            {
                isInQuotes = !isInQuotes;
            }
            else if (isInQuotes)
            {
                continue;
            }
            else if (c == ']' && isInBrackets)
            {
                return i + 1;
            }
            else if (c == '\'' || (!isInBrackets && c is ',' or ']' or '{' or '}' or ' '))
            {
                return start;
            }

            isInBrackets |= c == '[';
        }

        return start;
    }
}
