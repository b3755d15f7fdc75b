using System.Net.Sockets;
using Furrow.Errors;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Faults;

/// <summary>What the driver's exceptions say, without the values of rows.</summary>
internal static class PostgresFaults
{
    private const string Lost = "The connection to the server was lost.";

    public static DatabaseFault Explain(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PostgresException answer:
                    return FromServer(answer);
                case FurrowException known:
                    return new DatabaseFault
                    {
                        Code = known.Code.StartsWith("database.", StringComparison.Ordinal) ? known.Code : null,
                        Message = known.Message,
                        Detail = known.Detail,
                        Hint = known.Hint,
                        SqlState = known.SqlState,
                        IsConnectionLost = known.Code == ErrorCode.DatabaseUnreachable,
                        IsTransient = IsTransient(known.SqlState),
                    };
                case IOException or SocketException or ObjectDisposedException:
                    return new DatabaseFault
                    {
                        Code = ErrorCode.DatabaseUnreachable,
                        Message = Lost,
                        IsConnectionLost = true,
                    };
            }
        }

        bool closed = exception is InvalidOperationException
            && exception.Message.StartsWith("Connection is not open", StringComparison.Ordinal);
        return closed
            ? new DatabaseFault { Code = ErrorCode.DatabaseUnreachable, Message = Lost, IsConnectionLost = true }
            : new DatabaseFault { Message = exception.Message };
    }

    private static DatabaseFault FromServer(PostgresException answer)
    {
        // FATAL and PANIC end the session; so does everything of class 08.
        bool lost = answer.InvariantSeverity is "FATAL" or "PANIC"
            || answer.SqlState.StartsWith("08", StringComparison.Ordinal);
        CopyPlace? copy = CopyPlace.Find(answer.Where);
        return new DatabaseFault
        {
            Code = CodeOf(answer.SqlState, lost),
            Message = ValueRedaction.Message(answer.SqlState, answer.MessageText),
            Detail = ValueRedaction.Detail(answer.SqlState, answer.Detail),
            Hint = ValueRedaction.Hint(answer.SqlState, answer.Hint),
            SqlState = answer.SqlState,
            Position = answer.Position > 0 ? answer.Position : null,
            Table = answer.TableName ?? copy?.Table,
            Column = answer.ColumnName ?? copy?.Column,
            Constraint = answer.ConstraintName,
            CopyLine = copy?.Line,
            IsLockTimeout = answer.SqlState == PostgresErrorCodes.LockNotAvailable,
            IsTransient = IsTransient(answer.SqlState),
            RefusesTransaction = answer.SqlState
                is PostgresErrorCodes.ActiveSqlTransaction or PostgresErrorCodes.InvalidTransactionTermination,
            IsPermissionDenied = answer.SqlState
                is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction,
            IsConnectionLost = lost,
        };
    }

    private static bool IsTransient(string? sqlState) =>
        sqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    // A session that only reads, or a standby: nothing that the statement itself could do about.
    private static string? CodeOf(string sqlState, bool lost)
    {
        if (lost)
        {
            return ErrorCode.DatabaseUnreachable;
        }

        return sqlState == PostgresErrorCodes.ReadOnlySqlTransaction ? ErrorCode.DatabasePermission : null;
    }
}
