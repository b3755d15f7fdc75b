using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Expressions;

namespace Furrow.Tests.Generation.Expressions;

/// <summary>What names and types may be, and what is said where they may not.</summary>
public sealed class BindingTests
{
    private static NamedCells Names()
    {
        NamedCells names = new();
        names.Column("students", new CellType(CellKind.Integer));
        names.Column("parent.booked", new CellType(CellKind.Integer, true));
        names.Column("active", new CellType(CellKind.Boolean, true));
        names.Column("name", new CellType(CellKind.Text));
        names.Column("price", new CellType(CellKind.Decimal));
        names.Argument("as_of", new CellType(CellKind.Date), 20458);
        names.Unusable("id", "id is a key.", "Use row.");
        names.Row();
        return names;
    }

    [Theory]
    [InlineData("studnets + 1", 1, "There is no 'studnets' here.", "Did you mean students?")]
    [InlineData("1 + parent.boked", 5, "There is no 'parent.boked' here.", "Did you mean parent.booked?")]
    [InlineData("weekday", 1, "There is no 'weekday' here.", "weekday is a function: weekday(…).")]
    [InlineData("id", 1, "id is a key.", "Use row.")]
    [InlineData("lowr(name)", 1, "There is no function 'lowr'.", "Did you mean lower?")]
    [InlineData("name - 1", 1, "- does not take text and integer.", null)]
    [InlineData("lower(1)", 1, "lower does not take integer.", "It takes text.")]
    [InlineData("weekday()", 1, "weekday does not take nothing.", "It takes date, or timestamp.")]
    [InlineData("active ? 1 : 2", 1, "What stands before ? must be true or false, but found boolean or NULL.",
        "Say what NULL means: (… ?? false) ? … : …")]
    [InlineData("students ? 1 : 2", 1, "What stands before ? must be true or false, but found integer.",
        "Compare it: x != 0 ? … : …")]
    [InlineData("true && students", 9, "&& joins true and false, but found integer.", "Compare it: x != 0.")]
    [InlineData("true ? 1 : 'a'", 12, "This is text, but beside it stands integer.",
        "Convert one of them: integer(…).")]
    [InlineData("students is name", 13, "A pattern compares with constants alone.",
        "Write students == name instead.")]
    [InlineData("name is > 5", 11, "text is not compared with integer by >.", "Convert one of them: integer(…).")]
    [InlineData("true < false", 1, "< does not take boolean and boolean.", null)]
    [InlineData("chance('x')", 8, "A probability is a number from 0 to 1, but found text.", null)]
    [InlineData("uniform(1)", 1, "uniform takes a lower and an upper bound, but found 1 values.", null)]
    [InlineData("uniform('a', 'b')", 9, "uniform draws numbers, dates and times, but found text.", null)]
    [InlineData("min(1)", 1, "min takes 2 values or more, but found 1.", null)]
    [InlineData("9223372036854775808", 1, "9223372036854775808 is an integer only with a minus before it.", null)]
    [InlineData("count(nothing)", 1, "There is no such table.", null)]
    public void A_problem_says_where_what_and_what_to_do(string text, int column, string message, string? hint)
    {
        FurrowException problem = Assert.Single(Formula.TryBind(text, Names()).Problems);
        Assert.Equal((ErrorCode.ScenarioInvalid, message), (problem.Code, problem.Message));
        if (column > 0 && problem.File is not null)
        {
            Assert.Equal(("scenarios/studio.yaml", 1, column), (problem.File, problem.Line, problem.Column));
        }

        if (hint is not null)
        {
            Assert.Equal(hint, problem.Hint);
        }
    }

    [Fact]
    public void All_problems_of_an_expression_are_reported() => Assert.Equal(
        ["There is no 'a' here.", "There is no 'b' here.", "There is no function 'nope'."],
        Formula.TryBind("a + 1 > 2 ? lower(b) : nope()", Names()).Problems.Select(problem => problem.Message));

    [Theory]
    [InlineData("students", CellKind.Integer, false, null)]
    [InlineData("students", CellKind.Decimal, false, null)]
    [InlineData("students", CellKind.Float, false, null)]
    [InlineData("price", CellKind.Float, true, null)]
    [InlineData("as_of", CellKind.Timestamp, false, null)]
    [InlineData("null", CellKind.Uuid, true, null)]
    [InlineData("price", CellKind.Integer, false, "Expected integer, but this is decimal.")]
    [InlineData("1e3", CellKind.Decimal, false, "Expected decimal, but this is number.")]
    [InlineData("row", CellKind.Text, false, "Expected text, but this is integer.")]
    [InlineData("name", CellKind.Integer, false, "Expected integer, but this is text.")]
    [InlineData("parent.booked", CellKind.Integer, false, "Expected integer, but this may be NULL.")]
    [InlineData("null", CellKind.Integer, false, "Expected integer, but this may be NULL.")]
    public void What_a_column_takes_is_converted_or_refused(
        string text, CellKind kind, bool isNullable, string? message)
    {
        (BoundExpression? bound, List<FurrowException> problems) =
            Formula.TryBind(text, Names(), new CellType(kind, isNullable));
        Assert.Equal(message, problems.SingleOrDefault()?.Message);
        Assert.Equal(message is null ? kind : null, bound?.Type.Kind);
    }

    [Theory]
    [InlineData("students + 1", false)]
    [InlineData("parent.booked + 1", true)]
    [InlineData("parent.booked > 1", false)]
    [InlineData("parent.booked ?? 1", false)]
    [InlineData("parent.booked ?? parent.booked", true)]
    [InlineData("active && true", true)]
    [InlineData("'a' + parent.booked", false)]
    [InlineData("true ? 1 : null", true)]
    [InlineData("parent.booked is > 1", false)]
    public void Whether_it_may_be_null_is_known(string text, bool isNullable) =>
        Assert.Equal(isNullable, Formula.Bind(text, Names()).Type.IsNullable);

    [Fact]
    public void What_it_depends_on_is_known()
    {
        BoundExpression bound = Formula.Bind("name + students + as_of + students + count(users, row > 1)", Names());
        Assert.Equal([0, 3], bound.Reads);
        Assert.Equal(["as_of", "count 2"], bound.Arguments.Select(argument => argument.Name));
        Assert.True(bound.IsRowBound);
        Assert.True(Formula.Bind("chance(0.5)").IsRowBound);
        Assert.True(Formula.Bind("row", Names()).IsRowBound);
        Assert.False(Formula.Bind("as_of + count(users)", Names()).IsRowBound);
    }

    [Fact]
    public void Arguments_are_given_when_it_is_computed_and_change_nothing_else()
    {
        NamedCells names = Names();
        BoundExpression bound = Formula.Bind("2 * (as_of - date('1970-01-01')) + count(users)", names);
        Assert.Equal(2L * 20458 + 7, bound.Evaluate(names.ValueOf).Value);
        names.Argument("as_of", new CellType(CellKind.Date), 1);
        Assert.Equal(9L, bound.Evaluate(names.ValueOf).Value);
        Assert.Throws<InvalidOperationException>(() => Formula.Bind("row", names).Evaluate(names.ValueOf));
    }
}
