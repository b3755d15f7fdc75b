using System.Data.Common;
using Furrow.Errors;
using Furrow.Providers;

namespace Furrow.Workflows;

/// <summary>
/// Turns whatever a command ended with into the one exception that callers know. What reaches this was not expected
/// where it was thrown, so it can say what happened but not in which file.
/// </summary>
internal static class Faults
{
    /// <summary>The exception itself where it is one of ours.</summary>
    public static FurrowException Of(Exception exception, IDatabaseProvider provider)
    {
        if (exception is FurrowException known)
        {
            return known;
        }

        DatabaseFault fault = provider.Explain(exception);
        bool isDatabases = exception is DbException
            || (fault.IsConnectionLost && exception is InvalidOperationException);
        return isDatabases ? FromDatabase(fault) : Unexpected(exception);
    }

    // The driver's exception shows the row's values, so it does not go along as the cause.
    private static FurrowException FromDatabase(DatabaseFault fault) => new(CodeOf(fault), fault.Message)
        {
            Detail = fault.Detail,
            Hint = fault.Hint ?? HintOf(fault),
            SqlState = fault.SqlState,
        };

    private static string CodeOf(DatabaseFault fault) => fault switch
    {
        { Code: { } code } => code,
        { IsPermissionDenied: true } => ErrorCode.DatabasePermission,
        { IsLockTimeout: true } => ErrorCode.Locked,
        _ => ErrorCode.Internal,
    };

    private static string? HintOf(DatabaseFault fault) => fault switch
    {
        { IsConnectionLost: true } => "Look at the server, then run the command again; it goes on where it stopped.",
        { IsPermissionDenied: true } => "Grant the role what it lacks, or use another; `furrow doctor` checks it.",
        { IsLockTimeout: true } => "Another session is in the way; run the command again when it is done.",
        _ => null,
    };

    private static FurrowException Unexpected(Exception exception) => new(
        ErrorCode.Internal, $"{exception.GetType().Name}: {exception.Message}", exception)
    {
        Hint = "This is a fault of furrow itself; please report it with the output of the same command with --verbose.",
    };
}
