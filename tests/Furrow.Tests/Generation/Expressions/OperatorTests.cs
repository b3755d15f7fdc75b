using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Expressions;

namespace Furrow.Tests.Generation.Expressions;

/// <summary>What operators yield, by the kinds of their operands.</summary>
public sealed class OperatorTests
{
    [Theory]
    [InlineData("7 / 2", "integer 3")]
    [InlineData("-7 / 2", "integer -3")]
    [InlineData("-7 % 3", "integer -1")]
    [InlineData("-9223372036854775808", "integer -9223372036854775808")]
    [InlineData("-9223372036854775808 % -1", "integer 0")]
    [InlineData("0xFF + 1_000", "integer 1255")]
    [InlineData("1 + 2 * 3 - 4", "integer 3")]
    [InlineData("10 - 4 - 3", "integer 3")]
    [InlineData("(1 + 2) * -3", "integer -9")]
    [InlineData("0.1 + 0.2", "decimal 0.3")]
    [InlineData("1 / 4.0", "decimal 0.25")]
    [InlineData("1m / 4", "decimal 0.25")]
    [InlineData("0.1d + 0.2", "number 0.30000000000000004")]
    [InlineData("1e3 / 3", "number 333.3333333333333")]
    [InlineData("1.5 * 1e1", "number 15")]
    [InlineData("1d / 0", "number Infinity")]
    [InlineData("'a' + 1 + 2", "text a12")]
    [InlineData("1 + 2 + 'a'", "text 3a")]
    [InlineData("'a' + null + true + 1.50", "text atrue1.50")]
    [InlineData("date('2026-03-01') - 1", "date 2026-02-28")]
    [InlineData("1 + date('2026-02-28')", "date 2026-03-01")]
    [InlineData("date('2026-03-01') - date('2024-03-01')", "integer 730")]
    [InlineData("date('2026-01-31') + months(1)", "timestamp 2026-02-28T00:00:00")]
    [InlineData("timestamp('2026-01-31T12:00') - months(1) - days(1)", "timestamp 2025-12-30T12:00:00")]
    [InlineData("months(1) + timestamp('2024-02-29T12:00')", "timestamp 2024-03-29T12:00:00")]
    [InlineData("timestamp('2026-01-03T01:00') - timestamp('2026-01-01T02:30')", "interval P1DT22H30M")]
    [InlineData("timestamp('2026-01-01') - timestamp('2026-01-02T00:00:01.5')", "interval P-1DT-1.5S")]
    [InlineData("time('23:00') + hours(2)", "time 01:00:00")]
    [InlineData("time('01:00') - hours(2)", "time 23:00:00")]
    [InlineData("time('09:30') - time('08:00')", "interval PT1H30M")]
    [InlineData("-(days(1) * 3 + hours(1))", "interval P-3DT-1H")]
    [InlineData("2 * (months(1) - days(1))", "interval P2M-2D")]
    [InlineData("+1 + +2.5", "decimal 3.5")]
    [InlineData("!true || !false", "boolean true")]
    public void Arithmetic(string text, string expected) => Assert.Equal(expected, Formula.Show(text));

    [Theory]
    [InlineData("1 < 1.5", true)]
    [InlineData("1 == 1.0", true)]
    [InlineData("1.0 == 1d", true)]
    [InlineData("2 >= 2 && 2 <= 2 && !(2 != 2)", true)]
    [InlineData("'a' < 'b' && 'B' < 'a' && 'z' < 'é' && '\\uffff' < '\\U00010000'", true)]
    [InlineData("'a' == 'A'", false)]
    [InlineData("true == false", false)]
    [InlineData("date('2026-01-05') < date('2026-01-06')", true)]
    [InlineData("date('2026-01-05') == timestamp('2026-01-05T00:00')", true)]
    [InlineData("time('08:00') > time('07:59')", true)]
    [InlineData("days(30) == months(1) && hours(24) == days(1) && days(31) > months(1)", true)]
    [InlineData("sqrt(-1) == sqrt(-1)", false)]
    [InlineData("sqrt(-1) != sqrt(-1)", true)]
    [InlineData("5 is 3 or > 4 and < 6", true)]
    [InlineData("'b' is 'a' or 'b'", true)]
    [InlineData("'c' is not ('a' or 'b')", true)]
    [InlineData("5 is not null and not 5", false)]
    [InlineData("2 is > 1.5", true)]
    [InlineData("null is null", true)]
    [InlineData("3 is -3 or 1 + 2", true)]
    public void Comparison(string text, bool expected) =>
        Assert.Equal(expected ? "boolean true" : "boolean false", Formula.Show(text));

    [Theory]
    [InlineData("n + 1", "integer NULL")]
    [InlineData("-n", "integer NULL")]
    [InlineData("n * 1.5", "decimal NULL")]
    [InlineData("n == null", "boolean true")]
    [InlineData("null != n", "boolean false")]
    [InlineData("n == n", "boolean true")]
    [InlineData("n == 1", "boolean false")]
    [InlineData("n != 1", "boolean true")]
    [InlineData("n != n", "boolean false")]
    [InlineData("n < 1 || n >= 1 || n <= n", "boolean false")]
    [InlineData("t == 'a'", "boolean false")]
    [InlineData("t != 'a'", "boolean true")]
    [InlineData("t == t", "boolean true")]
    [InlineData("t < 'a' || t >= 'a'", "boolean false")]
    [InlineData("n is null", "boolean true")]
    [InlineData("n is not 1", "boolean true")]
    [InlineData("n is > 0 or <= 0", "boolean false")]
    [InlineData("b && false", "boolean false")]
    [InlineData("b && true", "boolean NULL")]
    [InlineData("false && b", "boolean false")]
    [InlineData("b || true", "boolean true")]
    [InlineData("b || false", "boolean NULL")]
    [InlineData("b && b", "boolean NULL")]
    [InlineData("!b", "boolean NULL")]
    [InlineData("(b ?? false) ? 1 : 2", "integer 2")]
    [InlineData("n ?? 5", "integer 5")]
    [InlineData("n ?? 5.5", "decimal 5.5")]
    [InlineData("n ?? n ?? 3", "integer 3")]
    [InlineData("'a' + n + 'b'", "text ab")]
    [InlineData("'a' + t", "text a")]
    [InlineData("true ? null : 1", "integer NULL")]
    [InlineData("n + null", "integer NULL")]
    [InlineData("lower(t)", "text NULL")]
    [InlineData("coalesce(null, n, 4)", "integer 4")]
    [InlineData("max(1, n)", "integer NULL")]
    [InlineData("null", "text NULL")]
    public void Null(string text, string expected)
    {
        NamedCells names = new();
        names.Argument("n", new CellType(CellKind.Integer, true), null);
        names.Argument("t", new CellType(CellKind.Text, true), null);
        names.Argument("b", new CellType(CellKind.Boolean, true), null);
        Assert.Equal(expected, Formula.Show(text, names));
    }

    [Theory]
    [InlineData("9223372036854775807 + 1", "'9223372036854775807 + 1' is out of the range of integer.")]
    [InlineData("-9223372036854775808 / -1", "'-9223372036854775808 / -1' is out of the range of integer.")]
    [InlineData("-(-9223372036854775808)", "'-(-9223372036854775808)' is out of the range of integer.")]
    [InlineData("abs(-9223372036854775808)", "'abs(-9223372036854775808)' is out of the range of integer.")]
    [InlineData("1 + 2 % 0", "'2 % 0' divides by zero.")]
    [InlineData("1.5 / 0", "'1.5 / 0' divides by zero.")]
    [InlineData("pow(10.0, 30)", "'pow(10.0, 30)' is out of the range of decimal.")]
    [InlineData("integer(1e300)", "'integer(1e300)' is out of the range of integer.")]
    [InlineData("pow(2, -1)", "'pow(2, -1)': an integer has no negative powers; number(x) has.")]
    [InlineData("integer('x1')", "'integer('x1')': a text is no integer.")]
    [InlineData("date('2026-02-29')", "'date('2026-02-29')': a text is no date, as 2026-01-05.")]
    [InlineData("date('2026-02-28') + 9223372036854775807",
        "'date('2026-02-28') + 9223372036854775807' is out of the range of date.")]
    public void What_cannot_be_computed_is_named(string text, string message)
    {
        FurrowException error = Formula.Fault(text);
        Assert.Equal((ErrorCode.ScenarioInvalid, message), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("z == 0 ? 0 : 5 / z", "integer 0")]
    [InlineData("z != 0 && 5 / z > 1", "boolean false")]
    [InlineData("z == 0 || 5 / z > 1", "boolean true")]
    [InlineData("5 ?? 5 / z", "integer 5")]
    [InlineData("true ? 1 : 1 / 0", "integer 1")]
    [InlineData("coalesce(z, 1 / 0)", "integer 0")]
    public void What_is_not_needed_does_not_fail(string text, string expected)
    {
        NamedCells names = new();
        names.Argument("z", new CellType(CellKind.Integer, true), 0L);
        Assert.Equal(expected, Formula.Show(text, names));
    }

    [Fact]
    public void What_is_not_needed_does_not_fail_for_some_rows_of_many()
    {
        NamedCells names = new();
        names.Column("z", new CellType(CellKind.Integer, true), 0L, 1L, null, 2L, 0L);
        BoundExpression bound = Formula.Bind("z is null ? 'none' : z == 0 ? 'zero' : text(10 / (z ?? 0))", names);
        Assert.Equal(
            ["zero", "10", "none", "5", "zero"],
            names.Compute(bound, 0, 5, 5).Select(value => (string)value.Value!));
        bound = Formula.Bind("z == null || z == 0 || 10 / (z ?? 0) > 5", names);
        Assert.Equal(
            [true, true, true, false, true], names.Compute(bound, 0, 5, 5).Select(value => (bool)value.Value!));
    }

    [Fact]
    public void A_fault_of_a_row_says_where_but_no_value()
    {
        NamedCells names = new();
        names.Column("z", new CellType(CellKind.Integer), 1L, 0L);
        BoundExpression bound = Formula.Bind("1 + 4711 / z", names);
        FurrowException error = Assert.Throws<FurrowException>(() => names.Compute(bound, 0, 2, 2));
        Assert.Equal("'4711 / z' divides by zero.", error.Message);
        Assert.Equal(("scenarios/studio.yaml", 1, 5), (error.File, error.Line, error.Column));
    }
}
