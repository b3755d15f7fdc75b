using Furrow.Errors;
using Furrow.Sql;

namespace Furrow.Tests.Sql;

public sealed class SqlSplitterTests
{
    public static TheoryData<string, string[]> PostgresScripts => new()
    {
        { "", [] },
        { " ;; -- nothing\n ; /* ; */ ", [] },
        { "select 1", ["select 1"] },
        { "select 1;select 2 ;", ["select 1", "select 2"] },
        { "-- head\n/* more */ select 1 -- tail\n; -- end", ["select 1"] },
        { "select /* a;b */ 1 -- c;\n + 2;", ["select /* a;b */ 1 -- c;\n + 2"] },
        { "\uFEFFselect 1;\r\nselect 2;\r\n", ["select 1", "select 2"] },
        { "select ';', \";\", $$;$$, E'\\';', U&';', U&\";\"; x",
            ["select ';', \";\", $$;$$, E'\\';', U&';', U&\";\"", "x"] },
        { "do $a$ begin; $$;$$ end $a$; b", ["do $a$ begin; $$;$$ end $a$", "b"] },
        { "select a$b$; select $1;", ["select a$b$", "select $1"] },
        { "create rule r as on insert to t do also (delete from a; delete from b); c",
            ["create rule r as on insert to t do also (delete from a; delete from b)", "c"] },
        { "select 1); select 2", ["select 1)", "select 2"] },
        { "create function f() returns int begin atomic select 1; select case when true then 2 end; end; x",
            ["create function f() returns int begin atomic select 1; select case when true then 2 end; end", "x"] },
        { "CREATE OR REPLACE PROCEDURE p() BEGIN/**/ATOMIC SELECT t.end, x AS end,(CASE x WHEN 1 THEN 3 END);END",
            ["CREATE OR REPLACE PROCEDURE p() BEGIN/**/ATOMIC SELECT t.end, x AS end,(CASE x WHEN 1 THEN 3 END);END"] },
        { "create function begin() returns int return 1; select 2",
            ["create function begin() returns int return 1", "select 2"] },
        { "set standard_conforming_strings = off; a 'b\\';'; set local standard_conforming_strings to 'on'; x '\\'; y",
            ["set standard_conforming_strings = off", "a 'b\\';'",
                "set local standard_conforming_strings to 'on'", "x '\\'", "y"] },
        { "create function f(begin int) language sql as 'select 1'; x",
            ["create function f(begin int) language sql as 'select 1'", "x"] },
        { "create table begin (a int); create view atomic as select 1; x",
            ["create table begin (a int)", "create view atomic as select 1", "x"] },
        { "begin; end;", ["begin", "end"] },
        { "\\restrict abc'def\nselect 1;\n\\unrestrict abc'def\n", ["select 1"] },
    };

    public static TheoryData<string, string[]> SqliteScripts => new()
    {
        { "select [;], `;`, \";\", ';'; x", ["select [;], `;`, \";\", ';'", "x"] },
        { "create trigger t after insert on a begin select 1; select case when 1 then 2 end; end; x",
            ["create trigger t after insert on a begin select 1; select case when 1 then 2 end; end", "x"] },
        { "CREATE TEMP TRIGGER IF NOT EXISTS \"end\" AFTER UPDATE OF \"begin\" ON a BEGIN DELETE FROM b; END",
            ["CREATE TEMP TRIGGER IF NOT EXISTS \"end\" AFTER UPDATE OF \"begin\" ON a BEGIN DELETE FROM b; END"] },
        { "create temporary trigger begin after insert on end begin update a set end = 1; /* ; */ end -- x\n; y",
            ["create temporary trigger begin after insert on end begin update a set end = 1; /* ; */ end", "y"] },
        { "explain query plan create trigger t after insert on a begin select 1; end; x",
            ["explain query plan create trigger t after insert on a begin select 1; end", "x"] },
        { "create trigger t after insert on a; select 1", ["create trigger t after insert on a", "select 1"] },
        { "create trigger t after insert on a begin end; select 1",
            ["create trigger t after insert on a begin end", "select 1"] },
        { "create table trigger_begin (a); select 1", ["create table trigger_begin (a)", "select 1"] },
        { "select '\\'; select (1;2", ["select '\\'", "select (1", "2"] },
        { "pragma foreign_keys=off;\r\nbegin transaction;\r\ncommit;\r\n",
            ["pragma foreign_keys=off", "begin transaction", "commit"] },
        { "insert into t values (1 /* /* */); x", ["insert into t values (1 /* /* */)", "x"] },
    };

    public static TheoryData<string, int, int, string> PostgresProblems => new()
    {
        { "select 1;\n  'abc;\nselect 2;", 2, 3, "string" },
        { "a;\nb \"c;\n", 2, 3, "quoted identifier" },
        { "a;\n\n /* b /* c */ ;\n", 3, 2, "comment" },
        { "do $x$ begin;\n$X$;", 1, 4, "dollar-quoted" },
        { "select E'a\\';", 1, 8, "string" },
        { "a;\ncreate rule r do (b; c;\nd;", 2, 18, "parenthesis" },
        { "create function f() begin atomic select 1; select 2;", 1, 27, "BEGIN ATOMIC" },
        { "x;\ncopy t from stdin;\n1\n", 2, 1, "COPY" },
        { "copy t from stdin;", 1, 1, "COPY" },
        { "copy t from stdin", 1, 1, "COPY" },
        { "copy t from stdin; select 1;\n1\n\\.\n", 1, 19, "next line" },
        { "copy t to stdout;", 1, 1, "TO STDOUT" },
        { "copy (select 1 from x) to stdout;", 1, 1, "TO STDOUT" },
        { "a;\n\\connect other\nb;", 2, 1, "\\connect" },
        { "\\i file.sql", 1, 1, "\\i " },
        { "\\dt+", 1, 1, "\\dt " },
        { "select 1 \\gexec\n", 1, 10, "\\gexec" },
        { "select (1\n\\restrict x\n);", 2, 1, "\\restrict" },
        { "a;\n\\.\n", 2, 1, "no such statement" },
        { "1\t\\N\tsecret\n", 1, 3, "backslash" },
        { "\\copy t from stdin\nit's\n\\.\nselect 1;", 1, 1, "\\copy" },
        { "a;\n b\0c", 2, 3, "NUL" },
        { "'\U0001F600'; 'x", 1, 6, "string" },
        { "\uFEFF'x", 1, 1, "string" },
    };

    [Theory]
    [MemberData(nameof(PostgresScripts))]
    public void Postgres_scripts_are_cut_where_psql_cuts_them(string text, string[] expected) =>
        Check(text, expected, SqlDialect.Postgres);

    [Theory]
    [MemberData(nameof(SqliteScripts))]
    public void Sqlite_scripts_are_cut_where_the_library_cuts_them(string text, string[] expected) =>
        Check(text, expected, SqlDialect.Sqlite);

    [Theory]
    [MemberData(nameof(PostgresProblems))]
    public void A_problem_is_named_where_it_began(string text, int line, int column, string part)
    {
        SqlProblem problem = Assert.Single(SqlSplitter.Split(text, SqlDialect.Postgres).Problems);
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
        Assert.Equal(new SqlPosition(line, column), problem.Position);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select 1;\n.mode csv it's\nselect 2;", 2, 1, "sqlite3 shell")]
    [InlineData("create trigger t after insert on a\nbegin select 1;\nselect 2;", 2, 1, "trigger body")]
    [InlineData("a;\nselect [b;", 2, 8, "quoted identifier")]
    [InlineData("a;\n/* /* */ */ 'b", 2, 13, "string")]
    public void A_problem_of_sqlite_is_named_where_it_began(string text, int line, int column, string part)
    {
        SqlProblem problem = Assert.Single(SqlSplitter.Split(text, SqlDialect.Sqlite).Problems);
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
        Assert.Equal(new SqlPosition(line, column), problem.Position);
    }

    [Fact]
    public void All_problems_come_in_one_error_with_the_place_of_the_first()
    {
        SqlScript script = SqlSplitter.Split("select 1;\n\\set x 1\n \\gexec\n'x", SqlDialect.Postgres);
        var error = Assert.Throws<FurrowException>(() => script.ThrowIfProblems(ErrorCode.SeedInvalid, "seeds/a.sql"));
        Assert.Equal(
            (ErrorCode.SeedInvalid, "seeds/a.sql", 2, 1), (error.Code, error.File, error.Line, error.Column));
        Assert.Equal(3, error.Detail!.Split('\n').Length);
        Assert.Contains("line 4, column 1: The string", error.Detail, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void A_text_that_is_no_sql_reports_a_limited_number_of_problems()
    {
        string text = string.Concat(Enumerable.Repeat("\\N\n", 1000));
        Assert.Equal(SqlSplitter.ProblemCountMax, SqlSplitter.Split(text, SqlDialect.Postgres).Problems.Count);
    }

    [Fact]
    public void Statements_know_their_places()
    {
        SqlScript script = SqlSplitter.Split(
            "\uFEFFa;\r\n\r\n  -- x\r\n  b\r\n;/* \U0001F600 */ c; d", SqlDialect.Postgres);
        Assert.Equal(
            [("a", 1, 1), ("b", 4, 3), ("c", 5, 10), ("d", 5, 13)],
            script.Statements.Select(statement => (statement.Text, statement.Line, statement.Column)));
        script.ThrowIfProblems(ErrorCode.SeedInvalid);
        Assert.Empty(script.Problems);
    }

    private static void Check(string text, string[] expected, SqlDialect dialect)
    {
        SqlScript script = SqlSplitter.Split(text, dialect);
        Assert.Empty(script.Problems);
        Assert.Equal(expected, script.Statements.Select(statement => statement.Text));
        ScriptAssert.SlicesCoverTheText(script);
    }
}
