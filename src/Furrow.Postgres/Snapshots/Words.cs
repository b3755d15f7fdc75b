using Furrow.Sql;

namespace Furrow.Postgres.Snapshots;

/// <summary>The words of a statement that the server's own programs have written.</summary>
internal sealed class Words(string text, IReadOnlyList<SqlToken> tokens)
{
    /// <summary>The first word; empty for none.</summary>
    public string First => tokens.Count > 0 ? tokens[0].In(text).ToString() : "";

    public bool Starts(params ReadOnlySpan<string> words) => IsAt(0, words);

    public bool Has(params ReadOnlySpan<string> words)
    {
        for (int place = 0; place < tokens.Count; place++)
        {
            if (IsAt(place, words))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The identifier at a place as the catalog holds it; empty where there is none.</summary>
    public string Identifier(int place) => place >= tokens.Count ? "" : tokens[place].Kind switch
    {
        SqlTokenKind.QuotedIdentifier => tokens[place].In(text)[1..^1].ToString()
            .Replace("\"\"", "\"", StringComparison.Ordinal),
        SqlTokenKind.Word => tokens[place].In(text).ToString().ToLowerInvariant(),
        _ => "",
    };

    /// <summary>The names, separated by commas, behind the last place where these words stand.</summary>
    public List<string> NamesAfter(params ReadOnlySpan<string> words)
    {
        List<string> names = [];
        for (int place = tokens.Count - 1; place >= 0; place--)
        {
            if (!IsAt(place, words))
            {
                continue;
            }

            int next = place + words.Length;
            while (Identifier(next) is { Length: > 0 } name)
            {
                names.Add(name);
                if (next + 1 >= tokens.Count || tokens[next + 1].In(text) is not ",")
                {
                    break;
                }

                next += 2;
            }

            break;
        }

        return names;
    }

    private bool IsAt(int place, ReadOnlySpan<string> words)
    {
        for (int next = 0; next < words.Length; next++)
        {
            if (place + next >= tokens.Count || !SqlTokens.IsWord(tokens[place + next], text, words[next]))
            {
                return false;
            }
        }

        return true;
    }
}
