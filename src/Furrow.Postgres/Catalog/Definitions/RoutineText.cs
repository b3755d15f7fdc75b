using System.Text;
using Furrow.Sql;

namespace Furrow.Postgres.Catalog.Definitions;

/// <summary>
/// What <c>pg_get_functiondef</c> says, with a body in SQL or PL/pgSQL in one spelling: one blank between tokens, no
/// comments. A routine that a way down writes again is seldom indented as it was, and means the same. Blanks may count
/// in other languages, so their bodies stay as they are.
/// </summary>
internal static class RoutineText
{
    public static string Normal(string definition)
    {
        SqlToken language = default;
        SqlToken previous = default;
        SqlLexer lexer = new(definition, SqlDialect.Postgres);
        while (lexer.ReadSignificant(out SqlToken token))
        {
            bool isBody = token.Kind == SqlTokenKind.StringLiteral && definition[token.Start] == '$'
                && SqlTokens.IsWord(previous, definition, "AS");
            if (isBody)
            {
                return IsSql(language.In(definition)) ? WithNormalBody(definition, token) : definition;
            }

            if (SqlTokens.IsWord(previous, definition, "LANGUAGE"))
            {
                language = token;
            }

            previous = token;
        }

        return definition;
    }

    private static bool IsSql(ReadOnlySpan<char> language) => language is "sql" or "plpgsql";

    private static string WithNormalBody(string definition, SqlToken quoted)
    {
        int tagLength = definition.IndexOf('$', quoted.Start + 1) + 1 - quoted.Start;
        int start = quoted.Start + tagLength;
        int end = quoted.End - tagLength;
        ReadOnlySpan<char> body = definition.AsSpan(start..end);
        StringBuilder normal = new(definition, 0, start, definition.Length);
        SqlLexer lexer = new(body, SqlDialect.Postgres);
        SqlToken previous = default;
        while (lexer.ReadSignificant(out SqlToken token))
        {
            if (!token.IsTerminated)
            {
                return definition;
            }

            if (previous.Length > 0 && !IsTight(previous, token, body))
            {
                normal.Append(' ');
            }

            normal.Append(token.In(body));
            previous = token;
        }

        return normal.Append(definition, end, definition.Length - end).ToString();
    }

    // Operators come apart into characters, and those that stood together belong together.
    private static bool IsTight(SqlToken previous, SqlToken token, ReadOnlySpan<char> body) =>
        previous.Kind == SqlTokenKind.OpenParenthesis || IsDot(previous, body)
        || token.Kind is SqlTokenKind.CloseParenthesis or SqlTokenKind.Semicolon
        || (token.Kind == SqlTokenKind.Symbol && body[token.Start] is ',' or '.')
        || (previous.Kind == SqlTokenKind.Symbol && token.Kind == SqlTokenKind.Symbol && previous.End == token.Start
            && body[previous.Start] != ',');

    private static bool IsDot(SqlToken token, ReadOnlySpan<char> body) =>
        token.Kind == SqlTokenKind.Symbol && body[token.Start] == '.';
}
