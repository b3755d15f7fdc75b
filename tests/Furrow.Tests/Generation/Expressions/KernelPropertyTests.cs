using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Expressions;
using Furrow.Generation.Expressions.Syntax;

namespace Furrow.Tests.Generation.Expressions;

/// <summary>Kernels yield, for random expressions over random columns, what a plain interpreter does.</summary>
public sealed class KernelPropertyTests
{
    private const int RowCount = 40;
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    [Fact]
    public void Every_row_has_the_value_that_a_plain_interpreter_finds()
    {
        int faults = 0;
        int values = 0;
        for (int seed = 0; seed < 3000; seed++)
        {
            Random random = new(seed);
            NamedCells names = RandomColumns.Create(random, RowCount);
            CellKind kind = RandomColumns.Kinds[seed % RandomColumns.Kinds.Length];
            string text = new RandomSyntax(random, RandomColumns.Kinds).Of(kind, random.Next(1, 5));
            if (Formula.TryBind(text, names).Bound is not { } bound)
            {
                // A condition that may be NULL is refused; nothing else is wrong with what is written here.
                Assert.Contains(Formula.TryBind(text, names).Problems, problem =>
                    problem.Message.StartsWith("What stands before ?", StringComparison.Ordinal));
                continue;
            }

            ExpressionSyntax syntax = Formula.Parse(text);
            string?[] expected = [.. Enumerable.Range(0, RowCount).Select(row => Expected(syntax, bound, names, row))];
            string?[] found = [.. Enumerable.Range(0, RowCount).Select(row => Found(bound, names, row, 1)?[0])];
            Assert.True(expected.SequenceEqual(found), $"{text}\n{Join(expected)}\n{Join(found)}");
            if (expected.Contains(null))
            {
                Assert.Null(Found(bound, names, 0, RowCount));
                faults++;
            }
            else
            {
                Assert.Equal(expected, Found(bound, names, 0, RowCount));
                values++;
            }
        }

        Assert.True(values > 1000 && faults > 100, $"{values} without and {faults} with a fault");
    }

    [Theory]
    [InlineData("chance(0.3) ? text(uniform(1, 6)) : choose('a', nt, text(uniform(1.00, 2.00)))")]
    [InlineData("ni ?? uniform(-5, 5) + (b ? uniform(1, 3) : length(t))")]
    [InlineData("uniform(day, day + 30) + (nb ?? chance(0.5) ? 1 : 2)")]
    [InlineData("'x' + nt + upper(t) + d * 2 + uniform(0d, f * f)")]
    public void The_size_of_batches_changes_nothing(string text)
    {
        const int Count = 5000;
        NamedCells names = RandomColumns.Create(new Random(1), Count);
        BoundExpression bound = Formula.Bind(text, names);
        List<Scalar> whole = names.Compute(bound, 0, Count, 4096);
        Assert.Equal(whole, names.Compute(bound, 0, Count, 7));
        Assert.Equal(whole.Take(500), names.Compute(bound, 0, 500, 1));
        Assert.Equal(whole.Skip(1234).Take(100), names.Compute(bound, 1234, 100, 64));
        Assert.NotEqual(whole, names.Compute(bound, 0, Count, 4096, randomSeed: 2));
    }

    [Fact]
    public void Draws_are_spread_as_they_say()
    {
        const int Count = 40_000;
        NamedCells names = RandomColumns.Create(new Random(1), Count);
        List<object?> Values(string text) =>
            [.. names.Compute(Formula.Bind(text, names), 0, Count, 4096).Select(value => value.Value)];
        Assert.InRange(Values("chance(0.25)").Count(value => value is true), 9500, 10_500);
        Assert.All(Values("chance(0)"), value => Assert.Equal(false, value));
        Assert.All(Values("chance(1)"), value => Assert.Equal(true, value));
        Assert.All(Values("uniform(1, 6)").GroupBy(value => value), group => Assert.InRange(group.Count(), 6200, 7100));
        Assert.Equal(6, Values("uniform(1, 6)").Distinct().Count());
        Assert.Equal(
            [.. Enumerable.Range(0, 21).Select(n => (object?)(n / 10m))],
            Values("uniform(0, 2.0)").Distinct().Order());
        Assert.InRange(Values("uniform(0d, 1)").Average(value => (double)value!), 0.49, 0.51);
        Assert.All(
            Values("choose('a', 'b')").GroupBy(value => value),
            group => Assert.InRange(group.Count(), 19_500, 20_500));
        Assert.Equal(31, Values("uniform(date('2026-01-01'), date('2026-01-31'))").Distinct().Count());
        Assert.InRange(Values("uniform(1, 6) == uniform(1, 6)").Count(value => value is true), 6200, 7100);
        Assert.Equal(
            "'uniform(2, i)': the first bound lies above the second.",
            Assert.Throws<FurrowException>(() => Values("uniform(2, i)")).Message);
        Assert.Equal(
            "'chance(i)': a probability lies between 0 and 1.",
            Assert.Throws<FurrowException>(() => Values("chance(i)")).Message);
    }

    [Theory]
    [InlineData("uniform(1, 100)", "29 42 13 13 90 68 76 91")]
    [InlineData("uniform(0.00, 9.99)", "2.84 4.12 1.26 1.23 8.95 6.76 7.59 9.06")]
    [InlineData("uniform(0d, 1)", "0.284374369043105 0.41232375758995066 0.12614214624447428")]
    [InlineData("chance(0.5)", "true true true true false false false false")]
    [InlineData("choose('a', 'b', 'c')", "a b a a c c c c")]
    public void Draws_are_what_they_have_always_been(string text, string expected)
    {
        int count = expected.Split(' ').Length;
        List<Scalar> found = Formula.Nothing.Compute(Formula.Bind(text), 0, count, count);
        Assert.Equal(expected, string.Join(' ', found.Select(Formula.Show)));
    }

    private static string? Expected(ExpressionSyntax syntax, BoundExpression bound, NamedCells names, int row)
    {
        try
        {
            object? value = new Reference(name => names.Value(name, row) is int day
                ? Epoch.AddDays(day)
                : names.Value(name, row)).Value(syntax);
            return Show(bound.Type.Kind, value);
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    private static string[]? Found(BoundExpression bound, NamedCells names, int first, int count)
    {
        try
        {
            return [.. names.Compute(bound, first, count, count).Select(value => Show(
                bound.Type.Kind, value.Value is int day ? Epoch.AddDays(day) : value.Value))];
        }
        catch (FurrowException error) when (error.Code == ErrorCode.ScenarioInvalid)
        {
            return null;
        }
    }

    private static string Show(CellKind kind, object? value) => value is null
        ? "NULL"
        : $"{kind} {Reference.Text(value)}";

    private static string Join(string?[] values) => string.Join(' ', values.Select(value => value ?? "fault"));
}
