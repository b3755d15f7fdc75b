using System.Diagnostics;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Furrow.Scenarios.Checks;
using Furrow.Sql;

namespace Furrow.Tests.Scenarios.Checks;

/// <summary>What the conditions of checks mean, in the spellings of both databases.</summary>
public sealed class CheckParserTests
{
    private const string Nothing = "?";

    private static readonly string[] Fragments =
    [
        "(", ")", "((", "))", "[", "]", "a", "\"b c\"", "'x'", "'it''s'", "E'\\'", "1", "-", "2.5", "::", "::text",
        "::text[]", "::numeric(3,1)", " = ", " <> ", " >= ", " AND ", " OR ", " NOT ", " IN ", " IS ", " NULL",
        " BETWEEN ", " ANY ", " ALL ", "ARRAY[", ",", "length(", "char_length(", "lower(", " ~ ", " LIKE ",
        "CASE WHEN ",
        " END", "true", "VALUE", ".", "\0", "é", "$$", "--", "/*",
    ];

    [Theory]
    [InlineData("(price >= (0)::numeric)", "price >= 0")]
    [InlineData("(rating > '-1'::integer)", "rating > -1")]
    [InlineData("((rating >= 1) AND (rating <= 5))", "(rating >= 1 and rating <= 5)")]
    [InlineData(
        "((status)::text = ANY ((ARRAY['a'::character varying, 'it''s'::character varying])::text[]))",
        "status:text in [a, it's]")]
    [InlineData("(status = ANY (ARRAY['a'::text, 'b'::text]))", "status in [a, b]")]
    [InlineData("(n = ANY (ARRAY[1, 2, 3]))", "n in [1, 2, 3]")]
    [InlineData("(n <> ALL (ARRAY[1, 2]))", "not n in [1, 2]")]
    [InlineData("(char_length((name)::text) > 3)", "#name:text > 3")]
    [InlineData("(length(code) = 3)", "#code = 3")]
    [InlineData("(ends_at > starts_at)", "ends_at > starts_at")]
    [InlineData("(born > '1900-01-01'::date)", "born > 1900-01-01")]
    [InlineData("(VALUE > 0)", "VALUE > 0")]
    [InlineData("((name IS NOT NULL) AND is_active)", "(not name null and is_active = True)")]
    [InlineData("(NOT is_active)", "not is_active = True")]
    [InlineData("((a IS NULL) OR (a > 0))", "(a null or a > 0)")]
    [InlineData("((lower(a) = 'x'::text) OR (b > 0))", "(? or b > 0)")]
    [InlineData("((a ~ '^x'::text) AND (\"b C\" > 0))", "(? and b C > 0)")]
    [InlineData("((a)::numeric(3,1) > 2.5)", Nothing)]
    [InlineData("CASE WHEN a THEN b > 0 AND c > 0 ELSE true END", Nothing)]
    [InlineData("(a > 0) = true", Nothing)]
    [InlineData("a ~~ 'x%'::text", Nothing)]
    [InlineData("", Nothing)]
    public void What_PostgreSQL_writes_is_read(string text, string expected) =>
        Assert.Equal(expected, Show(CheckParser.Parse(text, SqlDialect.Postgres)));

    [Theory]
    [InlineData("price >= 0", "price >= 0")]
    [InlineData("rating BETWEEN -1 and 5", "(rating >= -1 and rating <= 5)")]
    [InlineData("rating not between 1 AND 5 or x", "(not (rating >= 1 and rating <= 5) or x = True)")]
    [InlineData("status IN ('a', 'b')", "status in [a, b]")]
    [InlineData("[status] not in ('a')", "not status in [a]")]
    [InlineData("`a` == 1 and \"b\" != 2 and c<>3", "((a = 1 and b <> 2) and c <> 3)")]
    [InlineData("length(name) <= 10 -- short", "#name <= 10")]
    [InlineData("a>-1", "a > -1")]
    [InlineData("0 < a", "0 < a")]
    [InlineData("is_x IN (0, 1)", "is_x in [0, 1]")]
    [InlineData("a IN (b, 1)", Nothing)]
    [InlineData("a IN (SELECT 1)", Nothing)]
    [InlineData("a > 0 AND a % 2 = 0", Nothing)]
    [InlineData("a GLOB 'x*'", Nothing)]
    [InlineData("1 < a < 3", Nothing)]
    public void What_people_write_for_SQLite_is_read(string text, string expected) =>
        Assert.Equal(expected, Show(CheckParser.Parse(text, SqlDialect.Sqlite)));

    [Fact]
    public void A_condition_that_is_written_is_the_one_that_is_read()
    {
        Gen<CheckNode> conditions = Condition(depth: 4);
        Prop.ForAll(conditions.ToArbitrary(), condition =>
            Show(CheckParser.Parse(Write(condition), SqlDialect.Postgres)) == Show(condition)
            && Show(CheckParser.Parse(Write(condition), SqlDialect.Sqlite)) == Show(condition))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Whatever_is_written_is_read_without_exceptions() =>
        Prop.ForAll(Gen.ArrayOf(Gen.Elements(Fragments), 40).Select(string.Concat).ToArbitrary(), text =>
            CheckParser.Parse(text, SqlDialect.Postgres) is not null
            && CheckParser.Parse(text, SqlDialect.Sqlite) is not null)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("NOT ")]
    [InlineData("a AND ")]
    [InlineData("(a OR ")]
    [InlineData("length(")]
    [InlineData("a = ANY (")]
    [InlineData("'x'::text::")]
    [InlineData("a.b")]
    [InlineData("1,")]
    public void A_hundred_thousand_of_one_thing_are_read_at_once(string unit)
    {
        string text = string.Concat(Enumerable.Repeat(unit, 100_000));
        string closed = text + "a" + new string(')', unit.EndsWith('(') ? 100_000 : 0);
        long start = Stopwatch.GetTimestamp();
        foreach (string one in (string[])[text, closed])
        {
            CheckParser.Parse(one, SqlDialect.Postgres);
            CheckParser.Parse(one, SqlDialect.Sqlite);
        }

        // Linear work takes a tenth of a second; anything worse than that takes hours.
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30));
    }

    private static string Show(CheckNode node) => node switch
    {
        CheckNode.Column column => column.Cast is null ? column.Name : $"{column.Name}:{column.Cast}",
        CheckNode.Length length => $"#{Show(length.Of)}",
        CheckNode.Constant constant => string.Create(CultureInfo.InvariantCulture, $"{constant.Value}"),
        CheckNode.All all => $"({Show(all.Left)} and {Show(all.Right)})",
        CheckNode.Any any => $"({Show(any.Left)} or {Show(any.Right)})",
        CheckNode.Not not => $"not {Show(not.Inner)}",
        CheckNode.Compare compare => $"{Show(compare.Left)} {Sign(compare.Comparison)} {Show(compare.Right)}",
        CheckNode.OneOf oneOf => $"{Show(oneOf.Operand)} in [{string.Join(", ", oneOf.Values.Select(Show))}]",
        CheckNode.IsNull isNull => $"{Show(isNull.Operand)} null",
        _ => Nothing,
    };

    private static string Sign(CheckComparison comparison) => comparison switch
    {
        CheckComparison.Equal => "=",
        CheckComparison.NotEqual => "<>",
        CheckComparison.Less => "<",
        CheckComparison.LessOrEqual => "<=",
        CheckComparison.Greater => ">",
        _ => ">=",
    };

    private static string Write(CheckNode node) => node switch
    {
        CheckNode.Column column => $"\"{column.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        CheckNode.Length length => $"length({Write(length.Of)})",
        CheckNode.Constant { Value: string text } => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        CheckNode.Constant { Value: bool truth } => truth ? "true" : "FALSE",
        CheckNode.All all => $"({Write(all.Left)} AND {Write(all.Right)})",
        CheckNode.Any any => $"(({Write(any.Left)}) or ({Write(any.Right)}))",
        CheckNode.Not not => $"(NOT ({Write(not.Inner)}))",
        CheckNode.Compare compare => $"({Write(compare.Left)} {Sign(compare.Comparison)} {Write(compare.Right)})",
        CheckNode.OneOf oneOf => $"({Write(oneOf.Operand)} in ({string.Join(",", oneOf.Values.Select(Write))}))",
        CheckNode.IsNull isNull => $"({Write(isNull.Operand)} IS NULL)",
        _ => Show(node),
    };

    private static Gen<CheckNode> Condition(int depth)
    {
        Gen<CheckNode> column = Gen.Elements("a", "B c", "length", "it\"s", "or")
            .Select(name => (CheckNode)new CheckNode.Column(name));
        Gen<CheckNode> constant = Gen.OneOf(
            Gen.Elements("", "x", "it's", "a) OR (b", "\\").Select(text => (CheckNode)new CheckNode.Constant(text)),
            Gen.Choose(-1000, 1000).Select(number => (CheckNode)new CheckNode.Constant(number / 8m)),
            Gen.Elements(true, false).Select(truth => (CheckNode)new CheckNode.Constant(truth)));
        Gen<CheckNode> operand = Gen.OneOf(
            column, constant, column.Select(of => (CheckNode)new CheckNode.Length((CheckNode.Column)of)));
        Gen<CheckNode> leaf = Gen.OneOf(
            from left in operand
            from comparison in Gen.Elements(Enum.GetValues<CheckComparison>())
            from right in operand
            select (CheckNode)new CheckNode.Compare(left, comparison, right),
            from left in operand
            from values in Gen.NonEmptyListOf(constant)
            select (CheckNode)new CheckNode.OneOf(left, [.. values.Cast<CheckNode.Constant>()]),
            operand.Select(of => (CheckNode)new CheckNode.IsNull(of)));
        return depth == 0 ? leaf : Gen.OneOf(
            leaf,
            from left in Condition(depth - 1) from right in Condition(depth - 1)
            select (CheckNode)new CheckNode.All(left, right),
            from left in Condition(depth - 1) from right in Condition(depth - 1)
            select (CheckNode)new CheckNode.Any(left, right),
            Condition(depth - 1).Select(inner => (CheckNode)new CheckNode.Not(inner)));
    }
}
