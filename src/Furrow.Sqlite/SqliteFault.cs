using Furrow.Errors;
using Furrow.Providers;
using Furrow.Sqlite.Catalog;
using Microsoft.Data.Sqlite;
using System.Globalization;
using static SQLitePCL.raw;

namespace Furrow.Sqlite;

/// <summary>Says in furrow's words what an exception of the driver says.</summary>
internal static class SqliteFault
{
    public static DatabaseFault Explain(Exception exception) => exception switch
    {
        SqliteException sqlite => ExplainSqlite(sqlite),
        FurrowException furrow => new DatabaseFault
        {
            Code = furrow.Code.StartsWith("database.", StringComparison.Ordinal) ? furrow.Code : null,
            Message = furrow.Message,
            Detail = furrow.Detail,
            Hint = furrow.Hint,
        },
        _ => new DatabaseFault { Message = exception.Message },
    };

    private static DatabaseFault ExplainSqlite(SqliteException exception)
    {
        DatabaseFault fault = new()
        {
            Code = CodeOf(exception.SqliteErrorCode),
            Message = Redact(MessageOf(exception)),
            Detail = exception.Data[SqliteSessionTransaction.ViolationsKey] as string,
            Hint = HintOf(exception),
            SqlState = exception.SqliteExtendedErrorCode.ToString(CultureInfo.InvariantCulture),
            IsLockTimeout = exception.SqliteErrorCode is SQLITE_BUSY or SQLITE_LOCKED,
            IsPermissionDenied = exception.SqliteErrorCode is SQLITE_READONLY or SQLITE_PERM or SQLITE_AUTH,
        };
        return exception.SqliteErrorCode == SQLITE_CONSTRAINT ? AddConstraint(fault) : fault;
    }

    private static string? CodeOf(int code) => code switch
    {
        SQLITE_READONLY or SQLITE_PERM or SQLITE_AUTH => ErrorCode.DatabasePermission,
        SQLITE_CANTOPEN or SQLITE_NOTADB or SQLITE_CORRUPT or SQLITE_FULL or SQLITE_IOERR =>
            ErrorCode.DatabaseUnreachable,
        _ => null,
    };

    private static string? HintOf(SqliteException exception) => exception.SqliteErrorCode switch
    {
        SQLITE_ERROR => NewerSyntax.HintFor(MessageOf(exception)),
        SQLITE_FULL => "Free space on the database's disk.",
        SQLITE_CANTOPEN or SQLITE_READONLY => "The database's folder must be writable: SQLite keeps its journal there.",
        SQLITE_BUSY or SQLITE_LOCKED => "Another process is writing to this database; try again when it has finished.",
        _ => null,
    };

    // The driver wraps what SQLite says: SQLite Error 19: 'UNIQUE constraint failed: users.email'.
    private static string MessageOf(SqliteException exception)
    {
        string message = exception.Message;
        int start = message.IndexOf('\'', StringComparison.Ordinal);
        int end = message.LastIndexOf('\'');
        return start >= 0 && end > start ? message[(start + 1)..end] : message;
    }

    // A syntax error shows the text it stumbled over, which may be a value.
    private static string Redact(string message)
    {
        const string unrecognized = "unrecognized token: ";
        if (message.StartsWith(unrecognized, StringComparison.Ordinal))
        {
            return "unrecognized token, as of a quote that is not closed";
        }

        const string near = "near \"'";
        return message.StartsWith(near, StringComparison.Ordinal) ? "near a text: syntax error" : message;
    }

    // "UNIQUE constraint failed: t.a, t.b", "… failed: index 'i'", "CHECK constraint failed: name", "FOREIGN KEY …".
    private static DatabaseFault AddConstraint(DatabaseFault fault)
    {
        const string failed = " constraint failed: ";
        int position = fault.Message.IndexOf(failed, StringComparison.Ordinal);
        if (position < 0)
        {
            return fault;
        }

        string what = fault.Message[(position + failed.Length)..];
        if (fault.Message.StartsWith("CHECK", StringComparison.Ordinal))
        {
            return fault with { Constraint = what };
        }

        List<SqlToken> tokens = SqlTokenizer.Tokenize(what);
        if (tokens[0].IsWord("index") && tokens[1].Kind == SqlTokenKind.Text)
        {
            return fault with { Constraint = tokens[1].Value };
        }

        string[] columns = what.Split(", ");
        int dot = columns[0].LastIndexOf('.');
        if (dot < 0)
        {
            return fault;
        }

        string table = columns[0][..dot];
        IEnumerable<string> names = columns.Select(column => column[(column.LastIndexOf('.') + 1)..]);
        return columns.Length == 1
            ? fault with { Table = table, Column = columns[0][(dot + 1)..] }
            : fault with { Table = table, Detail = $"Key ({string.Join(", ", names)})." };
    }
}
