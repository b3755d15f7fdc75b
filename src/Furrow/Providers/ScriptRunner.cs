using Furrow.Errors;
using Furrow.Sql;

namespace Furrow.Providers;

/// <summary>
/// Runs a file's statements one after another inside the session's open transaction. Whatever the database says
/// against one becomes an error that names file, line, column and statement.
/// </summary>
public sealed class ScriptRunner
{
    private readonly ISession _session;
    private readonly string _errorCode;
    private readonly string _file;

    /// <summary>A runner for one file.</summary>
    /// <param name="session">The session, with its transaction open.</param>
    /// <param name="errorCode">The code of an error that is not the connection's.</param>
    /// <param name="file">The file as people are shown it.</param>
    public ScriptRunner(ISession session, string errorCode, string file)
    {
        _session = session;
        _errorCode = errorCode;
        _file = file;
    }

    /// <summary>Runs all statements; returns how many there were.</summary>
    /// <exception cref="FurrowException">A statement failed; the transaction is not usable any more.</exception>
    public async Task<int> RunAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        foreach (SqlStatement statement in statements)
        {
            try
            {
                await _session.ExecuteAsync(statement, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException and not FurrowException)
            {
                throw Fault(statement, e);
            }
        }

        return statements.Count;
    }

    // The driver's exception shows the row's values, so it does not go along as the cause.
    private FurrowException Fault(SqlStatement statement, Exception cause)
    {
        DatabaseFault fault = _session.Explain(cause);
        (int line, int? column) = Place(statement, fault);
        return new FurrowException(fault.Code ?? _errorCode, fault.Message)
        {
            File = _file,
            Line = line,
            Column = column,
            SqlState = fault.SqlState,
            Detail = fault.Detail,
            Hint = fault.Hint ?? Remedy(fault),
        };
    }

    private static (int Line, int? Column) Place(SqlStatement statement, DatabaseFault fault)
    {
        if (fault.CopyLine is { } copyLine && statement.Kind == SqlStatementKind.Copy)
        {
            return (statement.CopyDataLine + copyLine - 1, null);
        }

        SqlPosition place = fault.Position is { } position ? statement.Locate(position) : statement.Position;
        return (place.Line, place.Column);
    }

    private static string? Remedy(DatabaseFault fault) => fault.IsLockTimeout
        ? "Another session holds a lock on the table; run the command again when it is done."
        : null;
}
