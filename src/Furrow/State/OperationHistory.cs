using System.Data.Common;
using System.Globalization;
using Furrow.Errors;

namespace Furrow.State;

/// <summary>A changing command: who ran it and what the safety table said.</summary>
public sealed record OperationStart(string Command, string Environment, string Verdict, Actor Actor);

/// <summary>How a command ended.</summary>
public enum OperationResult
{
    /// <summary>It did what it was asked.</summary>
    Succeeded,

    /// <summary>It ended with an error.</summary>
    Failed,

    /// <summary>It was stopped from outside.</summary>
    Interrupted,
}

internal static class OperationResultText
{
    public static string Word(this OperationResult result) => result switch
    {
        OperationResult.Succeeded => "succeeded",
        OperationResult.Failed => "failed",
        OperationResult.Interrupted => "interrupted",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "not an operation's result"),
    };
}

/// <summary>The log of every changing command and of every refusal, inside the database that it is about.</summary>
public sealed class OperationHistory
{
    private readonly StateStore _store;

    internal OperationHistory(StateStore store) => _store = store;

    /// <summary>
    /// Records that a command begins. Called under the lock, so whatever still says <c>running</c> was interrupted:
    /// its process is gone.
    /// </summary>
    public async Task<long> BeginAsync(OperationStart start, CancellationToken cancellationToken)
    {
        string sql = $"""
            UPDATE {_store.Names["operation_history"]}
            SET result = 'interrupted', finished_at = {_store.Provider.Time("@now")}
            WHERE result = 'running'
            """;
        await using (DbCommand interrupted = _store.Session.CreateCommand(sql).With("now", _store.Clock.GetUtcNow()))
        {
            await interrupted.ExecuteNonQueryAsync(cancellationToken);
        }

        return await InsertAsync(start, "running", null, cancellationToken);
    }

    /// <summary>
    /// Whether a command is at work, or was killed and left something to be put right: without the lock held there is
    /// no telling which.
    /// </summary>
    public async Task<bool> IsAnyOpenAsync(CancellationToken cancellationToken)
    {
        await using DbCommand command = _store.Session.CreateCommand(
            $"""
            SELECT 1 FROM {_store.Names["operation_history"]} WHERE result = 'running'
            UNION ALL SELECT 1 FROM {_store.Names["runs"]} LIMIT 1
            """);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>Records that a command was refused.</summary>
    public Task<long> RefusedAsync(OperationStart start, string reason, CancellationToken cancellationToken) =>
        InsertAsync(start, "refused", new FurrowException(ErrorCode.Refused, reason), cancellationToken);

    /// <summary>Records a command that works without the lock, when it has ended: well, or with an error.</summary>
    public Task<long> RecordAsync(
        OperationStart start, FurrowException? failure, CancellationToken cancellationToken)
    {
        OperationResult result = failure is null ? OperationResult.Succeeded : OperationResult.Failed;
        return InsertAsync(start, result.Word(), failure, cancellationToken);
    }

    /// <summary>Records how a command ended; <paramref name="failure"/> is why it failed.</summary>
    public async Task EndAsync(
        long id, OperationResult result, FurrowException? failure, CancellationToken cancellationToken)
    {
        string sql = $"""
            UPDATE {_store.Names["operation_history"]}
            SET result = @result, finished_at = {_store.Provider.Time("@now")}, error_code = @code, error = @error
            WHERE id = @id
            """;
        await using DbCommand command = _store.Session.CreateCommand(sql)
            .With("result", result.Word()).With("now", _store.Clock.GetUtcNow())
            .With("code", failure?.Code).With("error", _store.Redact(failure?.Message)).With("id", id);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<long> InsertAsync(
        OperationStart start, string result, FurrowException? failure, CancellationToken cancellationToken)
    {
        string finished = result == "running" ? "NULL" : _store.Provider.Time("@now");
        string sql = $"""
            INSERT INTO {_store.Names["operation_history"]}
                (command, environment, verdict, result, started_at, finished_at, performed_by, host, tool_version,
                 error_code, error)
            VALUES (@command, @environment, @verdict, @result, {_store.Provider.Time("@now")}, {finished},
                @user, @host, @tool, @code, @error){_store.Provider.ThenId()}
            """;
        await using DbCommand command = _store.Session.CreateCommand(sql)
            .With("command", start.Command).With("environment", start.Environment).With("verdict", start.Verdict)
            .With("result", result).With("now", _store.Clock.GetUtcNow()).With("user", start.Actor.User)
            .With("host", start.Actor.Host).With("tool", start.Actor.ToolVersion)
            .With("code", failure?.Code).With("error", _store.Redact(failure?.Message));
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}
