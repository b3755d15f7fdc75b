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

    /// <summary>Runs all statements.</summary>
    /// <exception cref="FurrowException">A statement failed; the transaction is not usable any more.</exception>
    public Task RunAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken) =>
        RunAsync(statements, countsRows: false, cancellationToken);

    /// <summary>Runs all statements and returns what came of them, with the rows that they wrote.</summary>
    /// <exception cref="FurrowException">A statement failed; the transaction is not usable any more.</exception>
    public Task<ScriptOutcome> RunCountedAsync(
        IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken) =>
        RunAsync(statements, countsRows: true, cancellationToken);

    /// <summary>
    /// Runs one statement, in whatever way, so that what the database says against it names its place.
    /// </summary>
    internal static async Task AroundAsync(
        ISession session,
        ScriptPlace place,
        Func<CancellationToken, Task> run,
        CancellationToken cancellationToken)
    {
        try
        {
            await run(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException and not FurrowException)
        {
            throw Fault(session.Explain(e), place);
        }
    }

    private async Task<ScriptOutcome> RunAsync(
        IReadOnlyList<SqlStatement> statements, bool countsRows, CancellationToken cancellationToken)
    {
        ScriptOutcome outcome = await _session.RunAsync(statements, countsRows, cancellationToken);
        return outcome.Stop is { } stop
            ? throw Fault(_session.Explain(stop.Cause), new ScriptPlace(_errorCode, _file, statements[stop.Statement]))
            : outcome;
    }

    // The driver's exception shows the row's values, so it does not go along as the cause.
    private static FurrowException Fault(DatabaseFault fault, ScriptPlace place)
    {
        (int line, int? column) = Place(place.Statement, fault);
        return new FurrowException(fault.Code ?? place.ErrorCode, fault.Message)
        {
            File = place.File,
            Line = line,
            Column = column,
            SqlState = fault.SqlState,
            Detail = fault.Detail,
            Hint = fault.Hint ?? Remedy(fault),
            IsPassing = fault.IsLockTimeout || fault.IsTransient,
            RefusesTransaction = fault.RefusesTransaction,
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

/// <summary>Which statement of which file, and the code of an error that is not the connection's.</summary>
internal sealed record ScriptPlace(string ErrorCode, string File, SqlStatement Statement);
