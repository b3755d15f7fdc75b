using Furrow.Sql;
using static Furrow.Sql.SqlTokenKind;

namespace Furrow.Tests.Sql;

public sealed class SqlLexerTests
{
    public static TheoryData<string, SqlTokenKind[]> PostgresTexts => new()
    {
        { "select 1", [Word, Whitespace, Number] },
        { "a$b$ c", [Word, Whitespace, Word] },
        { "$1$2", [Parameter, Parameter] },
        { "$$;$$", [StringLiteral] },
        { "$a$ $b$ $$ ; $a$", [StringLiteral] },
        { "$é1$;$é1$", [StringLiteral] },
        { "$1a$;$1a$", [Parameter, Word, Semicolon, Parameter, Word] },
        { "$ $", [Symbol, Whitespace, Symbol] },
        { "1$$;$$", [Number, StringLiteral] },
        { "'a''b'", [StringLiteral] },
        { @"'a\'", [StringLiteral] },
        { @"E'a\'b'", [StringLiteral] },
        { @"e'\\'", [StringLiteral] },
        { @"xe'\'", [Word, StringLiteral] },
        { "E'a'\n  'b\\'c'", [StringLiteral] },
        { "E'a' -- it's\n 'b\\'c'", [StringLiteral] },
        { "E'a' 'b'", [StringLiteral, Whitespace, StringLiteral] },
        { @"U&'\0061'", [StringLiteral] },
        { "U&\"a\"\"b\"", [QuotedIdentifier] },
        { "u & 'a'", [Word, Whitespace, Symbol, Whitespace, StringLiteral] },
        { "B'1' x'ff' N'n'", [StringLiteral, Whitespace, StringLiteral, Whitespace, StringLiteral] },
        { "\"a\"\";\"", [QuotedIdentifier] },
        { "/* a /* b */ ; */1", [BlockComment, Number] },
        { "/*/*/**/*/*/", [BlockComment] },
        { "/**/1", [BlockComment, Number] },
        { "1--2\r3", [Number, LineComment, Whitespace, Number] },
        { "a*/**/b", [Word, Symbol, BlockComment, Word] },
        { "<--x", [Symbol, LineComment] },
        { "a[1]", [Word, Symbol, Number, Symbol] },
        { "`", [Symbol] },
        { "\uFEFFx", [Whitespace, Word] },
        { "x\uFEFF", [Word] },
        { "ünïcode", [Word] },
        { "1.5e3", [Number] },
        { "t.c", [Word, Symbol, Word] },
        { @"\d", [Backslash, Word] },
    };

    public static TheoryData<string, SqlTokenKind[]> SqliteTexts => new()
    {
        { "[a;'b]c", [QuotedIdentifier, Word] },
        { "[a]]", [QuotedIdentifier, Symbol] },
        { "`a``;`", [QuotedIdentifier] },
        { "/* /* */ 1", [BlockComment, Whitespace, Number] },
        { "/*/ 1 */", [BlockComment] },
        { @"E'\'", [Word, StringLiteral] },
        { "x'00'", [StringLiteral] },
        { "$a + $$", [Parameter, Whitespace, Symbol, Whitespace, Parameter] },
        { "--a\rb\nc", [LineComment, Whitespace, Word] },
        { "'a''b'\"c\"\"d\"", [StringLiteral, QuotedIdentifier] },
    };

    [Theory]
    [MemberData(nameof(PostgresTexts))]
    public void Postgres_text_is_cut_as_the_server_cuts_it(string text, SqlTokenKind[] expected) =>
        Assert.Equal(expected, Lex(text, SqlDialect.Postgres).Select(token => token.Kind));

    [Theory]
    [MemberData(nameof(SqliteTexts))]
    public void Sqlite_text_is_cut_as_the_library_cuts_it(string text, SqlTokenKind[] expected) =>
        Assert.Equal(expected, Lex(text, SqlDialect.Sqlite).Select(token => token.Kind));

    [Theory]
    [InlineData("'a")]
    [InlineData("'a''")]
    [InlineData("E'a\\")]
    [InlineData("E'a\\'")]
    [InlineData("\"a")]
    [InlineData("U&\"a")]
    [InlineData("$$a$")]
    [InlineData("$a$ $b$")]
    [InlineData("/* /* */")]
    [InlineData("/*/")]
    public void What_does_not_end_takes_the_rest_and_is_marked(string text)
    {
        SqlToken token = Assert.Single(Lex(text, SqlDialect.Postgres));
        Assert.False(token.IsTerminated);
        Assert.Equal(text.Length, token.Length);
    }

    [Fact]
    public void Words_are_found_outside_quotes_only()
    {
        const string text = "Create /* UNIQUE */ index -- x\n concurrently \"add value\" ADD 'x' add  Value";
        Assert.True(SqlTokens.StartWith(text, SqlDialect.Postgres, "CREATE", "INDEX", "CONCURRENTLY"));
        Assert.False(SqlTokens.StartWith(text, SqlDialect.Postgres, "CREATE", "UNIQUE"));
        Assert.True(SqlTokens.Contain(text, SqlDialect.Postgres, "ADD", "VALUE"));
        Assert.False(SqlTokens.Contain(text, SqlDialect.Postgres, "VALUE", "ADD"));
        Assert.False(SqlTokens.StartWith("create", SqlDialect.Postgres, "CREATE", "INDEX"));
    }

    private static List<SqlToken> Lex(string text, SqlDialect dialect)
    {
        List<SqlToken> tokens = [];
        var lexer = new SqlLexer(text, dialect);
        while (lexer.Read(out SqlToken token))
            tokens.Add(token);
        return tokens;
    }
}
