using Furrow.Errors;

namespace Furrow.Events;

/// <summary>The <c>error</c> of a log event.</summary>
/// <param name="Code">One of <see cref="ErrorCode"/>.</param>
/// <param name="Message">What was found and expected.</param>
/// <param name="SqlState">The server's SQLSTATE, if it reported the fault.</param>
/// <param name="File">The file at fault, if one is.</param>
/// <param name="Line">The line in it, from 1.</param>
public sealed record EventError(
    string Code, string Message, string? SqlState = null, string? File = null, int? Line = null)
{
    /// <summary>What an exception knows; anything but a <see cref="FurrowException"/> is <c>internal</c>.</summary>
    public static EventError From(Exception exception) => exception is FurrowException known
        ? new(known.Code, known.Message, known.SqlState, known.File, known.Line)
        : new(ErrorCode.Internal, exception.Message);

    internal EventError Redact(SecretRedactor secrets) => this with
    {
        Message = secrets.Redact(Message),
        File = secrets.RedactNullable(File),
    };
}
