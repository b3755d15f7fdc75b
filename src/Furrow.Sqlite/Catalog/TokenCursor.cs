namespace Furrow.Sqlite.Catalog;

/// <summary>Walks over the tokens of a definition, counting parentheses where asked to.</summary>
internal sealed class TokenCursor(string sql)
{
    private readonly List<SqlToken> _tokens = SqlTokenizer.Tokenize(sql);
    private int _index;

    public SqlToken Current => _tokens[_index];

    public bool AtEnd => Current.Kind == SqlTokenKind.End;

    public SqlToken Take()
    {
        SqlToken token = Current;
        if (!AtEnd)
        {
            _index++;
        }

        return token;
    }

    public bool TakeWord(string keyword)
    {
        bool found = Current.IsWord(keyword);
        if (found)
        {
            _index++;
        }

        return found;
    }

    public bool TakeWords(string first, string second)
    {
        bool found = Current.IsWord(first) && _tokens[_index + 1].IsWord(second);
        if (found)
        {
            _index += 2;
        }

        return found;
    }

    public bool TakeSymbol(char symbol)
    {
        bool found = Current.IsSymbol(symbol);
        if (found)
        {
            _index++;
        }

        return found;
    }

    /// <summary>
    /// The source between the parenthesis here and the one that closes it; the cursor ends behind it.
    /// </summary>
    public string TakeGroup()
    {
        int start = Take().End;
        for (int depth = 1; !AtEnd;)
        {
            SqlToken token = Take();
            depth += token.IsSymbol('(') ? 1 : token.IsSymbol(')') ? -1 : 0;
            if (depth == 0)
            {
                return sql[start..token.Start].Trim();
            }
        }

        return sql[start..].Trim();
    }

    /// <summary>The source of each comma-separated part of the group here, outside inner parentheses.</summary>
    public List<string> TakeList()
    {
        List<string> parts = [];
        int start = Take().End;
        for (int depth = 1; !AtEnd;)
        {
            SqlToken token = Take();
            depth += token.IsSymbol('(') ? 1 : token.IsSymbol(')') ? -1 : 0;
            if (depth == 0 || (depth == 1 && token.IsSymbol(',')))
            {
                parts.Add(sql[start..token.Start].Trim());
                start = token.End;
            }

            if (depth == 0)
            {
                break;
            }
        }

        return parts;
    }

    /// <summary>
    /// The first name of each part of the group here: <c>(a COLLATE NOCASE, b DESC)</c> gives a and b.
    /// </summary>
    public List<string> TakeNames() =>
        [.. TakeList().Select(part => SqlTokenizer.Tokenize(part)[0].Value)];

    /// <summary>The source from here to the end.</summary>
    public string Rest()
    {
        string rest = sql[Current.Start..].Trim();
        _index = _tokens.Count - 1;
        return rest;
    }
}
