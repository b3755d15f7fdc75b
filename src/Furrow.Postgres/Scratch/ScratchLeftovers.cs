using Furrow.Postgres.Locking;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Scratch;

/// <summary>
/// Drops the scratch databases of processes that are gone: those whose name furrow has made, that the role may drop,
/// and for whose name nobody holds the lock. A statement of the dead may still run there; it is ended.
/// </summary>
internal sealed class ScratchLeftovers(NpgsqlConnection keeper)
{
    // Locks are told with the database that they were taken in; a maker may have had another one to connect to.
    private const string IsAlone = """
        SELECT NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1
            AND classid = (($1::bigint >> 32) & 4294967295)::oid AND objid = ($1::bigint & 4294967295)::oid)
        """;

    private const string Candidates = $"""
        SELECT d.datname::text FROM pg_database d
        WHERE starts_with(d.datname::text, '{ScratchName.Prefix}') AND pg_has_role(d.datdba, 'USAGE')
        """;

    public async Task DropAsync(CancellationToken cancellationToken)
    {
        foreach (string name in await ListAsync(cancellationToken))
        {
            if (ScratchName.IsOne(name) && await IsAloneAsync(name, cancellationToken))
            {
                await DropAsync(name, cancellationToken);
            }
        }
    }

    private async Task<List<string>> ListAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(keeper);
        batch.BatchCommands.Add(RawSql.Command(Candidates));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<string> names = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private async Task<bool> IsAloneAsync(string name, CancellationToken cancellationToken) =>
        await RawSql.ScalarAsync(
            keeper, RawSql.Command(IsAlone, AdvisoryKey.Scratch(name)), cancellationToken) is true;

    private async Task DropAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            string sql = $"DROP DATABASE IF EXISTS {SqlDialect.Postgres.QuoteIdentifier(name)} WITH (FORCE)";
            await RawSql.ExecuteAsync(keeper, sql, cancellationToken);
        }
        catch (PostgresException exception)
            when (exception.SqlState is PostgresErrorCodes.ObjectInUse or PostgresErrorCodes.InvalidCatalogName
                or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InternalError)
        {
            // Somebody looks into it, or drops it in this moment; then it is theirs, or the next one's.
        }
    }
}
