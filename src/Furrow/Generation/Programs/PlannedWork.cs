namespace Furrow.Generation.Programs;

/// <summary>
/// Something computed once before rows are made, because it looks at many rows at a time: counts of children, which
/// rows qualify for a pick, who is assigned to what, sums over children.
/// </summary>
public abstract class PlannedWork
{
    /// <summary>What it is, for messages: <c>the rows of users that qualify for bookings.user_id</c>.</summary>
    public abstract string Description { get; }

    /// <summary>What it reads.</summary>
    public abstract IReadOnlyList<Dependency> Dependencies { get; }

    /// <summary>About how many bytes of memory the result takes; known once it is done.</summary>
    public virtual long ByteCount => 0;

    /// <summary>Does it. Called once, when all it depends on is ready.</summary>
    public abstract void Run(CancellationToken cancellationToken);
}
