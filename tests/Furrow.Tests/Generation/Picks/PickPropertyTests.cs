using Furrow.Data.Cells;
using Furrow.Generation.Assignments;
using Furrow.Generation.Generators;
using Furrow.Generation.Keys;
using Furrow.Generation.Picks;
using Furrow.Generation.Programs;
using Furrow.Generation.Spaces;

namespace Furrow.Tests.Generation.Picks;

/// <summary>Sets, groups, counts, pairs and assignments against plain lists.</summary>
public sealed class PickPropertyTests
{
    private const int Runs = 150;

    private static readonly CellKey Key = CellKey.FromSeed(1).Fold("picks");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_set_finds_its_rows_by_rank_and_their_ranks()
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            Random random = new(seed);
            bool[] bits = [.. Bytes(random).Select(unit => unit < 90)];
            long first = random.Next(1000);
            int repeated = random.Next(40);
            bool[] all = [.. Enumerable.Repeat(bits, 1 + repeated).SelectMany(part => part)];
            RowSet.Builder builder = RowSet.For(first, all.Length);
            long[] members =
                [.. Enumerable.Range(0, all.Length).Where(place => all[place]).Select(place => first + place)];
            foreach (long member in Enumerable.Reverse(members))
            {
                builder.Add(member);
            }

            RowSet set = builder.Build();
            Assert.Equal(members.Length, set.Count);
            Assert.Equal(members, Enumerable.Range(0, members.Length).Select(rank => set[rank]));
            Assert.Equal(Enumerable.Range(0, members.Length).Select(rank => (long)rank), members.Select(set.RankOf));
            Assert.Equal(all, Enumerable.Range(0, all.Length).Select(place => set.Contains(first + place)));
            Assert.False(set.Contains(first - 1));
            Assert.False(set.Contains(first + all.Length + 64));
        }
    }

    [Fact]
    public void Counts_find_each_child_s_parent_and_place()
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            Random random = new(seed);
            byte[] counts = Bytes(random, seed % 10 == 0 ? 2000 : 60);
            bool hasMany = seed % 3 == 0;
            int[] wanted =
                [.. counts.Select((count, place) => hasMany && place == counts.Length / 2 ? 700 : count % 4)];
            ChildCounts.Builder builder = ChildCounts.For(wanted.Length);
            foreach (int count in wanted)
            {
                builder.Add(count);
            }

            ChildCounts found = builder.Build();
            (long, int)[] children =
            [
                .. wanted.SelectMany((count, parent) =>
                    Enumerable.Range(0, count).Select(child => ((long)parent, child))),
            ];
            Assert.Equal(children.Length, found.Total);
            Assert.Equal(wanted.DefaultIfEmpty().Max(), found.Max);
            Assert.Equal(wanted, Enumerable.Range(0, wanted.Length).Select(parent => found[parent]));
            Assert.Equal(children, Enumerable.Range(0, children.Length).Select(child => found.Find(child)));
            Assert.Equal(
                wanted.Select((_, parent) => wanted.Take(parent).Sum(count => (long)count)),
                Enumerable.Range(0, wanted.Length).Select(parent => found.StartOf(parent)));
        }
    }

    [Fact]
    public void As_many_counts_as_parents_are_wanted()
    {
        ChildCounts.Builder builder = ChildCounts.For(2);
        builder.Add(1);
        Assert.Throws<InvalidOperationException>(builder.Build);
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Add(-1));
    }

    [Fact]
    public void Groups_hold_every_row_once_in_order()
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            Random random = new(seed);
            sbyte[] groups = [.. Bytes(random).Select(unit => (sbyte)unit)];
            TableProgram table = Program("users", groups.Length);
            int slot = table.Add("group", Given(groups));
            RowGroups found = new(new Candidates(table), slot);
            found.Run(Token);
            for (long group = sbyte.MinValue - 1; group <= sbyte.MaxValue + 1; group++)
            {
                Assert.Equal(
                    Enumerable.Range(0, groups.Length).Where(row => groups[row] == group).Select(row => (long)row),
                    found[group].ToArray());
            }
        }
    }

    [Fact]
    public void Pairs_are_of_different_rows_and_none_comes_twice()
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            Random random = new(seed);
            byte[] groups = [.. Bytes(random).Select(unit => (byte)(unit % 3))];
            int possible = groups.GroupBy(group => group).Sum(group => group.Count() * (group.Count() - 1) / 2);
            TableProgram users = Program("users", groups.Length);
            RowGroups within = new(new Candidates(users), users.Add("group", Given(groups)));
            TableProgram friends = Program("friends", possible);
            PairPlan pairs = new(Key, friends, new Candidates(users), within);
            within.Run(Token);
            pairs.Run(Token);
            (long First, long Second)[] found = [.. Enumerable.Range(0, possible).Select(row => pairs.Find(row))];
            Assert.All(found, pair => Assert.Equal(groups[pair.First], groups[pair.Second]));
            Assert.All(found, pair => Assert.NotEqual(pair.First, pair.Second));
            Assert.Equal(
                possible,
                found.Select(pair => (Math.Min(pair.First, pair.Second), Math.Max(pair.First, pair.Second)))
                    .Distinct().Count());
        }
    }

    [Fact]
    public void An_assignment_keeps_to_counts_capacities_and_differences()
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            Random random = new(seed);
            long[] wanted = [.. Bytes(random).Select(unit => (long)(unit % 5))];
            long[] capacity = [.. Bytes(random).Select(unit => (long)(unit % 4))];
            TableProgram classes = Program("classes", wanted.Length);
            TableProgram users = Program("users", capacity.Length);
            TableProgram bookings = new("bookings");
            TableProgram pairs = new("pairs");
            pairs.Add("candidate", new GivenCells(new CellType(CellKind.Integer)));
            int numbers = users.Add("row", new RowNumbers(isOrdinal: false));
            Assignment assignment = new(new AssignmentRules
            {
                Key = Key,
                Table = bookings,
                Parent = classes,
                Wanted = classes.Add("wanted", Given(wanted)),
                Candidates = new Candidates(users),
                Pairs = pairs,
                Capacity = users.Add("capacity", Given(capacity)),
                Distinct = numbers,
                MayBeFewer = true,
            });
            new Readying(Token).Ensure(new Dependency.Work(assignment));
            ChildSpace space = (ChildSpace)bookings.Space;
            long[] assigned = assignment.Assigned.ToArray();
            Assert.Equal(assigned.Length, space.Count);
            for (int parent = 0; parent < wanted.Length; parent++)
            {
                (long first, int count) = space.ChildrenOf(parent);
                long[] own = assigned[(int)first..(int)(first + count)];
                Assert.True(count <= wanted[parent]);
                Assert.Equal(own.Length, own.Distinct().Count());
            }

            Assert.All(assigned.GroupBy(user => user), group => Assert.True(group.Count() <= capacity[group.Key]));
        }
    }

    private static byte[] Bytes(Random random, int lengthMax = 60)
    {
        byte[] bytes = new byte[random.Next(lengthMax)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static TableProgram Program(string name, int rows) => new(name) { Space = new RootSpace(0, rows) };

    private static GivenRows Given<T>(T[] values)
        where T : struct, IConvertible => new([.. values.Select(value => value.ToInt64(null))]);

    /// <summary>Whole numbers by row.</summary>
    private sealed class GivenRows(long[] values) : Furrow.Generation.CellGenerator
    {
        public override CellType Type => new(CellKind.Integer);

        public override void Fill(Furrow.Generation.CellBatch batch, CellVector target)
        {
            for (int row = 0; row < batch.Count; row++)
            {
                ((FixedVector<long>)target).Values[row] = values[batch.Numbers[row]];
            }
        }
    }
}
