using System.Text;

namespace Furrow.Sqlite.Catalog;

/// <summary>
/// A statement in one spelling: words in lower case, names without quotes that they do not need, one blank between
/// tokens. SQLite itself takes what becomes equal here for equal.
/// </summary>
internal static class NormalSql
{
    public static string Of(string sql)
    {
        StringBuilder normal = new(sql.Length);
        SqlToken previous = new(SqlTokenKind.End, "", 0, 0);
        foreach (SqlToken token in SqlTokenizer.Tokenize(sql))
        {
            if (token.Kind == SqlTokenKind.End)
            {
                break;
            }

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
