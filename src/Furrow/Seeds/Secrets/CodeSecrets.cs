using Furrow.Sensitive.Secrets;

namespace Furrow.Seeds.Secrets;

/// <summary>
/// Finds secrets in C# by the names that literals are given to: <c>Password = "…"</c>, <c>password: "…"</c>,
/// <c>["password"] = "…"</c>, <c>{ "password", "…" }</c>.
/// </summary>
internal sealed class CodeSecrets(string text, SecretSink sink)
{
    private readonly List<CodeToken> _tokens = CodeTokens.Read(text);
    private readonly LineStarts _lines = new(text);

    /// <summary>Looks at the whole text.</summary>
    public void Look()
    {
        for (int i = 0; i < _tokens.Count && !sink.IsFull; i++)
        {
            if (NameAt(i) is { } name && SecretName.KindOf(name) != SecretNameKind.None
                && LiteralAfter(i) is { } literal)
            {
                sink.Name(name, literal.Text, _lines.PlaceOf(literal.Offset));
            }
        }
    }

    private string? NameAt(int index) => _tokens[index].Kind switch
    {
        CodeTokenKind.Word => _tokens[index].Text,
        CodeTokenKind.Text when IsSign(index - 1, '[') || IsSign(index - 1, '{') => _tokens[index].Text,
        _ => null,
    };

    // Behind the name: a bracket that it stands in, what gives it a value, and perhaps a call that hashes.
    private CodeToken? LiteralAfter(int index)
    {
        int i = index + 1;
        if (IsSign(i, ']'))
        {
            i++;
        }

        bool isEntry = _tokens[index].Kind == CodeTokenKind.Text && IsSign(index - 1, '{') && IsSign(i, ',');
        bool isGiven = isEntry || IsSign(i, '=') || IsSign(i, ':');
        if (!isGiven || IsSign(i + 1, '='))
        {
            return null;
        }

        i++;
        if (IsSign(i, '>'))
        {
            i++;
        }

        while (i + 1 < _tokens.Count && _tokens[i].Kind == CodeTokenKind.Word
            && (IsSign(i + 1, '.') || (IsSign(i + 1, '(') && Hashes(_tokens[i].Text))))
        {
            i += 2;
        }

        return i < _tokens.Count && _tokens[i].Kind == CodeTokenKind.Text ? _tokens[i] : null;
    }

    private static bool Hashes(string function) =>
        function.Contains("hash", StringComparison.OrdinalIgnoreCase)
        || function.Contains("crypt", StringComparison.OrdinalIgnoreCase)
        || function.Contains("GetBytes", StringComparison.Ordinal);

    private bool IsSign(int index, char sign) => index >= 0 && index < _tokens.Count
        && _tokens[index].Kind == CodeTokenKind.Sign && _tokens[index].Text[0] == sign;
}

/// <summary>What a stretch of C# is, as far as the search for secrets goes.</summary>
internal enum CodeTokenKind
{
    /// <summary>An identifier or keyword.</summary>
    Word,

    /// <summary>A string without holes; the text is what stands between its quotes.</summary>
    Text,

    /// <summary>One character of anything else.</summary>
    Sign,
}

/// <summary>A token of C#.</summary>
internal sealed record CodeToken(CodeTokenKind Kind, string Text, int Offset);
