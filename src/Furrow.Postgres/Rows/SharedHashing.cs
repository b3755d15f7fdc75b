using Furrow.Postgres.Changes;
using Npgsql;

namespace Furrow.Postgres.Rows;

/// <summary>Hashes by two sessions that see the same rows, where a second one can be had.</summary>
internal sealed class SharedHashing(NpgsqlConnection connection, SecondSession second, HashQueue queue)
{
    // Every statement sees the same rows, and none that only this session sees, since it has written nothing.
    private const string Possible = """
        SELECT current_setting('transaction_isolation') <> 'read committed' AND txid_current_if_assigned() IS NULL
        """;

    /// <summary>Whether another session can see what this one's transaction sees.</summary>
    public static async Task<bool> IsPossibleAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await RawSql.ScalarAsync(connection, RawSql.Command(Possible), cancellationToken) is true;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        string snapshot = (string)(await RawSql.ScalarAsync(
            connection, RawSql.Command("SELECT pg_export_snapshot()"), cancellationToken))!;
        string rowSecurity = (string)(await RawSql.ScalarAsync(
            connection, RawSql.Command("SELECT current_setting('row_security')"), cancellationToken))!;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task helping = Task.Run(() => HelpAsync(snapshot, rowSecurity, stop.Token), CancellationToken.None);
        try
        {
            await queue.WorkAsync(connection, cancellationToken);
        }
        catch
        {
            await stop.CancelAsync();
            await helping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await helping;

        // What the other one had to leave.
        await queue.WorkAsync(connection, cancellationToken);
    }

    private async Task HelpAsync(string snapshot, string rowSecurity, CancellationToken cancellationToken)
    {
        await using NpgsqlTransaction? transaction = await second.BeginAsync(snapshot, cancellationToken);
        if (transaction?.Connection is not { } helper)
        {
            return;
        }

        await TextForms.SetAsync(helper, cancellationToken);
        await RawSql.ExecuteAsync(
            helper,
            RawSql.Command(
                "SELECT set_config('jit', 'off', true), set_config('row_security', $1, true)", rowSecurity),
            cancellationToken);
        try
        {
            await queue.WorkAsync(helper, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            // Somebody waits to change the table, and so for us: the session that has its lock goes on alone.
        }
    }
}
