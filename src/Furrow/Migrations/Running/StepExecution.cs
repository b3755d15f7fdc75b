using Furrow.Errors;
using Furrow.Providers;
using Furrow.Sql;

namespace Furrow.Migrations.Running;

/// <summary>
/// Runs the statements of a migration's steps on a session; knows nothing of history, lock or events.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="lockTimeout">How long one statement may wait for a lock.</param>
internal sealed class StepExecution(ISession session, TimeSpan lockTimeout)
{
    /// <summary>How long one statement may wait for a lock.</summary>
    public TimeSpan LockTimeout => lockTimeout;

    /// <summary>The transaction that a step runs in.</summary>
    public TransactionRequest Request(ScriptStep step) =>
        new(TransactionPurpose.SchemaChange, lockTimeout) { Modes = step.Modes };

    /// <summary>Runs a step inside the session's open transaction; returns what came of it.</summary>
    public Task<ScriptOutcome> RunTogetherAsync(
        ScriptStep step, string file, CancellationToken cancellationToken) =>
        new ScriptRunner(session, ErrorCode.MigrationFailed, file).RunCountedAsync(step.Statements, cancellationToken);

    /// <summary>Runs a step outside of any transaction.</summary>
    public async Task RunAloneAsync(ScriptStep step, string file, CancellationToken cancellationToken)
    {
        foreach (SqlStatement statement in step.Statements)
        {
            bool waits = AloneStatement.Find(statement) is { WaitsHarmlessly: true };
            await ScriptRunner.AroundAsync(
                session,
                new ScriptPlace(ErrorCode.MigrationFailed, file, statement),
                token => session.Steps.ExecuteAloneAsync(statement, waits ? null : lockTimeout, token),
                cancellationToken);
        }
    }

    /// <summary>Removes or completes what a step left half-way.</summary>
    public async Task ClearAsync(StepTrace trace, ScriptStep step, string file, CancellationToken cancellationToken)
    {
        foreach (string sql in trace.Remains)
        {
            SqlStatement statement = new(
                sql, step.Line, 1, SqlStatementKind.Ordinary, step.Statements[0].Dialect);
            await RunAloneAsync(step with { Statements = [statement] }, file, cancellationToken);
        }
    }

    /// <summary>Why an attempt failed that may succeed when it is run again; null for any other reason.</summary>
    public string? Passing(Exception exception)
    {
        if (exception is FurrowException known)
        {
            return known.IsPassing ? known.Message : null;
        }

        DatabaseFault fault = session.Explain(exception);
        return fault.IsLockTimeout || fault.IsTransient ? fault.Message : null;
    }
}
