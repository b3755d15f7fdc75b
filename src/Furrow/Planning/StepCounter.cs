namespace Furrow.Planning;

/// <summary>
/// Counts the edges that the graph algorithms look at, so that tests can hold them to a bound that does not depend
/// on the machine.
/// </summary>
internal sealed class StepCounter
{
    public long Count { get; private set; }

    public void Add(long steps) => Count += steps;
}
