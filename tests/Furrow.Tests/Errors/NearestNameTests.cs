using Furrow.Errors;

namespace Furrow.Tests.Errors;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("migratons", "migrations")]
    [InlineData("Seeds", "seeds")]
    [InlineData("sedes", "seeds")]
    [InlineData("databse", "database")]
    [InlineData("nmae", "name")]
    [InlineData("hook", "hooks")]
    public void A_slip_finds_the_name_that_was_meant(string name, string meant) =>
        Assert.Equal(meant, NearestName.Find(name, ["name", "seeds", "database", "migrations", "hooks"]));

    [Theory]
    [InlineData("")]
    [InlineData("pool_size")]
    [InlineData("x")]
    public void Something_else_finds_nothing(string name) =>
        Assert.Null(NearestName.Find(name, ["name", "seeds", "database", "migrations", "hooks"]));

    [Fact]
    public void A_name_of_absurd_length_is_not_compared() =>
        Assert.Null(NearestName.Find(new string('a', 100_000), [new string('a', 100_001)]));
}
