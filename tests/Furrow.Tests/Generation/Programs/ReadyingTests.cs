using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation;
using Furrow.Generation.Programs;

namespace Furrow.Tests.Generation.Programs;

public sealed class ReadyingTests
{
    private readonly List<string> _done = [];

    [Fact]
    public void Work_is_done_once_after_what_it_needs_and_only_where_it_is_needed()
    {
        Step a = new("a", _done);
        Step b = new("b", _done, new Dependency.Work(a));
        Step c = new("c", _done, new Dependency.Work(b), new Dependency.Work(a));
        _ = new Step("never", _done);
        Readying readying = new(CancellationToken.None);
        readying.Ensure(new Dependency.Work(c));
        readying.Ensure(new Dependency.Work(a));
        Assert.Equal(["a", "b", "c"], _done);
        Assert.Equal([a, b, c], readying.Work);
    }

    [Fact]
    public void Cells_bring_what_their_slots_read_and_rows_what_makes_them()
    {
        TableProgram users = new("users") { RowWork = new Step("rows", _done) };
        int first = users.Add("first", new Needing(new Dependency.Work(new Step("first", _done))));
        int second = users.Add("second", new Needing(new Dependency.Rows(users)) { Read = first });
        Readying readying = new(CancellationToken.None);
        readying.Ensure(new Dependency.Cells(users, second));
        Assert.Equal(["first", "rows"], _done);
    }

    [Fact]
    public void A_circle_is_refused_with_the_way_round_it()
    {
        TableProgram users = new("users");
        Step rows = new("the rows of users", _done, new Dependency.Cells(users, 0));
        users.RowWork = rows;
        users.Add("kind", new Needing(new Dependency.Rows(users)));
        FurrowException error = Assert.Throws<FurrowException>(
            () => new Readying(CancellationToken.None).Ensure(new Dependency.Cells(users, 0)));
        Assert.Equal(
            (ErrorCode.ScenarioInvalid, "This depends on itself: users.kind -> the rows of users -> users.kind."),
            (error.Code, error.Message));
        Assert.Empty(_done);
    }

    [Fact]
    public void Nothing_is_begun_once_it_is_cancelled()
    {
        Readying readying = new(new CancellationToken(canceled: true));
        Assert.Throws<OperationCanceledException>(() => readying.Ensure(new Dependency.Work(new Step("a", _done))));
        Assert.Empty(_done);
    }

    private sealed class Step(string name, List<string> done, params Dependency[] needs) : PlannedWork
    {
        public override string Description => name;

        public override IReadOnlyList<Dependency> Dependencies => needs;

        public override void Run(CancellationToken cancellationToken) => done.Add(name);
    }

    private sealed class Needing(params Dependency[] needs) : CellGenerator
    {
        public int? Read { get; init; }

        public override CellType Type => new(CellKind.Integer);

        public override IReadOnlyList<int> Reads => Read is { } slot ? [slot] : [];

        public override IReadOnlyList<Dependency> Dependencies => needs;

        public override void Fill(CellBatch batch, CellVector target) => throw new NotSupportedException();
    }
}
