using FsCheck;
using FsCheck.Fluent;
using Furrow.Errors;
using Furrow.Seeds;
using static Furrow.Tests.Seeds.SeedBuilder;

namespace Furrow.Tests.Seeds;

/// <summary>The order in which seeds run, and dependencies that cannot be met.</summary>
public sealed class SeedOrderTests
{
    private static readonly string[] Folders = ["base", "development", "test"];

    [Fact]
    public void T5_order_is_folder_prefix_and_name_whatever_order_they_were_found_in()
    {
        string[] expected =
        [
            "base/00_z", "base/5_a", "base/05_b", "base/5_c", "base/10_a", "base/100_a", "base/a", "base/b",
            "development/00_a", "test/00_a",
        ];
        SeedFile[] seeds = [.. expected.Select(name => Seed(name))];
        string[] byName = [.. expected[..1], "base/05_b", "base/5_a", "base/5_c", .. expected[4..]];
        Random chance = new(5);
        for (int round = 0; round < 50; round++)
        {
            chance.Shuffle(seeds);
            Assert.Equal(byName, Names(SeedOrder.Arrange(seeds, Folders)));
        }
    }

    [Fact]
    public void Folders_come_in_the_environments_order_and_others_not_at_all() => Assert.Equal(
        ["test/00_a", "base/00_a"],
        Names(SeedOrder.Arrange([Seed("base/00_a"), Seed("other/00_a"), Seed("test/00_a")], ["test", "base", "none"])));

    [Fact]
    public void What_a_seed_depends_on_comes_before_it_and_nothing_else_moves() => Assert.Equal(
        ["base/05_b", "base/30_e", "base/20_d", "base/10_c", "base/40_f"],
        Names(SeedOrder.Arrange(
            [
                Seed("base/05_b"), Seed("base/10_c", ["base/20_d"]), Seed("base/20_d", ["base/30_e"]),
                Seed("base/30_e"), Seed("base/40_f", ["base/05_b", "base/05_b"]),
            ],
            Folders)));

    [Fact]
    public void A_circle_is_printed_as_it_runs()
    {
        FurrowException error = Fails([
            Seed("base/00_a", ["base/10_b"]), Seed("base/10_b", ["base/20_c"]), Seed("base/20_c", ["base/10_b"]),
        ]);
        Assert.Contains("base/10_b -> base/20_c -> base/10_b.", error.Message, StringComparison.Ordinal);
        Assert.Equal("seeds/base/10_b.sql", error.File);
    }

    [Fact]
    public void A_seed_that_depends_on_itself_is_a_circle() =>
        Assert.Contains(
            "base/00_a -> base/00_a.", Fails([Seed("base/00_a", ["base/00_a"])]).Message, StringComparison.Ordinal);

    [Fact]
    public void T10_a_dependency_outside_the_environment_is_an_error()
    {
        FurrowException error = Fails([Seed("base/00_a", ["demo/00_b"]), Seed("demo/00_b")]);
        Assert.Contains("demo/00_b, whose folder is not part of this environment", error.Message,
            StringComparison.Ordinal);
        Assert.Contains("base, development, test", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dependency_that_is_not_there_names_the_nearest()
    {
        FurrowException error = Fails([Seed("base/00_a", ["base/00_rolls"]), Seed("base/00_roles")]);
        Assert.Contains("there is no such seed", error.Message, StringComparison.Ordinal);
        Assert.Contains("base/00_roles", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_cannot_be_met_is_told_at_once()
    {
        FurrowException error = Fails([
            Seed("base/00_a", ["base/x", "demo/00_b"]), Seed("base/10_b", ["base/10_b"]), Seed("demo/00_b"),
        ]);
        Assert.StartsWith("3 dependencies", error.Message, StringComparison.Ordinal);
        string[] lines = error.Detail!.Split('\n');
        Assert.Equal(3, lines.Count(line => line.Contains(": ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_seed_that_is_in_no_folder_of_the_environment_may_depend_on_what_it_likes() =>
        Assert.Single(SeedOrder.Arrange([Seed("base/00_a"), Seed("demo/00_b", ["nowhere/x"])], Folders));

    [Fact]
    public void Every_seed_comes_once_and_after_what_it_depends_on() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Graphs().ToArbitrary(), seeds =>
        {
            List<string> order = [.. Names(SeedOrder.Arrange(seeds, Folders))];
            List<string> again = [.. Names(SeedOrder.Arrange([.. seeds.Reverse()], Folders))];
            return order.SequenceEqual(again)
                && order.Count == seeds.Count
                && order.Distinct().Count() == order.Count
                && seeds.All(seed => seed.Depends.All(name => order.IndexOf(name) < order.IndexOf(seed.Name)));
        }));

    // Each depends only on ones with a smaller number, which its own prefix need not be.
    private static Gen<IReadOnlyList<SeedFile>> Graphs() =>
        from count in Gen.Choose(1, 12)
        from folders in Gen.ArrayOf(Gen.Elements(Folders), count)
        from prefixes in Gen.ArrayOf(Gen.Choose(0, 5), count)
        from edges in Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, 20), 2), count)
        let names = folders.Select((folder, i) => $"{folder}/{prefixes[i]}_seed{i}").ToArray()
        select (IReadOnlyList<SeedFile>)
        [
            .. names.Select((name, i) => Seed(name, [.. edges[i].Where(edge => edge < i).Select(edge => names[edge])])),
        ];

    private static FurrowException Fails(IReadOnlyList<SeedFile> seeds)
    {
        FurrowException error = Assert.Throws<FurrowException>(() => SeedOrder.Arrange(seeds, Folders));
        Assert.Equal(ErrorCode.SeedInvalid, error.Code);
        Assert.NotEmpty(error.Hint ?? error.Detail!);
        return error;
    }

    private static IEnumerable<string> Names(IEnumerable<SeedFile> seeds) => seeds.Select(seed => seed.Name);
}
