using FsCheck;
using FsCheck.Fluent;
using Furrow.Sql;

namespace Furrow.Tests.Sql;

/// <summary>Texts that are no SQL, or no longer: no exception, and a bounded amount of work a character.</summary>
public sealed class SqlSplitterFuzzTests
{
    private const int StepsPerCharacterMax = 8;

    private static readonly string[] Fragments =
    [
        "'", "\"", "`", "[", "]", "$", "$$", "$a$", "$1", "E'", "U&'", "U&\"", "\\", "\\.", "\n\\.\n",
        "\\copy t from stdin\n", "--", "/*", "*/", ";", "(", ")", "\n", "\r", "\0", "\uFEFF", " ", "begin",
        "atomic", "end", "case", "as", ".", "create", "function", "trigger", "copy", "t", "from", "stdin", "to",
        "stdout", "commit", "rollback", "prepared", "\U0001F600", "\uD83D", "\uDE00", "é", "1", "e", "x'",
        "\\restrict ", "explain", "temp", ".read x\n", "start", "transaction", "set standard_conforming_strings = off;",
    ];

    public static TheoryData<string> HostileUnits =>
    [
        "$", "$a", "$a$", "$aa$b", "/*", "/*/", "*/", "'", "''a", "E'\\", "E''", "E''\n", "E'' --\n", "E''\n--\n",
        "\"", "[", "`", "--", "\\", "\\.", "\n\\.", "\\copy t from stdin\n", "copy t from stdin;\n",
        "copy t from stdin;\\.\n", "(", ")", "create trigger begin;", "create function f() begin atomic;", "case ",
        "a;", ";", "U&'", "U&\"", "\r", "\n", "1", "commit ", "rollback and ", "copy ", "start ", "start;", "\0",
        "é", "\U0001F600;", "\uFEFF", ".a\n", "a\n.b;",
    ];

    [Theory]
    [MemberData(nameof(HostileUnits))]
    public void Work_is_linear_in_a_megabyte_of_one_thing(string unit)
    {
        string text = string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length));
        string[] texts = [text, "copy t from stdin;\n" + text, "$" + text + "$" + text, "E'" + text + "'" + text];
        foreach (string one in texts)
        {
            CheckWork(one, SqlDialect.Postgres);
            CheckWork(one, SqlDialect.Sqlite);
        }
    }

    [Fact]
    public void Random_text_is_split_without_exceptions()
    {
        Gen<string> texts = Gen.ArrayOf(Gen.Elements(Fragments), 60).Select(string.Concat);
        Check(texts);
    }

    [Fact]
    public void Mutated_scripts_are_split_without_exceptions()
    {
        const string good = """
            -- head
            create or replace function f() returns int begin atomic select case when 1=1 then 2 end; end;
            copy t (a, "b") from stdin; -- rows
            1	it's
            \.
            select E'a\'b' 'c', $x$ ; $x$, U&"d", /* /* */ */ [e], `f`;
            create trigger t after insert on a begin select 1; end;
            rollback to savepoint s; commit and chain;
            """;
        Gen<string> texts =
            from cuts in Gen.ArrayOf(Gen.Choose(0, good.Length - 1), 4)
            from fragments in Gen.ArrayOf(Gen.Elements(Fragments), 4)
            select cuts.Zip(fragments).Aggregate(good, (text, change) => Mutate(text, change.First, change.Second));
        Check(texts);
    }

    private static void Check(Gen<string> texts)
    {
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            CheckWork(text, SqlDialect.Postgres);
            CheckWork(text, SqlDialect.Sqlite);
            _ = LeadingComments.Read(text, "--");
            _ = CopyStatement.Parse(text);
            _ = CopyStatement.Parse("copy " + text);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static void CheckWork(string text, SqlDialect dialect)
    {
        SqlScript script = SqlSplitter.Split(text, dialect, out long stepCount);
        Assert.InRange(stepCount, 0, (StepsPerCharacterMax * (long)text.Length) + 100);
        Assert.All(script.Problems, problem => Assert.InRange(problem.Offset, 0, text.Length));
        if (text.Length < 10_000)
            ScriptAssert.SlicesCoverTheText(script);
        _ = OuterTransaction.Strip(script.Statements);
    }

    private static string Mutate(string text, int at, string fragment)
    {
        int place = at % (text.Length + 1);
        return fragment.Length % 2 == 0
            ? text.Insert(place, fragment)
            : text.Remove(place, Math.Min(fragment.Length * 3, text.Length - place));
    }
}
