namespace Furrow.Generation.Vocabulary;

/// <summary>
/// A place of a phrase that is to be filled: <c>#{name}</c>, <c>{{name}}</c>, or a run of <c>#</c>, <c>!</c> or
/// <c>?</c>. Found without a regular expression, whose engine alone would cost a start more than all words do.
/// </summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Name">The name; null for a run.</param>
internal readonly record struct PhrasePlace(int Start, int Length, string? Name)
{
    // Of a longer run so many at a time, for which one draw is enough.
    private const int RunLengthMax = 8;

    /// <summary>The first place from a position on; null where there is none.</summary>
    public static PhrasePlace? Find(string phrase, int from)
    {
        for (int i = from; i < phrase.Length; i++)
        {
            if (Named(phrase, i, "#{", "}") is { } single)
            {
                return single;
            }

            if (Named(phrase, i, "{{", "}}") is { } doubled)
            {
                return doubled;
            }

            if (phrase[i] is '#' or '!' or '?')
            {
                int end = i + 1;
                while (end < phrase.Length && end - i < RunLengthMax && phrase[end] == phrase[i]
                    && Named(phrase, end, "#{", "}") is null)
                {
                    end++;
                }

                return new PhrasePlace(i, end - i, null);
            }
        }

        return null;
    }

    private static PhrasePlace? Named(string phrase, int start, string open, string close)
    {
        if (string.CompareOrdinal(phrase, start, open, 0, open.Length) != 0)
        {
            return null;
        }

        int nameStart = start + open.Length;
        int nameEnd = nameStart;
        while (nameEnd < phrase.Length && (char.IsAsciiLetter(phrase[nameEnd]) || phrase[nameEnd] is '_' or '.'))
        {
            nameEnd++;
        }

        bool isClosed = nameEnd > nameStart
            && string.CompareOrdinal(phrase, nameEnd, close, 0, close.Length) == 0;
        return isClosed
            ? new PhrasePlace(start, nameEnd + close.Length - start, phrase[nameStart..nameEnd])
            : null;
    }
}
