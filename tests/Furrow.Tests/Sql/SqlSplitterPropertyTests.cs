using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Furrow.Sql;

namespace Furrow.Tests.Sql;

/// <summary>Scripts put together from statements that are known, with whatever may stand between them.</summary>
public sealed class SqlSplitterPropertyTests
{
    private static readonly string[] PostgresStatements =
    [
        "select 1",
        "SELECT 'a;''b', \"c;\"\"d\", $1",
        "select E'\\';\\\\', U&';', B'0', x';'",
        "select E'a'\n  'b\\';'",
        "insert into t values ($$;'\"$$, $a$ $$;$$ ; $b$ $a$)",
        "select a$b$, c -- it's; \"\n, d",
        "select /* ; /* ' */ $$ */ 1",
        "create rule r as on delete to t do instead (delete from a; delete from b)",
        "create or replace function f(begin int) returns int begin atomic; select case when 1=1 then 2 end; end",
        "create function f() returns text language sql as $f$ select ';' $f$",
        "begin",
        "commit",
        "select 'é😀;', \"名;前\"",
        "select arr[1:2] :: text, a|/b, c@>d",
    ];

    private static readonly string[] SqliteStatements =
    [
        "select 1",
        "select 'a;''b', \"c;\"\"d\", [e;'f], `g;``h`",
        "select '\\', x'00' /* ; /* ' */, :a, @b, $c, ?1",
        "create trigger t after insert on a begin select case 1 when 2 then 3 end; delete from b; end",
        "create temp trigger \"end\" after update of [begin] on a begin update b set c = ';end;'; end",
        "create table begin (\"end\" text)",
        "insert into t values ('-- no comment; /*')",
        "begin immediate",
        "select 'é😀;' -- it's; [\n, 2",
    ];

    private static readonly string[] Gaps =
        ["", " ", "\n", "\t\n  ", "-- it's a \"comment\"; $$ [ ` \\\n", "/* ; ' $$ \" */", ";", " ;; ", "/**/", "\f"];

    private static readonly string[] CopyRows =
        ["1\t2\n", "it's;\t$$\n", "\\N\t\"\n", "\n", "/*\n", "--\n", "\\.x\n", "\\\\.\n"];

    /// <summary>A piece of a script: a statement, the gaps around it, and its rows where it is a COPY.</summary>
    private sealed record Piece(string Before, string Statement, string After, string? Rows);

    [Fact]
    public void A_postgres_script_splits_into_the_statements_it_was_made_of() =>
        CheckScripts(SqlDialect.Postgres, Gen.Frequency(
            (6, PieceOf(PostgresStatements)),
            (1, from piece in PieceOf(["copy t (a, \"b;\") from stdin", "COPY s.t FROM STDIN WITH (NULL ';')"])
                from rows in Gen.ArrayOf(Gen.Elements(CopyRows))
                select piece with { Rows = string.Concat(rows) })));

    [Fact]
    public void A_sqlite_script_splits_into_the_statements_it_was_made_of() =>
        CheckScripts(SqlDialect.Sqlite, PieceOf(SqliteStatements));

    [Fact]
    public void Fields_written_as_copy_text_read_back()
    {
        Gen<string?> field = Gen.OneOf(
            Gen.Constant<string?>(null),
            Gen.ArrayOf(Gen.Elements("a", "é", "😀", "\\", "\t", "\n", "\r", "\b", "\f", "\v", "N", ".", "x41", "101"))
                .Select(parts => (string?)string.Concat(parts)));
        Gen<string?[][]> rows = Gen.ArrayOf(Gen.NonEmptyListOf(field).Select(list => list.ToArray()));
        Prop.ForAll(rows.ToArbitrary(), written =>
        {
            var text = new StringBuilder();
            foreach (string?[] row in written)
                CopyText.AppendRow(text, row);

            CopyRow[] read = [.. CopyText.ReadRows(text.ToString().AsMemory())];
            Assert.Equal(written, read.Select(row => row.Fields));
            Assert.Equal(Enumerable.Range(1, read.Length), read.Select(row => row.Line));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Quoted_text_survives_anywhere_in_a_script()
    {
        Gen<string> hostile = Gen.ArrayOf(Gen.Elements("'", "\"", "\\", ";", "$$", "--", "/*", "*/", "\n", "a", "é"))
            .Select(string.Concat);
        Prop.ForAll(hostile.ToArbitrary(), text =>
        {
            foreach (SqlDialect dialect in (SqlDialect[])[SqlDialect.Postgres, SqlDialect.Sqlite])
            {
                string statement = $"select {dialect.QuoteLiteral(text)} as {dialect.QuoteIdentifier("x" + text)}";
                SqlScript script = SqlSplitter.Split($"{statement};\nselect 2", dialect);
                Assert.Empty(script.Problems);
                Assert.Equal([statement, "select 2"], script.Statements.Select(one => one.Text));
            }
        }).QuickCheckThrowOnFailure();
    }

    private static Gen<Piece> PieceOf(string[] statements) =>
        from before in Gen.Elements(Gaps)
        from statement in Gen.Elements(statements)
        from after in Gen.Elements("", " ", "\n", " -- tail; '\n", "/* ; */")
        select new Piece(before, statement, after, null);

    private static void CheckScripts(SqlDialect dialect, Gen<Piece> piece)
    {
        Gen<(Piece[] Pieces, bool IsCrLf, bool HasMark)> scripts =
            from pieces in Gen.ArrayOf(piece)
            from isCrLf in Gen.Elements(true, false)
            from hasMark in Gen.Elements(true, false)
            select (pieces, isCrLf, hasMark);

        Prop.ForAll(scripts.ToArbitrary(), made =>
        {
            string Finish(string text) => made.IsCrLf ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text;
            string body = string.Concat(made.Pieces.Select(Write));
            SqlScript script = SqlSplitter.Split((made.HasMark ? "\uFEFF" : "") + Finish(body), dialect);

            Assert.Empty(script.Problems);
            Assert.Equal(
                made.Pieces.Select(one => Finish(one.Statement)), script.Statements.Select(one => one.Text));
            Assert.Equal(
                made.Pieces.Select(one => Finish(one.Rows ?? "")),
                script.Statements.Select(one => one.CopyData.ToString()));
            ScriptAssert.SlicesCoverTheText(script);
        }).QuickCheckThrowOnFailure();
    }

    private static string Write(Piece piece) =>
        $"{piece.Before}{piece.Statement}{piece.After};" + (piece.Rows is null ? "" : $" -- rows\n{piece.Rows}\\.\n");
}
