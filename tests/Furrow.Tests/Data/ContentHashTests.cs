using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Furrow.Data;

namespace Furrow.Tests.Data;

public sealed class ContentHashTests
{
    [Fact]
    public void Any_permutation_has_the_same_hash_and_any_other_row_another() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>[]>(),
        ArbMap.Default.ArbFor<int>(),
        (rows, chance) =>
        {
            string[] texts = [.. rows.Select(row => row.Get)];
            string[] shuffled = [.. texts];
            new Random(chance).Shuffle(shuffled);
            bool same = Hash(texts) == Hash(shuffled) && Hash(texts) != Hash([.. texts, ""]);
            for (int place = 0; place < texts.Length; place++)
            {
                string[] other = [.. texts];
                other[place] += "x";
                same &= Hash(texts) != Hash(other) && Hash(texts) != Hash([.. texts.Where((_, i) => i != place)]);
            }

            return same;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_equal_rows_are_not_none() => Assert.NotEqual(Hash([]).Checksum, Hash(["a", "a"]).Checksum);

    [Fact]
    public void The_form_stays_as_snapshots_keep_it() =>
        Assert.Equal("2:ffedfebda82d4a77e0e34d66a55d1e43", Hash(["a", "b"]).ToString());

    private static ContentHash Hash(string[] rows) =>
        rows.Aggregate(ContentHash.Empty, (hash, row) => hash.Add(Encoding.UTF8.GetBytes(row)));
}
