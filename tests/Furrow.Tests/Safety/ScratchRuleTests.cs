using Furrow.Safety;

namespace Furrow.Tests.Safety;

/// <summary>Where scratch databases may be made unasked.</summary>
public sealed class ScratchRuleTests
{
    [Theory]
    [InlineData(EnvironmentKind.Development, true)]
    [InlineData(EnvironmentKind.Test, true)]
    [InlineData(EnvironmentKind.Staging, true)]
    [InlineData(EnvironmentKind.Production, false)]
    public void Stamp_and_environment_each_decide(EnvironmentKind kind, bool may)
    {
        const EnvironmentKind own = EnvironmentKind.Development;
        Assert.Equal(may, ScratchRule.WhyNot("shop", new StampState.Stamped("x", kind), "development", own) is null);
        Assert.Equal(may, ScratchRule.WhyNot("shop", StampState.NoDatabase, "x", kind) is null);
        Assert.Equal(may, ScratchRule.WhyNot("shop", StampState.Unstamped, "x", kind) is null);
    }

    [Fact]
    public void A_stamp_that_cannot_be_read_may_be_production_s() => Assert.Contains(
        "no right",
        ScratchRule.WhyNot(
            "shop", new StampState.Unreadable("no right"), "development", EnvironmentKind.Development),
        StringComparison.Ordinal);
}
