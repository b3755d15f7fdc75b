namespace Furrow.Errors;

/// <summary>
/// The one exception that Furrow throws on purpose: what was found and expected (<see cref="Exception.Message"/>),
/// what to do about it (<see cref="Hint"/>) and, for files, where. Never holds a secret or a row's values.
/// </summary>
public sealed class FurrowException : Exception
{
    /// <summary>Creates an error with a code of <see cref="ErrorCode"/> and a message for a person.</summary>
    public FurrowException(string code, string message, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <summary>One of <see cref="ErrorCode"/>.</summary>
    public string Code { get; }

    /// <summary>More about what was found: the server's detail, a list of problems; null when there is none.</summary>
    public string? Detail { get; init; }

    /// <summary>What the reader can do; null when there is nothing to say.</summary>
    public string? Hint { get; init; }

    /// <summary>The file at fault, relative to the project where it lies inside it.</summary>
    public string? File { get; init; }

    /// <summary>The line in <see cref="File"/>, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>The column in <see cref="Line"/>, from 1.</summary>
    public int? Column { get; init; }

    /// <summary>The server's SQLSTATE, for faults that it reported.</summary>
    public string? SqlState { get; init; }

    /// <summary>Whether the same work may succeed when it is run again: somebody was in the way.</summary>
    internal bool IsPassing { get; init; }

    /// <summary>Whether a statement cannot run in the transaction that it was run in.</summary>
    internal bool RefusesTransaction { get; init; }
}
