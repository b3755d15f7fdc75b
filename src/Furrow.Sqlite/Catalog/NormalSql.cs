using System.Text;

namespace Furrow.Sqlite.Catalog;

/// <summary>
/// A statement in one spelling: words in lower case, names without quotes that they do not need, one blank between
/// tokens. SQLite itself takes what becomes equal here for equal.
/// </summary>
internal static class NormalSql
{
    public static string Of(string sql) => Write(SqlTokenizer.Tokenize(sql));

    /// <summary>A CREATE INDEX statement, without the order that an index has anyway.</summary>
    public static string OfIndex(string sql)
    {
        List<SqlToken> tokens = SqlTokenizer.Tokenize(sql);
        return Write(tokens.Where((_, at) => !IsAscending(tokens, at)));
    }

    /// <summary>A declared type: SQLite compares types in any case, and people write them in upper case.</summary>
    public static string OfType(string type) =>
        Of(type).ToUpperInvariant().Replace(" (", "(", StringComparison.Ordinal);

    // ASC may also be a column's name, which stands where an indexed column begins or in an expression.
    private static bool IsAscending(List<SqlToken> tokens, int at) =>
        at > 0 && tokens[at].IsWord("ASC")
        && (tokens[at - 1].IsName || tokens[at - 1].Kind == SqlTokenKind.Number || tokens[at - 1].IsSymbol(')'))
        && (tokens[at + 1].IsSymbol(',') || tokens[at + 1].IsSymbol(')'));

    private static string Write(IEnumerable<SqlToken> tokens)
    {
        StringBuilder normal = new();
        SqlToken previous = new(SqlTokenKind.End, "", 0, 0);
        foreach (SqlToken token in tokens.TakeWhile(token => token.Kind != SqlTokenKind.End))
        {
            if (normal.Length > 0 && !IsTight(previous, token))
            {
                normal.Append(' ');
            }

            normal.Append(Spell(token));
            previous = token;
        }

        return normal.ToString();
    }

    // Operators come apart into characters, and those that stood together belong together.
    private static bool IsTight(SqlToken previous, SqlToken token) =>
        (previous.Kind == SqlTokenKind.Symbol && previous.Value is "(" or ".")
        || (token.Kind == SqlTokenKind.Symbol && token.Value is "," or ")" or "." or ";")
        || (previous.Kind == SqlTokenKind.Symbol && token.Kind == SqlTokenKind.Symbol && previous.End == token.Start
            && token.Value != "(" && previous.Value is not ("," or ")"));

    private static string Spell(SqlToken token) => token.Kind switch
    {
        SqlTokenKind.Word => token.Value.ToLowerInvariant(),
        SqlTokenKind.QuotedName => TableObjects.Name(token.Value.ToLowerInvariant()),
        SqlTokenKind.Text => $"'{token.Value.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => token.Value,
    };
}
