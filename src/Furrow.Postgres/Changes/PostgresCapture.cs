using System.Collections.Immutable;
using System.Data;
using Furrow.Postgres.Faults;
using Furrow.Providers;
using Furrow.State;
using Npgsql;

namespace Furrow.Postgres.Changes;

/// <summary>
/// Keeps what a transaction wrote by looking at it afterwards. Nothing is added to the user's tables and nothing is
/// sent per row: the rows as they are come from the transaction itself (<see cref="WriteWindow"/>), the rows as they
/// were from a second session that is given the transaction's snapshot, needed only where any were replaced or deleted.
/// </summary>
internal sealed class PostgresCapture : IChangeCapture
{
    private readonly NpgsqlConnection _connection;
    private readonly SecondSession _second;
    private readonly StateNames _names;
    private readonly WriteWindow _window;
    private readonly ImmutableDictionary<string, long> _catalogs;

    private PostgresCapture(
        NpgsqlConnection connection,
        SecondSession second,
        StateNames names,
        WriteWindow window,
        ImmutableDictionary<string, long> catalogs)
    {
        _connection = connection;
        _second = second;
        _names = names;
        _window = window;
        _catalogs = catalogs;
    }

    public static async Task<IChangeCapture> BeginAsync(
        NpgsqlConnection connection, SecondSession second, StateNames names, CancellationToken cancellationToken) =>
        new PostgresCapture(
            connection,
            second,
            names,
            await WriteWindow.BeginAsync(connection, cancellationToken),
            await DefinitionPrint.CountAsync(connection, cancellationToken));

    /// <inheritdoc />
    public Task SettleAsync(CancellationToken cancellationToken) =>
        RawSql.ExecuteAsync(_connection, "SET CONSTRAINTS ALL IMMEDIATE", cancellationToken);

    /// <inheritdoc />
    public async Task<string?> StoreAsync(
        long historyId, ChangeCounts written, CancellationToken cancellationToken)
    {
        if (await ReasonAgainstAsync(written, cancellationToken) is { } reason)
        {
            return reason;
        }

        ImmutableArray<string> catalogs = DefinitionPrint.Written(
            _catalogs, await DefinitionPrint.CountAsync(_connection, cancellationToken));
        if (DefinitionPrint.IsLasting(catalogs))
        {
            return CaptureLimits.Definitions;
        }

        bool needsPast = written.Tables.Any(table => table.Updated > 0 || table.Deleted > 0);
        if (!needsPast && catalogs.IsEmpty)
        {
            return written.Tables.IsEmpty
                ? null
                : await AttemptAsync(historyId, written, past: null, cancellationToken);
        }

        string snapshot = (string)(await RawSql.ScalarAsync(
            _connection, RawSql.Command("SELECT pg_export_snapshot()"), cancellationToken))!;
        try
        {
            await using NpgsqlTransaction? past = await _second.BeginAsync(snapshot, cancellationToken);
            if (past is null)
            {
                return "a second connection, to read the rows as they were, could not be opened";
            }

            bool isChanged = !catalogs.IsEmpty
                && await DefinitionPrint.ReadAsync(_connection, catalogs, cancellationToken)
                    != await DefinitionPrint.ReadAsync(past.Connection!, catalogs, cancellationToken);
            return isChanged
                ? CaptureLimits.Definitions
                : await AttemptAsync(historyId, written, past.Connection, cancellationToken);
        }
        catch (NpgsqlException e) when (IsAlive)
        {
            await _second.DisposeAsync();
            return Told(e);
        }
    }

    private bool IsAlive => _connection.FullState == ConnectionState.Open;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Told(Exception failure) =>
        $"what it wrote could not be read back: {PostgresFaults.Explain(failure).Message}";

    private async Task<string?> ReasonAgainstAsync(ChangeCounts written, CancellationToken cancellationToken)
    {
        if (written.Tables.Sum(table => table.Inserted + table.Updated + table.Deleted) > CaptureLimits.RowCountMax)
        {
            return CaptureLimits.TooManyRows;
        }

        object? counts = await RawSql.ScalarAsync(
            _connection, RawSql.Command("SELECT current_setting('track_counts')"), cancellationToken);
        return counts is "on" ? null : "the server does not count what is written (track_counts is off)";
    }

    // What the keeping does is taken back with its savepoint where it does not come about; the work itself stays.
    private async Task<string?> AttemptAsync(
        long historyId, ChangeCounts written, NpgsqlConnection? past, CancellationToken cancellationToken)
    {
        await RawSql.ExecuteAsync(_connection, "SAVEPOINT furrow_capture", cancellationToken);
        string? reason;
        try
        {
            WriteWindow window = await CloseAsync(historyId, cancellationToken);
            reason = await new CapturedRows(_connection, _names, window, historyId)
                .StoreAsync(written, past, cancellationToken);
        }
        catch (NpgsqlException e) when (IsAlive)
        {
            reason = Told(e);
        }

        string end = reason is null ? "RELEASE SAVEPOINT furrow_capture" : "ROLLBACK TO SAVEPOINT furrow_capture";
        await RawSql.ExecuteAsync(_connection, end, cancellationToken);
        return reason;
    }

    // A row written now, inside the savepoint, has a number above all that the work wrote.
    private async Task<WriteWindow> CloseAsync(long historyId, CancellationToken cancellationToken)
    {
        string table = _names["seed_history"];
        await RawSql.ExecuteAsync(
            _connection,
            RawSql.Command($"UPDATE {table} SET not_captured = NULL WHERE id = $1", historyId),
            cancellationToken);
        object? last = await RawSql.ScalarAsync(
            _connection,
            RawSql.Command($"SELECT xmin::text::bigint FROM {table} WHERE id = $1", historyId),
            cancellationToken);
        return _window with { Last = (long)last! };
    }
}
