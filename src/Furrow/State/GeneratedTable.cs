namespace Furrow.State;

/// <summary>Rows of one table that a <c>generate</c> made.</summary>
/// <param name="Name">The table as <c>schema.name</c>.</param>
/// <param name="First">The first row's number.</param>
/// <param name="Rows">How many there were.</param>
/// <param name="Base">The key of row number 0; null where keys are not numbered.</param>
/// <param name="Increment">From one key to the next; null where keys are not numbered.</param>
public sealed record GeneratedTable(string Name, long First, long Rows, long? Base, long? Increment)
{
    /// <summary>Whether the table was cleared since, or went: none of these rows is there any more.</summary>
    public bool IsCleared { get; init; }
}
