using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Furrow.Errors;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Connecting;

/// <summary>Opens connections to the databases of one server, and waits while it is not up yet.</summary>
internal sealed class PostgresConnector : IAsyncDisposable
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly StatementTrace? _trace;
    private readonly ConcurrentDictionary<string, Lazy<NpgsqlDataSource>> _sources = new(StringComparer.Ordinal);

    public PostgresConnector(ConnectTarget target, TimeProvider clock, StatementTrace? trace = null)
    {
        Target = target;
        _clock = clock;
        _trace = trace;
    }

    /// <summary>The server and the database that is meant.</summary>
    public ConnectTarget Target { get; }

    /// <summary>Opens a connection to the database that is meant.</summary>
    public Task<NpgsqlConnection> OpenAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        OpenAsync(Target.Database, wait, cancellationToken);

    /// <summary>Opens a connection to any database of the server.</summary>
    /// <exception cref="FurrowException">It did not come about; the code says why.</exception>
    public async Task<NpgsqlConnection> OpenAsync(string database, TimeSpan wait, CancellationToken cancellationToken)
    {
        NpgsqlDataSource source = _sources.GetOrAdd(
            database, name => new Lazy<NpgsqlDataSource>(() => Target.CreateSource(name, _trace))).Value;
        long started = _clock.GetTimestamp();
        TimeSpan pause = PauseMin;
        while (true)
        {
            TimeSpan left = wait - _clock.GetElapsedTime(started);
            ConnectFault fault;
            try
            {
                return await TryOpenAsync(source, left, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                fault = ConnectFaults.Of(exception, Target, database);
                if (!fault.IsNotUpYet || _clock.GetElapsedTime(started) >= wait)
                {
                    throw Describe(fault, wait, exception);
                }
            }

            left = wait - _clock.GetElapsedTime(started);
            await Task.Delay(TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, pause.Ticks)), _clock, cancellationToken);
            pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Lazy<NpgsqlDataSource> source in _sources.Values)
        {
            await source.Value.DisposeAsync();
        }
    }

    private async Task<NpgsqlConnection> TryOpenAsync(
        NpgsqlDataSource source, TimeSpan left, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit =
            left > TimeSpan.Zero ? new CancellationTokenSource(left, _clock) : new CancellationTokenSource();
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Task<NpgsqlConnection> opening = source.OpenConnectionAsync(either.Token).AsTask();
        try
        {
            // An address that swallows packets would hold one attempt far beyond what is left to wait, and during
            // the handshake the driver looks at its own timeout only.
            return await opening.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            _ = AbandonAsync(opening);
            throw;
        }
    }

    private static async Task AbandonAsync(Task<NpgsqlConnection> opening)
    {
        try
        {
            await using NpgsqlConnection late = await opening;
        }
        catch (Exception exception) when (exception is DbException or IOException or SocketException
            or OperationCanceledException or TimeoutException)
        {
            // Nobody waits for it any more.
        }
    }

    private FurrowException Describe(ConnectFault fault, TimeSpan wait, Exception cause)
    {
        string tried = wait > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"tried for {wait.TotalSeconds:0.###} s")
            : "tried once";
        string message = fault.IsNotUpYet
            ? $"Nothing answers at {Target.Address} ({tried}: {fault.Found})."
            : $"{fault.Found}.";
        return new FurrowException(fault.Code, message, cause) { Hint = fault.Hint, SqlState = fault.SqlState };
    }
}
