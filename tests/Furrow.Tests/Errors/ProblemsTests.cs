using Furrow.Errors;

namespace Furrow.Tests.Errors;

/// <summary>Several problems as one error: each with its place and its remedy, nothing said twice.</summary>
public sealed class ProblemsTests
{
    [Fact]
    public void Each_is_listed_with_its_place_and_its_own_remedy()
    {
        FurrowException error = Throw(
            Problem("a is wrong.", "a.sql", 1, 2, "Mend it."),
            Problem("b is wrong.", "b.sql", 3, null, "Mend it."),
            Problem("c is wrong.", null, null, null, "Leave it."),
            Problem("d is wrong.", "d.sql", null, null, null));
        Assert.Equal("4 problems.", error.Message);
        Assert.Equal(
            """
            a.sql:1:2: a is wrong.
              → Mend it.
            b.sql:3: b is wrong.
            c is wrong.
              → Leave it.
            d.sql: d is wrong.
            """,
            error.Detail);
        Assert.Null(error.Hint);
        Assert.Null(ErrorPlace.Of(error));
    }

    [Fact]
    public void One_remedy_for_all_is_said_once_at_the_end()
    {
        FurrowException error = Throw(
            Problem("a is wrong.", "a.sql", 1, 2, "Mend it."), Problem("b is wrong.", "b.sql", 3, 4, "Mend it."));
        Assert.Equal(
            ("a.sql:1:2: a is wrong.\nb.sql:3:4: b is wrong.", "Mend it."), (error.Detail, error.Hint));
    }

    [Fact]
    public void A_problem_that_lists_its_places_needs_no_heading()
    {
        FurrowException inner = Throw(
            Problem("a is wrong.", "a.sql", 1, 2, null), Problem("b is wrong.", "a.sql", 3, 4, null));
        FurrowException error = Throw(inner, Problem("c is wrong.", "c.sql", 5, 6, null));
        Assert.Equal(
            "a.sql:1:2: a is wrong.\na.sql:3:4: b is wrong.\nc.sql:5:6: c is wrong.", error.Detail);
    }

    [Fact]
    public void A_place_is_told_where_nothing_else_tells_it()
    {
        Assert.Equal("a.sql:1:2", ErrorPlace.Of(Problem("x", "a.sql", 1, 2, null)));
        Assert.Equal("a.sql:1", ErrorPlace.Of(Problem("x", "a.sql", 1, null, null)));
        Assert.Equal("a.sql", ErrorPlace.Of(Problem("x", "a.sql", null, null, null)));
        Assert.Null(ErrorPlace.Of(Problem("a.sql:1: x", "a.sql", 1, null, null)));
        Assert.Null(ErrorPlace.Of(Problem("x", null, null, null, null)));
    }

    private static FurrowException Throw(params FurrowException[] problems) => Assert.Throws<FurrowException>(
        () => Problems.Throw(problems, $"{problems.Length} problems."));

    private static FurrowException Problem(string message, string? file, int? line, int? column, string? hint) =>
        new(ErrorCode.SeedInvalid, message) { File = file, Line = line, Column = column, Hint = hint };
}
