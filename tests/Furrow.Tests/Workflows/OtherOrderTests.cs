using System.Collections.Immutable;
using Furrow.Seeds;
using Furrow.Workflows.SeedTesting;

namespace Furrow.Tests.Workflows;

public sealed class OtherOrderTests
{
    [Fact]
    public void It_is_as_far_from_the_usual_one_as_dependencies_allow() => Assert.Equal(
        ["d", "b", "a", "c"],
        OtherOrder.Of([Seed("a"), Seed("b"), Seed("c", "a", "elsewhere"), Seed("d")]).Select(seed => seed.Name));

    [Fact]
    public void A_chain_has_one_order_alone()
    {
        ImmutableArray<SeedFile> chain = [Seed("a"), Seed("b", "a"), Seed("c", "b")];
        Assert.Equal(chain, OtherOrder.Of(chain));
    }

    private static SeedFile Seed(string name, params ImmutableArray<string> depends) => new()
    {
        Name = name,
        Folder = "base",
        Path = name,
        DisplayPath = name,
        Kind = SeedKind.Sql,
        Policy = SeedPolicy.Once,
        Version = "1.0.0",
        Depends = depends,
        Text = "",
        Checksum = "",
    };
}
