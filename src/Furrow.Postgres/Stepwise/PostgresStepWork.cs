using System.Globalization;
using Furrow.Postgres.Catalog;
using Furrow.Providers;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Stepwise;

/// <summary>Steps outside of transactions, and what is left of those whose end nobody saw.</summary>
internal sealed class PostgresStepWork(NpgsqlConnection connection, CatalogScope scope, TimeProvider clock) : IStepWork
{
    public async Task ExecuteAloneAsync(
        SqlStatement statement, TimeSpan? lockTimeout, CancellationToken cancellationToken)
    {
        string? before = lockTimeout is { } timeout ? await LimitAsync(timeout, cancellationToken) : null;
        try
        {
            await ScriptStatement.ExecuteAsync(connection, statement, cancellationToken);
        }
        finally
        {
            if (before is not null && connection.State == System.Data.ConnectionState.Open)
            {
                await SetAsync(before, CancellationToken.None);
            }
        }
    }

    public async Task<StepTrace> ProbeAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        await new OrphanedStatement(connection, clock).WaitAsync(statement, cancellationToken);
        return await new StatementProbe(connection).ReadAsync(statement, cancellationToken);
    }

    public async Task<ILockObserver> ObserveLocksAsync(CancellationToken cancellationToken) =>
        await LockObserver.BeginAsync(connection, scope, cancellationToken);

    // Behind a proxy that shares sessions the setting would be left to whoever gets the session next.
    private async Task<string?> LimitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        const string isDirect = "SELECT CASE WHEN pg_backend_pid() = $1 THEN current_setting('lock_timeout') END";
        object? before = await RawSql.ScalarAsync(
            connection, RawSql.Command(isDirect, connection.ProcessID), cancellationToken);
        if (before is not string text)
        {
            return null;
        }

        string timeoutMs = Math.Max(1, (long)timeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        await SetAsync(timeoutMs, cancellationToken);
        return text;
    }

    private Task<object?> SetAsync(string timeout, CancellationToken cancellationToken) => RawSql.ScalarAsync(
        connection, RawSql.Command("SELECT set_config('lock_timeout', $1, false)", timeout), cancellationToken);
}
