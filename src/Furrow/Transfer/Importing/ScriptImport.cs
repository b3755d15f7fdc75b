using System.Data.Common;
using System.Text;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Sql;

namespace Furrow.Transfer.Importing;

/// <summary>Runs a script in the open transaction of a session, while it is being read.</summary>
/// <param name="session">The session.</param>
/// <param name="load">What the database adds.</param>
/// <param name="events">Who is told how far it is.</param>
/// <param name="checkKeys">Looks at foreign keys, called where what a script deferred does not hold.</param>
internal sealed class ScriptImport(
    ISession session, IScriptLoad load, EventHub events, Func<CancellationToken, Task> checkKeys)
{
    private const int ReportBytes = 16 << 20;
    private const int StatementCharsMax = 200;
    private const string Savepoint = "furrow_import";

    private long _reportedBytes;

    /// <summary>Runs it.</summary>
    /// <exception cref="FurrowException">A statement failed; the transaction is not usable any more.</exception>
    public async Task RunAsync(ImportFile file, CancellationToken cancellationToken)
    {
        await using FileStream stream = file.Open();
        ScriptLines lines = new(stream);
        ScriptCutter pieces = new(lines, Dialect);
        _reportedBytes = 0;
        try
        {
            while (await pieces.ReadAsync(cancellationToken) is { } piece)
            {
                await RunAsync(file, piece, lines, cancellationToken);
                Report(file, stream);
            }
        }
        catch (Exception e) when (e is DecoderFallbackException or EndOfStreamException or IOException)
        {
            throw ScriptSurvey.Unreadable(file, lines, e);
        }
    }

    /// <summary>How the script is written.</summary>
    public required SqlDialect Dialect { get; init; }

    private async Task RunAsync(
        ImportFile file, ScriptPiece piece, ScriptLines lines, CancellationToken cancellationToken)
    {
        List<SqlStatement> together = [];
        foreach (SqlStatement statement in piece.Statements)
        {
            if (statement.Kind is SqlStatementKind.TransactionBegin or SqlStatementKind.TransactionCommit
                || IsLeftOut(file, piece, statement))
            {
                continue;
            }

            bool hasRowsAhead = piece.HasRows && ReferenceEquals(statement, piece.Statements[^1]);
            bool isCheck = statement.StartsWith("SET", "CONSTRAINTS") && statement.Contains("IMMEDIATE");
            if (hasRowsAhead || isCheck)
            {
                await RunTogetherAsync(file, piece, together, cancellationToken);
                together.Clear();
            }

            if (hasRowsAhead)
            {
                await CopyAsync(file, piece, statement, lines, cancellationToken);
                return;
            }

            if (isCheck)
            {
                await CheckAsync(file, piece, statement, cancellationToken);
                continue;
            }

            together.Add(statement);
        }

        await RunTogetherAsync(file, piece, together, cancellationToken);
    }

    private bool IsLeftOut(ImportFile file, ScriptPiece piece, SqlStatement statement)
    {
        try
        {
            return load.LeavesOut(statement);
        }
        catch (FurrowException e) when (e.File is null)
        {
            throw file.Fault(e.Message, piece.LineOf(statement.Line), e.Hint);
        }
    }

    // The server names one key and one row of what was deferred; joined, all of it is counted.
    private async Task CheckAsync(
        ImportFile file, ScriptPiece piece, SqlStatement statement, CancellationToken cancellationToken)
    {
        DbTransaction transaction = session.Transaction!;
        await transaction.SaveAsync(Savepoint, cancellationToken);
        ScriptOutcome outcome = await session.RunAsync([statement], countsRows: false, cancellationToken);
        if (outcome.Stop is { } stop)
        {
            await transaction.RollbackAsync(Savepoint, cancellationToken);
            await checkKeys(cancellationToken);
            throw Fault(file, statement, session.Explain(stop.Cause), piece.LineOf(statement.Line), column: null);
        }

        await transaction.ReleaseAsync(Savepoint, cancellationToken);
    }

    private async Task RunTogetherAsync(
        ImportFile file, ScriptPiece piece, List<SqlStatement> statements, CancellationToken cancellationToken)
    {
        if (statements.Count == 0)
        {
            return;
        }

        ScriptOutcome outcome = await session.RunAsync(statements, countsRows: false, cancellationToken);
        if (outcome.Stop is { } stop)
        {
            SqlStatement failed = statements[stop.Statement];
            DatabaseFault fault = session.Explain(stop.Cause);
            SqlPosition place = fault.Position is { } position ? failed.Locate(position) : failed.Position;
            throw Fault(file, failed, fault, piece.LineOf(place.Line), place.Column);
        }
    }

    private async Task CopyAsync(
        ImportFile file,
        ScriptPiece piece,
        SqlStatement statement,
        ScriptLines lines,
        CancellationToken cancellationToken)
    {
        long first = lines.NextLine;
        try
        {
            await load.CopyAsync(
                statement, (rows, token) => lines.ReadRowsAsync(rows.WriteAsync, token), cancellationToken);
        }
        catch (Exception e) when (e is not (OperationCanceledException or FurrowException or EndOfStreamException))
        {
            DatabaseFault fault = session.Explain(e);
            long line = fault.CopyLine is { } row ? first + row - 1 : piece.LineOf(statement.Line);
            throw Fault(file, statement, fault, (int)Math.Min(int.MaxValue, line), column: null);
        }
    }

    // The driver's exception shows the row's values, so it does not go along as the cause.
    private static FurrowException Fault(
        ImportFile file, SqlStatement statement, DatabaseFault fault, int line, int? column)
    {
        string shown = StatementText.WithoutValues(statement.Slice.Span, statement.Dialect);
        shown = shown.Length > StatementCharsMax ? shown[..StatementCharsMax] + " …" : shown;
        return new FurrowException(fault.Code ?? ErrorCode.ImportFailed, fault.Message)
        {
            File = file.Display,
            Line = line,
            Column = column,
            SqlState = fault.SqlState,
            Detail = fault.Detail is null ? shown : $"{fault.Detail}\n{shown}",
            Hint = fault.Hint ?? "Nothing of the import remains.",
        };
    }

    private void Report(ImportFile file, FileStream stream)
    {
        if (stream.Position - _reportedBytes >= ReportBytes)
        {
            _reportedBytes = stream.Position;
            events.Emit(new ProgressMade(
                EventOperation.Insert, $"import of {file.Display}", "MB", stream.Position >> 20, stream.Length >> 20));
        }
    }
}
