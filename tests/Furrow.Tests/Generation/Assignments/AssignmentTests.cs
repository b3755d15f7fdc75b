using Furrow.Data.Cells;
using Furrow.Generation;
using Furrow.Generation.Assignments;
using Furrow.Generation.Keys;
using Furrow.Generation.Picks;
using Furrow.Generation.Programs;
using Furrow.Generation.Spaces;

namespace Furrow.Tests.Generation.Assignments;

/// <summary>Rows assigned one after another: who gets one, and how much is looked at for it.</summary>
public sealed class AssignmentTests
{
    private const int WantedPerParent = 10;

    [Fact]
    public void P8_four_times_as_many_rows_ask_about_four_times_as_many_pairs()
    {
        long few = CountQuestions(1_000);
        long many = CountQuestions(4_000);
        Assert.True(few >= 1_000 * WantedPerParent, $"{few} pairs were asked about, which is less than were assigned");

        // Comparing everybody with everybody would make it sixteen times as many.
        Assert.True(many <= few * 5, $"{few} pairs of 1,000 rows each, {many} of 4,000");
    }

    [Fact]
    public void Nobody_is_assigned_twice_to_one_parent_or_more_often_than_allowed()
    {
        Scene scene = new(parentCount: 40, candidateCount: 50);
        Assignment assignment = Scene.Assign(scene.Rules with
        {
            Capacity = scene.Candidates.Add("capacity", new Cells(_ => 9)),
            Distinct = scene.CandidateNumber,
        });
        long[][] byParent = Split(assignment.Assigned);
        Assert.All(byParent, assigned => Assert.Equal(assigned.Length, assigned.Distinct().Count()));
        Assert.All(
            byParent.SelectMany(assigned => assigned).CountBy(candidate => candidate),
            taken => Assert.InRange(taken.Value, 1, 9));
        Assert.Equal(40 * WantedPerParent, assignment.Assigned.Length);
    }

    [Fact]
    public void What_another_table_has_of_a_parent_is_left_out_there_and_nowhere_else()
    {
        Scene scene = new(parentCount: 40, candidateCount: 30);
        Assignment first = Scene.Assign(scene.Rules with { Distinct = scene.CandidateNumber });
        int taken = scene.Rows.Add("taken", new AssignedRow(first));
        TakenValues values = new(scene.Parents, scene.Rows, taken);
        TableProgram waiting = new("waiting");
        Assignment second = Scene.Assign(scene.Rules with
        {
            Key = CellKey.FromSeed(2),
            Table = waiting,
            Distinct = scene.CandidateNumber,
            Taken = values,
            TakenBy = scene.CandidateNumber,
        });
        long[][] had = Split(first.Assigned);
        long[][] got = Split(second.Assigned);
        for (int parent = 0; parent < had.Length; parent++)
        {
            Assert.Empty(had[parent].Intersect(got[parent]));
            Assert.Equal(had[parent], values[parent].ToArray());
        }

        Assert.Equal(30, got.SelectMany(assigned => assigned).Distinct().Count());
    }

    private static long CountQuestions(int count)
    {
        Scene scene = new(count, count);
        Cells condition = new(_ => 1, isTruth: true);
        Assignment assignment = Scene.Assign(scene.Rules with
        {
            Condition = scene.Pairs.Add("when", condition),
            Capacity = scene.Candidates.Add("capacity", new Cells(_ => 2 * WantedPerParent)),
            Distinct = scene.CandidateNumber,
        });
        Assert.Equal((long)count * WantedPerParent, assignment.Assigned.Length);
        return condition.RowCount;
    }

    private static long[][] Split(ReadOnlySpan<long> assigned) => [.. assigned.ToArray().Chunk(WantedPerParent)];

    /// <summary>Two tables of rows that are only numbers, and everybody wants the same.</summary>
    private sealed class Scene
    {
        public Scene(int parentCount, int candidateCount)
        {
            Parents.Space = new RootSpace(0, parentCount);
            Candidates.Space = new RootSpace(0, candidateCount);
            CandidateNumber = Candidates.Add("number", new Cells(number => number));
            Pairs.Add("candidate", new GivenCells(new CellType(CellKind.Integer)));
            Rules = new AssignmentRules
            {
                Key = CellKey.FromSeed(1),
                Table = Rows,
                Parent = Parents,
                Wanted = Parents.Add("wanted", new Cells(_ => WantedPerParent)),
                Candidates = new Candidates(Candidates),
                Pairs = Pairs,
            };
        }

        public TableProgram Parents { get; } = new("parents");

        public TableProgram Candidates { get; } = new("candidates");

        public TableProgram Pairs { get; } = new("pairs");

        public TableProgram Rows { get; } = new("rows");

        public int CandidateNumber { get; }

        public AssignmentRules Rules { get; }

        public static Assignment Assign(AssignmentRules rules)
        {
            Assignment assignment = new(rules);
            new Readying(TestContext.Current.CancellationToken).Ensure(new Dependency.Work(assignment));
            return assignment;
        }
    }

    /// <summary>Whole numbers or truth values by row number, which count how many rows were asked for.</summary>
    private sealed class Cells(Func<long, long> value, bool isTruth = false) : CellGenerator
    {
        public long RowCount { get; private set; }

        public override CellType Type { get; } = new(isTruth ? CellKind.Boolean : CellKind.Integer);

        public override void Fill(CellBatch batch, CellVector target)
        {
            RowCount += batch.Count;
            for (int row = 0; row < batch.Count; row++)
            {
                if (target is FixedVector<bool> truths)
                {
                    truths.Values[row] = value(batch.Numbers[row]) != 0;
                }
                else
                {
                    ((FixedVector<long>)target).Values[row] = value(batch.Numbers[row]);
                }
            }
        }
    }
}
