using System.Data;
using System.Data.Common;
using System.Globalization;
using Furrow.Errors;
using Furrow.Postgres.Locking;
using Furrow.Providers;
using Npgsql;
using StatementType = Npgsql.StatementType;

namespace Furrow.Postgres;

/// <summary>
/// A transaction that knows itself again: a setting local to it is its mark, so that a script which ends it and
/// perhaps begins another one is found out before a commit of something else passes for this one's.
/// </summary>
internal sealed class PostgresTransaction : ISessionTransaction
{
    private const string Mark = "furrow.transaction";

    // Fails where the mark is gone.
    private const string InsistOnMark =
        $"SELECT 1 / (current_setting('{Mark}', true) IS NOT DISTINCT FROM 'here')::integer";

    // A partition's constraints follow their parents'.
    private const string DeferredNames = """
        SELECT string_agg(DISTINCT format('%I.%I', n.nspname, c.conname), ', ')
        FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
        WHERE c.condeferred AND c.conparentid = 0 AND NOT pg_is_other_temp_schema(n.oid)
        """;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly TransactionPurpose _purpose;
    private readonly CountsFromZero _counts;
    private readonly Action _ended;
    private readonly List<NpgsqlBatchCommand> _withCommit = [];
    private bool _isCommitted;

    private PostgresTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, TransactionStart start)
    {
        _connection = connection;
        _transaction = transaction;
        _purpose = start.Request.Purpose;
        _counts = start.Counts;
        _ended = start.Ended;
    }

    /// <inheritdoc />
    public DbTransaction Transaction => _transaction;

    public static async Task<PostgresTransaction> BeginAsync(
        NpgsqlConnection connection, TransactionStart start, CancellationToken cancellationToken)
    {
        if (start.Access != SessionAccess.Read)
        {
            await start.Counts.BeginAsync(cancellationToken);
        }

        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(
            start.Request.IsRepeatable ? IsolationLevel.RepeatableRead : IsolationLevel.ReadCommitted,
            cancellationToken);
        try
        {
            await using NpgsqlBatch batch = new(connection);
            foreach (NpgsqlBatchCommand command in Preamble(start))
            {
                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync(cancellationToken);
            return new PostgresTransaction(connection, transaction, start);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await CheckMarkAsync(cancellationToken);
        await RawSql.ExecuteAsync(_connection, "SET CONSTRAINTS ALL IMMEDIATE", cancellationToken);
        if (await RawSql.ScalarAsync(_connection, RawSql.Command(DeferredNames), cancellationToken) is string names)
        {
            await RawSql.ExecuteAsync(_connection, $"SET CONSTRAINTS {names} DEFERRED", cancellationToken);
        }
    }

    /// <summary>Sends a command along with the commit.</summary>
    public void AddToCommit(NpgsqlCommand command)
    {
        NpgsqlBatchCommand later = new(command.CommandText);
        foreach (NpgsqlParameter parameter in command.Parameters)
        {
            later.Parameters.Add(parameter.Clone());
        }

        _withCommit.Add(later);
    }

    /// <inheritdoc />
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        // One exchange. Deferred constraints are checked as a statement of its own, so that their error is not a failed
        // COMMIT; whatever fails, the server passes over what comes after it.
        await using NpgsqlBatch batch = new(_connection);
        batch.BatchCommands.Add(RawSql.Command(InsistOnMark));
        foreach (NpgsqlBatchCommand command in _withCommit)
        {
            batch.BatchCommands.Add(command);
        }

        batch.BatchCommands.Add(RawSql.Command("SET CONSTRAINTS ALL IMMEDIATE"));
        if (_counts.IsCountedFrom)
        {
            batch.BatchCommands.Add(RawSql.Command(CountsFromZero.HandIn));
        }

        batch.BatchCommands.Add(RawSql.Command("COMMIT"));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DivisionByZero
            && batch.BatchCommands[0].StatementType == StatementType.Unknown)
        {
            await DisposeAsync();
            throw Ended();
        }

        _isCommitted = true;
        _counts.End(isHandedIn: _counts.IsCountedFrom);
        _ended();
    }

    /// <inheritdoc />
    public async Task RollbackAsync(CancellationToken cancellationToken)
    {
        // Disposing also bears a transaction that a script has ended already.
        cancellationToken.ThrowIfCancellationRequested();
        await DisposeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        if (!_isCommitted)
        {
            _counts.End(isHandedIn: false);
            _ended();
        }
    }

    private static IEnumerable<NpgsqlBatchCommand> Preamble(TransactionStart start)
    {
        if (start.Access == SessionAccess.Read)
        {
            yield return RawSql.Command("SET TRANSACTION READ ONLY");
        }

        if (start.Request.Modes is { } modes)
        {
            yield return RawSql.Command($"SET TRANSACTION {modes}");
        }

        if (start.Request.LockTimeout is { } timeout)
        {
            // Zero would mean for ever.
            long timeoutMs = Math.Max(1, (long)timeout.TotalMilliseconds);
            yield return RawSql.Command(
                string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = {timeoutMs}"));
        }

        if (start.Request.Purpose == TransactionPurpose.Bootstrap)
        {
            yield return RawSql.Command("SELECT pg_advisory_xact_lock($1)", AdvisoryKey.Bootstrap(start.StateSchema));
        }

        yield return RawSql.Command($"SELECT set_config('{Mark}', 'here', true)");
    }

    private async Task CheckMarkAsync(CancellationToken cancellationToken)
    {
        object? mine = await RawSql.ScalarAsync(
            _connection,
            RawSql.Command($"SELECT current_setting('{Mark}', true) = 'here'"),
            cancellationToken);
        if (mine is true)
        {
            return;
        }

        await DisposeAsync();
        throw Ended();
    }

    private FurrowException Ended()
    {
        string code = _purpose == TransactionPurpose.Work ? ErrorCode.SeedFailed : ErrorCode.MigrationFailed;
        return new FurrowException(
            code, "The script ended the transaction that it ran in, so part of it may have been committed.")
        {
            Hint = "Remove its COMMIT, ROLLBACK or END, or mark the file as non-transactional.",
        };
    }
}

/// <summary>How a transaction is to begin.</summary>
internal sealed record TransactionStart(TransactionRequest Request, SessionAccess Access, string StateSchema)
{
    /// <summary>What is known of the counts of written rows.</summary>
    public required CountsFromZero Counts { get; init; }

    /// <summary>What to do when the transaction is over.</summary>
    public required Action Ended { get; init; }
}
