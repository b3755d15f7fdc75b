using System.Data;
using Furrow.Errors;
using Furrow.Postgres.Connecting;
using Npgsql;

namespace Furrow.Postgres.Changes;

/// <summary>A connection beside a session's own, opened when it is first needed and kept for the next time.</summary>
internal sealed class SecondSession(PostgresConnector connector, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan OpeningMax = TimeSpan.FromSeconds(5);

    private NpgsqlConnection? _connection;

    /// <summary>
    /// Begins a transaction that sees what another one saw at its beginning; null where no connection can be had. It
    /// never waits for a lock for long: the other session may hold it and be waiting for this one.
    /// </summary>
    public async Task<NpgsqlTransaction?> BeginAsync(string snapshot, CancellationToken cancellationToken)
    {
        if (await OpenAsync(cancellationToken) is not { } connection)
        {
            return null;
        }

        NpgsqlTransaction transaction =
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command(
            $"SET TRANSACTION SNAPSHOT {CapturedTable.Literal(snapshot)}"));
        batch.BatchCommands.Add(RawSql.Command("SET TRANSACTION READ ONLY"));
        batch.BatchCommands.Add(RawSql.Command("SET LOCAL lock_timeout = '1s'"));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return transaction;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
            _connection = null;
        }
    }

    private async Task<NpgsqlConnection?> OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is { State: ConnectionState.Open })
        {
            return _connection;
        }

        await DisposeAsync();
        using CancellationTokenSource limit = new(OpeningMax, clock);
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            _connection = await connector.OpenAsync(TimeSpan.Zero, either.Token);
        }
        catch (FurrowException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        return _connection;
    }
}
