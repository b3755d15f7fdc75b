using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Furrow.Schema;

namespace Furrow.Tests.Schema;

/// <summary>What two catalogs differ in.</summary>
public sealed class CatalogDiffTests
{
    private static readonly Gen<DatabaseCatalog> Catalogs = Gen.Choose(0, 3).ListOf(6).Select(choices =>
        new DatabaseCatalog(choices.Select((choice, place) => (choice, place)).Where(pair => pair.choice > 0)
            .Select(pair => new CatalogObject($"k{pair.place % 2}", $"n{pair.place}", $"d{pair.choice}"))));

    [Fact]
    public void A_catalog_differs_from_itself_in_nothing() =>
        Prop.ForAll(Catalogs.ToArbitrary(), one => CatalogDiff.Compare(one, one).IsEmpty).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_hashes_and_no_differences_are_the_same() => Prop.ForAll(
        Catalogs.Two().ToArbitrary(),
        pair => CatalogDiff.Compare(pair.Item1, pair.Item2).IsEmpty == (pair.Item1.Hash() == pair.Item2.Hash()))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Differences_applied_lead_from_one_to_the_other() => Prop.ForAll(
        Catalogs.Two().ToArbitrary(),
        pair => Apply(pair.Item1, CatalogDiff.Compare(pair.Item1, pair.Item2)).Hash() == pair.Item2.Hash())
        .QuickCheckThrowOnFailure();

    [Fact]
    public void The_other_way_round_left_behind_is_missing() => Prop.ForAll(
        Catalogs.Two().ToArbitrary(),
        pair => CatalogDiff.Compare(pair.Item1, pair.Item2).Select(Turn)
            .SequenceEqual(CatalogDiff.Compare(pair.Item2, pair.Item1)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Parts_of_a_whole_that_is_left_behind_are_not_told_and_those_of_another_are()
    {
        DatabaseCatalog before = new([new("table", "a", "") { Address = "1" }]);
        DatabaseCatalog after = new(
        [
            new("table", "a", "") { Address = "7" },
            new("column", "a.x", "int") { Address = "7.1", PartOf = "7" },
            new("table", "b", "") { Address = "8" },
            new("column", "b.x", "int") { Address = "8.1", PartOf = "8" },
            new("comment", "b.x", "text") { PartOf = "8.1" },
        ]);
        Assert.Equal(
            ["column a.x", "table b"],
            CatalogDiff.Compare(before, after).Select(found => $"{found.Kind} {found.Name}"));
    }

    [Fact]
    public void Objects_of_one_name_are_all_kept_whatever_their_order()
    {
        CatalogObject[] twins = [new("check", "t", "b"), new("check", "t", "a"), new("check", "t", "c")];
        DatabaseCatalog one = new(twins);
        Assert.Equal(3, one.Count);
        Assert.Equal(one.Hash(), new DatabaseCatalog(twins.Reverse()).Hash());
    }

    [Fact]
    public void No_two_texts_run_together_into_one_hash() => Assert.NotEqual(
        new DatabaseCatalog([new("a", "bc", "")]).Hash(), new DatabaseCatalog([new("ab", "c", "")]).Hash());

    [Fact]
    public void The_hash_stays_what_it_is() => Assert.Equal(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", DatabaseCatalog.Empty.Hash());

    private static DatabaseCatalog Apply(DatabaseCatalog catalog, ImmutableArray<CatalogDifference> differences)
    {
        Dictionary<CatalogKey, CatalogObject> objects = catalog.Objects.ToDictionary(found => found.Key);
        foreach (CatalogDifference difference in differences)
        {
            CatalogKey key = new(difference.Kind, difference.Name);
            objects.Remove(key);
            if (difference.After is { } definition)
            {
                objects.Add(key, new(difference.Kind, difference.Name, definition));
            }
        }

        return new DatabaseCatalog(objects.Values);
    }

    private static CatalogDifference Turn(CatalogDifference difference) => difference with
    {
        Before = difference.After,
        After = difference.Before,
        Change = difference.Change switch
        {
            CatalogChange.LeftBehind => CatalogChange.Missing,
            CatalogChange.Missing => CatalogChange.LeftBehind,
            _ => CatalogChange.Changed,
        },
    };
}
