namespace Furrow.Generation.Programs;

/// <summary>How a table's rows are numbered: row number 0 has the key <see cref="Base"/>.</summary>
/// <param name="Base">The key of row number 0.</param>
/// <param name="Increment">From one key to the next, not 0.</param>
public sealed record KeySequence(long Base, long Increment)
{
    /// <summary>The key of a row.</summary>
    public long KeyOf(long number) => checked(Base + (number * Increment));
}
