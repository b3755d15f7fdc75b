using System.Buffers;
using Furrow.Sql;

namespace Furrow.Migrations.Formats;

/// <summary>Something that another tool would have replaced before the server saw it.</summary>
/// <param name="Text">What it says, cut where it is long.</param>
/// <param name="Line">Its line in the file, from 1.</param>
internal sealed record Placeholder(string Text, int Line);

/// <summary>
/// Finds <c>${NAME}</c>, <c>{{ … }}</c> and psql's <c>:name</c>, <c>:'name'</c>, <c>:"name"</c> where no SQL can mean
/// them: outside strings, quoted names, comments and COPY rows. Colons that are SQL are left alone: casts, array
/// slices, <c>:=</c>, and the pairs of JSON_OBJECT.
/// </summary>
internal static class UnresolvedPlaceholders
{
    private const int CountMax = 5;
    private const int TextLengthMax = 40;

    private static readonly SearchValues<char> WordCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    /// <summary>Finds the first few, each one once.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="dialect">Whose SQL it is.</param>
    /// <param name="alsoQuoted">
    /// Whether <c>${NAME}</c> counts inside quotes and rows too, as for Flyway, which looks at bare text.
    /// </param>
    public static IReadOnlyList<Placeholder> Find(string text, SqlDialect dialect, bool alsoQuoted = false)
    {
        // Nearly every file ends here, after two fast searches.
        if (!text.Contains("${", StringComparison.Ordinal) && !text.Contains("{{", StringComparison.Ordinal)
            && !MayHoldVariable(text))
        {
            return [];
        }

        List<Placeholder> found = [];
        foreach (SqlStatement statement in SqlSplitter.Split(text, dialect).Statements)
        {
            ColonContext colons = new();
            SqlLexer lexer = new(statement.Slice.Span, dialect);
            while (lexer.Read(out SqlToken token))
            {
                int start = statement.Offset + token.Start;
                if (Begins(text, token, start, colons) is { } at)
                {
                    Add(at);
                }
                else if (alsoQuoted && token.Kind is SqlTokenKind.StringLiteral or SqlTokenKind.QuotedIdentifier)
                {
                    AddWithin(start, start + token.Length);
                }

                colons.Pass(token, statement.Slice.Span);
            }

            if (alsoQuoted)
            {
                AddWithin(statement.CopyDataOffset, statement.CopyDataOffset + statement.CopyData.Length);
            }
        }

        return found;

        void AddWithin(int start, int end)
        {
            int at = text.AsSpan(start, end - start).IndexOf("${");
            if (at >= 0)
            {
                Add(start + at);
            }
        }

        void Add(int at)
        {
            string placeholder = Cut(text.AsSpan(at));
            if (found.Count < CountMax && found.TrueForAll(other => other.Text != placeholder))
            {
                found.Add(new Placeholder(placeholder, SqlPosition.At(text, at).Line));
            }
        }
    }

    private static int? Begins(string text, SqlToken token, int start, ColonContext colons)
    {
        if (token.Kind != SqlTokenKind.Symbol)
        {
            return null;
        }

        // A word may hold the dollar: schema_${name}.
        return text[start] switch
        {
            '{' when start > 0 && text[start - 1] == '$' => start - 1,
            '{' when At(text, start + 1) == '{' => start,
            ':' when colons.MayBeVariable && IsVariable(text, start) => start,
            _ => null,
        };
    }

    private static bool MayHoldVariable(string text)
    {
        for (int at = text.IndexOf(':'); at >= 0; at = text.IndexOf(':', at + 1))
        {
            if (IsVariable(text, at))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsVariable(string text, int colon) =>
        At(text, colon - 1) != ':'
        && At(text, colon + 1) is '\'' or '"' or '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static char At(string text, int index) => index >= 0 && index < text.Length ? text[index] : '\0';

    private static string Cut(ReadOnlySpan<char> rest)
    {
        int length = rest[0] switch
        {
            '$' => rest.IndexOf('}') + 1,
            '{' => rest.IndexOf("}}") + 2,
            _ when rest[1] is '\'' or '"' => rest[2..].IndexOf(rest[1]) + 3,
            _ => 1 + rest[1..].IndexOfAnyExcept(WordCharacters),
        };
        ReadOnlySpan<char> line = rest[..Math.Min(rest.Length, TextLengthMax)];
        int lineEnd = line.IndexOfAny('\r', '\n');
        line = lineEnd < 0 ? line : line[..lineEnd];
        return length >= 2 && length <= line.Length ? line[..length].ToString() : line.ToString();
    }
}
