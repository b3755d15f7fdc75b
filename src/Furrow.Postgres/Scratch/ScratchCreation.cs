using Furrow.Errors;
using Furrow.Postgres.Connecting;
using Furrow.Postgres.Locking;
using Furrow.Providers;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Scratch;

/// <summary>
/// Makes scratch databases. Before one exists its maker holds an advisory lock for its name, on a connection of its own
/// to the maintenance database, until it is dropped: every session of the server can see whether anybody holds it.
/// </summary>
internal sealed class ScratchCreation(PostgresDatabase like, PostgresConnector connector, DatabaseCreation creation)
{
    private const string Attributes = """
        SELECT pg_encoding_to_char(d.encoding), d.datcollate::text, d.datctype::text, d.datlocprovider::text,
            {0}, (d.encoding, d.datcollate, d.datctype, d.datlocprovider, {0})
                IS NOT DISTINCT FROM (t.encoding, t.datcollate, t.datctype, t.datlocprovider, {1})
        FROM pg_database d, pg_database t WHERE d.datname = $1 AND t.datname = 'template1'
        """;

    public async Task<IScratchDatabase> CreateAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection keeper = await creation.OpenMaintenanceAsync(cancellationToken);
        PostgresScratch? scratch = null;
        try
        {
            await new ScratchLeftovers(keeper).DropAsync(cancellationToken);
            string name = ScratchName.For(connector.Target.Database);
            scratch = new PostgresScratch(Open(name), name, keeper, creation);
            await HoldAsync(keeper, name, cancellationToken);
            await creation.RunAsync(
                keeper,
                $"CREATE DATABASE {SqlDialect.Postgres.QuoteIdentifier(name)}"
                    + await LikeAsync(keeper, cancellationToken),
                cancellationToken);
            return scratch;
        }
        catch (Exception exception)
        {
            // It may be there all the same: a cancellation can come too late for the server.
            await (scratch?.DisposeAsync() ?? keeper.DisposeAsync());
            if (exception is PostgresException refusal)
            {
                throw Refused(refusal);
            }

            throw;
        }
    }

    // It idles for as long as the work takes, and must not be ended for that.
    private static async Task HoldAsync(NpgsqlConnection keeper, string name, CancellationToken cancellationToken)
    {
        if (keeper.PostgreSqlVersion.Major >= 14)
        {
            await RawSql.ExecuteAsync(keeper, "SET idle_session_timeout = 0", cancellationToken);
        }

        await RawSql.ExecuteAsync(
            keeper, RawSql.Command("SELECT pg_advisory_lock($1)", AdvisoryKey.Scratch(name)), cancellationToken);
    }

    // Nobody needs a scratch database after a crash of the server.
    private PostgresDatabase Open(string name)
    {
        NpgsqlConnectionStringBuilder settings = new(like.Reference.ConnectionString) { Database = name };
        settings.Options = $"{settings.Options} -c synchronous_commit=off".TrimStart();
        DatabaseReference reference = like.Reference with
        {
            ConnectionString = settings.ConnectionString,
            DatabaseName = name,
            Display = $"postgres://{connector.Target.Address}/{Uri.EscapeDataString(name)}",
        };
        return new PostgresDatabase(
            (PostgresProvider)like.Provider, reference, like.Options with { Schemas = null });
    }

    // As `setup` would create it, unless the database that is there has another encoding or collation.
    private async Task<string> LikeAsync(NpgsqlConnection keeper, CancellationToken cancellationToken)
    {
        int major = keeper.PostgreSqlVersion.Major;
        if (major < 15)
        {
            return await LikeOldAsync(keeper, cancellationToken);
        }

        string locale = major < 17 ? "daticulocale" : "datlocale";
        NpgsqlBatchCommand query = RawSql.Command(
            Attributes.Replace("{0}", $"d.{locale}", StringComparison.Ordinal)
                .Replace("{1}", $"t.{locale}", StringComparison.Ordinal),
            connector.Target.Database);
        await using NpgsqlBatch batch = new(keeper);
        batch.BatchCommands.Add(query);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken) || reader.GetBoolean(5))
        {
            return "";
        }

        string provider = reader.GetString(3) switch
        {
            "i" => $" LOCALE_PROVIDER icu ICU_LOCALE {Literal(reader.GetString(4))}",
            "b" => $" LOCALE_PROVIDER builtin BUILTIN_LOCALE {Literal(reader.GetString(4))}",
            _ => "",
        };
        return $" TEMPLATE template0 ENCODING {Literal(reader.GetString(0))} LC_COLLATE {Literal(reader.GetString(1))}"
            + $" LC_CTYPE {Literal(reader.GetString(2))}{provider}";
    }

    private async Task<string> LikeOldAsync(NpgsqlConnection keeper, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT ' TEMPLATE template0 ENCODING ' || quote_literal(pg_encoding_to_char(d.encoding)) || ' LC_COLLATE '
                || quote_literal(d.datcollate) || ' LC_CTYPE ' || quote_literal(d.datctype)
            FROM pg_database d, pg_database t WHERE d.datname = $1 AND t.datname = 'template1'
                AND (d.encoding, d.datcollate, d.datctype) <> (t.encoding, t.datcollate, t.datctype)
            """;
        object? clause = await RawSql.ScalarAsync(
            keeper, RawSql.Command(sql, connector.Target.Database), cancellationToken);
        return clause as string ?? "";
    }

    private static string Literal(string text) => SqlDialect.Postgres.QuoteLiteral(text);

    private FurrowException Refused(PostgresException refusal)
    {
        bool lacksRight = refusal.SqlState == PostgresErrorCodes.InsufficientPrivilege;
        string user = connector.Target.User is { Length: > 0 } name
            ? SqlDialect.Postgres.QuoteIdentifier(name)
            : "CURRENT_USER";
        return new FurrowException(
            ErrorCode.DatabasePermission,
            lacksRight
                ? $"User \"{connector.Target.User}\" may not create a scratch database at {connector.Target.Address}."
                : $"No scratch database could be created at {connector.Target.Address}: {refusal.MessageText}.",
            refusal)
        {
            Detail = refusal.Detail,
            SqlState = refusal.SqlState,
            Hint = lacksRight
                ? $"An administrator can run: ALTER ROLE {user} CREATEDB; or name a server where the role may create "
                    + "databases: --scratch postgres://…"
                : refusal.Hint,
        };
    }
}
