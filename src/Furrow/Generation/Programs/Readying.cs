using Furrow.Errors;

namespace Furrow.Generation.Programs;

/// <summary>
/// Does planned work in an order in which everything is there when it is needed, each piece once, and only what is
/// needed at all; a circle is refused with the way round it.
/// </summary>
public sealed class Readying
{
    private readonly HashSet<object> _done = new(ReferenceEqualityComparer.Instance);
    private readonly List<PlannedWork> _work = [];
    private readonly List<(object Step, string Name)> _path = [];
    private readonly CancellationToken _cancellationToken;
    private readonly long _bytesMax;

    /// <summary>Creates one with nothing done.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="bytesMax">The memory that all results together may take, in bytes.</param>
    public Readying(CancellationToken cancellationToken, long bytesMax = long.MaxValue) =>
        (_cancellationToken, _bytesMax) = (cancellationToken, bytesMax);

    /// <summary>About how many bytes of memory the results take.</summary>
    public long ByteCount { get; private set; }

    /// <summary>The work that was done, in order.</summary>
    public IReadOnlyList<PlannedWork> Work => _work;

    /// <summary>Makes something ready.</summary>
    /// <exception cref="FurrowException">Code <c>scenario.invalid</c>: it depends on itself.</exception>
    public void Ensure(Dependency dependency)
    {
        switch (dependency)
        {
            case Dependency.Cells(var table, var slot):
                EnsureCells(table, slot);
                break;
            case Dependency.Rows(var table):
                if (table.RowWork is { } rows)
                {
                    EnsureWork(rows);
                }

                break;
            case Dependency.Work(var work):
                EnsureWork(work);
                break;
            default:
                throw new InvalidOperationException($"{dependency} is no dependency");
        }
    }

    private void EnsureCells(TableProgram table, int slot)
    {
        Slot cells = table.Slots[slot];
        if (!Enter(cells, $"{table.Name}.{cells.Name}"))
        {
            return;
        }

        foreach (int read in cells.Generator.Reads)
        {
            EnsureCells(table, read);
        }

        foreach (Dependency dependency in cells.Generator.Dependencies)
        {
            Ensure(dependency);
        }

        Leave(cells);
    }

    private void EnsureWork(PlannedWork work)
    {
        if (!Enter(work, work.Description))
        {
            return;
        }

        foreach (Dependency dependency in work.Dependencies)
        {
            Ensure(dependency);
        }

        _cancellationToken.ThrowIfCancellationRequested();
        work.Run(_cancellationToken);
        _work.Add(work);
        Leave(work);
        ByteCount += work.ByteCount;
        if (ByteCount > _bytesMax)
        {
            throw TooLarge();
        }
    }

    private FurrowException TooLarge()
    {
        PlannedWork largest = _work.MaxBy(done => done.ByteCount)!;
        return new FurrowException(
            ErrorCode.GenerateCapacity,
            FormattableString.Invariant(
                $"The plan takes {Megabytes(ByteCount)} MB of memory or more, and may take {Megabytes(_bytesMax)}; ")
                + FormattableString.Invariant($"{largest.Description} take {Megabytes(largest.ByteCount)} MB of it."))
        {
            Hint = "Make fewer rows, or raise `scenarios: { memory: … }` in furrow.yaml.",
        };
    }

    private static decimal Megabytes(long bytes) => Math.Round(bytes / 1_000_000m, bytes < 10_000_000 ? 2 : 0);

    private bool Enter(object step, string name)
    {
        if (_done.Contains(step))
        {
            return false;
        }

        int begin = _path.FindIndex(entered => ReferenceEquals(entered.Step, step));
        if (begin >= 0)
        {
            IEnumerable<string> circle = _path[begin..].Select(entered => entered.Name).Append(name);
            throw new FurrowException(
                ErrorCode.ScenarioInvalid, $"This depends on itself: {string.Join(" -> ", circle)}.")
            {
                Hint = "Take one of these values from something that does not need the others.",
            };
        }

        _path.Add((step, name));
        return true;
    }

    private void Leave(object step)
    {
        _path.RemoveAt(_path.Count - 1);
        _done.Add(step);
    }
}
