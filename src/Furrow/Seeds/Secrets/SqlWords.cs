using Furrow.Sql;

namespace Furrow.Seeds.Secrets;

/// <summary>The tokens of a stretch of SQL, as the search for secrets reads them. Indexes may lie outside.</summary>
internal sealed class SqlWords
{
    // Functions whose result is as secret as what they are given.
    private static readonly HashSet<string> Transparent = new(StringComparer.Ordinal)
    {
        "crypt", "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "digest", "encode", "decode", "hmac", "concat",
        "lower", "upper", "trim", "convert_to", "cast", "encrypt", "pgp_sym_encrypt", "hash", "hash_password",
    };

    private readonly string _text;
    private readonly int _offset;
    private readonly IReadOnlyList<SqlToken> _tokens;

    public SqlWords(string text, int offset, int length, SqlDialect dialect)
    {
        _text = text;
        _offset = offset;
        _tokens = SqlTokens.Significant(text.AsSpan(offset, length), dialect);
    }

    public int Count => _tokens.Count;

    /// <summary>Where a token starts in the file's text.</summary>
    public int Offset(int index) => _offset + _tokens[index].Start;

    public bool Is(int index, string word) => index >= 0 && index < Count
        && _tokens[index].Kind == SqlTokenKind.Word && Text(index).Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(int index, char symbol) => index >= 0 && index < Count && Text(index) is [var only]
        && only == symbol;

    /// <summary>A column's or variable's name without its quotes; null for anything else.</summary>
    public string? Name(int index) => index >= 0 && index < Count
        ? _tokens[index].Kind switch
        {
            SqlTokenKind.Word => Text(index).ToString(),
            SqlTokenKind.QuotedIdentifier when Text(index).Length >= 2 => Text(index)[1..^1].ToString(),
            _ => null,
        }
        : null;

    /// <summary>A literal's text without its quotes; null for anything else.</summary>
    public string? Literal(int index)
    {
        if (index < 0 || index >= Count
            || _tokens[index].Kind is not (SqlTokenKind.StringLiteral or SqlTokenKind.Number))
        {
            return null;
        }

        ReadOnlySpan<char> raw = Text(index);
        if (_tokens[index].Kind == SqlTokenKind.Number)
        {
            return raw.ToString();
        }

        int quote = raw.IndexOfAny('\'', '$');
        if (quote >= 0 && raw[quote] == '$')
        {
            int tag = raw[(quote + 1)..].IndexOf('$') + 2;
            return raw.Length >= 2 * tag ? raw[tag..^tag].ToString() : "";
        }

        bool isWhole = quote >= 0 && raw.Length >= quote + 2 && raw[^1] == '\'';
        return isWhole ? raw[(quote + 1)..^1].ToString().Replace("''", "'", StringComparison.Ordinal) : "";
    }

    /// <summary>The index behind <c>=</c>, <c>:=</c> or <c>=&gt;</c>; null where there is none.</summary>
    public int? AfterAssignment(int index)
    {
        if (IsSymbol(index, ':') && IsSymbol(index + 1, '='))
        {
            return index + 2;
        }

        return IsSymbol(index, '=') ? IsSymbol(index + 1, '>') ? index + 2 : index + 1 : null;
    }

    /// <summary>
    /// The literal that an expression comes to, as far as its first tokens say: itself, or what a function that hashes
    /// or encodes is given first. Null where the value comes from elsewhere.
    /// </summary>
    public string? FixedText(int index, out int literal)
    {
        literal = index;
        while (Name(literal) is { } function && Transparent.Contains(function.ToLowerInvariant())
            && literal + 1 < Count && _tokens[literal + 1].Kind == SqlTokenKind.OpenParenthesis)
        {
            literal += 2;
        }

        return Literal(literal);
    }

    /// <summary>The inside of a dollar-quoted string, which may be code.</summary>
    public (int Start, int Length)? DollarBody(int index)
    {
        if (_tokens[index].Kind != SqlTokenKind.StringLiteral || Text(index) is not ['$', ..])
        {
            return null;
        }

        int tag = Text(index)[1..].IndexOf('$') + 2;
        int length = _tokens[index].Length - (2 * tag);
        return length > 0 ? (Offset(index) + tag, length) : null;
    }

    public bool Opens(int index) => index < Count && _tokens[index].Kind == SqlTokenKind.OpenParenthesis;

    public bool Closes(int index) => index < Count && _tokens[index].Kind == SqlTokenKind.CloseParenthesis;

    private ReadOnlySpan<char> Text(int index) =>
        _text.AsSpan(_offset + _tokens[index].Start, _tokens[index].Length);
}
