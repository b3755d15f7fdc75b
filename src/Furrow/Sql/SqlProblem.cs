namespace Furrow.Sql;

/// <summary>Why a text cannot be run as it stands. Never holds a value from the text.</summary>
/// <param name="Message">What was found and what was expected.</param>
/// <param name="Offset">Where the fault began, in UTF-16 units from 0.</param>
/// <param name="Position">The same as line and column.</param>
/// <param name="Hint">What to do about it; null when the message says it all.</param>
public sealed record SqlProblem(string Message, int Offset, SqlPosition Position, string? Hint = null)
{
    /// <summary>Whether more text could put it right: something begins here and does not end.</summary>
    public bool IsUnfinished { get; init; }
}
