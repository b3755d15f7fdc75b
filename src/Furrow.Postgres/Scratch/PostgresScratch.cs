using System.Data;
using Furrow.Postgres.Connecting;
using Furrow.Providers;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Scratch;

/// <summary>A scratch database, and the connection that says that its maker lives.</summary>
internal sealed class PostgresScratch(
    PostgresDatabase database, string name, NpgsqlConnection keeper, DatabaseCreation creation) : IScratchDatabase
{
    private bool _isDropped;

    /// <inheritdoc />
    public IDatabase Database => database;

    /// <inheritdoc />
    public async Task DropAsync(CancellationToken cancellationToken)
    {
        if (_isDropped)
        {
            return;
        }

        string sql = $"DROP DATABASE IF EXISTS {SqlDialect.Postgres.QuoteIdentifier(name)} WITH (FORCE)";
        if (keeper.FullState == ConnectionState.Open)
        {
            await RawSql.ExecuteAsync(keeper, sql, cancellationToken);
        }
        else
        {
            await using NpgsqlConnection another = await creation.OpenMaintenanceAsync(cancellationToken);
            await RawSql.ExecuteAsync(another, sql, cancellationToken);
        }

        _isDropped = true;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await DropAsync(CancellationToken.None);
        }
        finally
        {
            await database.DisposeAsync();
            await keeper.DisposeAsync();
        }
    }
}
