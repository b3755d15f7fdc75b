using Furrow.Sql;

namespace Furrow.Migrations.Formats;

/// <summary>
/// Follows the tokens of a statement to know where a colon is SQL of its own: between the bounds of an array slice
/// (<c>a[lo:hi]</c>) and between key and value in <c>JSON_OBJECT(k:v)</c>.
/// </summary>
internal sealed class ColonContext
{
    private readonly Stack<bool> _isJsonObject = new();
    private int _bracketDepth;
    private bool _isAfterJsonObject;

    /// <summary>Whether a colon here has no meaning in SQL.</summary>
    public bool MayBeVariable => _bracketDepth == 0 && !(_isJsonObject.TryPeek(out bool isJson) && isJson);

    /// <summary>Goes past a token of the statement.</summary>
    public void Pass(SqlToken token, ReadOnlySpan<char> statement)
    {
        switch (token.Kind)
        {
            case SqlTokenKind.OpenParenthesis:
                _isJsonObject.Push(_isAfterJsonObject);
                break;
            case SqlTokenKind.CloseParenthesis:
                _isJsonObject.TryPop(out _);
                break;
            case SqlTokenKind.Symbol when statement[token.Start] == '[':
                _bracketDepth++;
                break;
            case SqlTokenKind.Symbol when statement[token.Start] == ']':
                _bracketDepth = Math.Max(0, _bracketDepth - 1);
                break;
        }

        if (!token.IsTrivia)
        {
            _isAfterJsonObject = SqlTokens.IsWord(token, statement, "JSON_OBJECT")
                || SqlTokens.IsWord(token, statement, "JSON_OBJECTAGG");
        }
    }
}
