using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Stepwise;

/// <summary>
/// Looks in the catalog whether a statement that cannot run in a transaction has done its work, and what a half of it
/// has left: an index that is not valid, a partition whose detaching has begun.
/// </summary>
internal sealed class StatementProbe(NpgsqlConnection connection)
{
    /// <summary>Reads what a statement has left.</summary>
    public Task<StepTrace> ReadAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        AloneStatement.Find(statement)?.Name switch
        {
            "CREATE INDEX CONCURRENTLY" => CreatedIndexAsync(statement, cancellationToken),
            "DROP INDEX CONCURRENTLY" => DroppedIndexAsync(statement, cancellationToken),
            "REINDEX CONCURRENTLY" => RebuiltIndexAsync(cancellationToken),
            "DETACH PARTITION CONCURRENTLY" => DetachedAsync(statement, cancellationToken),
            "CREATE DATABASE" => ExistsAsync(
                "pg_database.datname", NamePlace.Plain(statement, "DATABASE"), true, cancellationToken),
            "DROP DATABASE" => ExistsAsync(
                "pg_database.datname", NamePlace.Plain(statement, "DATABASE"), false, cancellationToken),
            "CREATE TABLESPACE" => ExistsAsync(
                "pg_tablespace.spcname", NamePlace.Plain(statement, "TABLESPACE"), true, cancellationToken),
            "DROP TABLESPACE" => ExistsAsync(
                "pg_tablespace.spcname", NamePlace.Plain(statement, "TABLESPACE"), false, cancellationToken),

            // Done twice they come to the same.
            "VACUUM" or "CLUSTER without a table" or "ALTER SYSTEM" or "DISCARD ALL" or "REINDEX DATABASE"
                or "REINDEX SYSTEM" or "REINDEX SCHEMA" or "ALTER DATABASE SET TABLESPACE" =>
                Task.FromResult(StepTrace.NotDone),
            _ => Task.FromResult(StepTrace.Unknown),
        };

    // An index without a name got one from the server; which, nobody knows afterwards.
    private async Task<StepTrace> CreatedIndexAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        if (NamePlace.OfNewIndex(statement) is not { } place)
        {
            return StepTrace.Unknown;
        }

        // The index lies in its table's schema, which its own name does not say.
        const string sql = """
            SELECT format('%I.%I', n.nspname, i.relname), x.indisvalid
            FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace
            WHERE x.indrelid = to_regclass($1) AND i.relname = $2
            """;
        (string Name, bool IsValid)? found =
            await FirstAsync(RawSql.Command(sql, place.Table, place.Index), cancellationToken);
        return found switch
        {
            null => StepTrace.NotDone,
            { IsValid: true } => StepTrace.Done,
            { } invalid => new StepTrace(StepOutcome.NotDone, [$"DROP INDEX CONCURRENTLY {invalid.Name}"]),
        };
    }

    private async Task<StepTrace> DroppedIndexAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        string? name = NamePlace.After(statement, "CONCURRENTLY");
        if (name is null)
        {
            return StepTrace.Unknown;
        }

        bool isThere = await RawSql.ScalarAsync(
            connection, RawSql.Command("SELECT to_regclass($1) IS NOT NULL", name), cancellationToken) is true;
        return isThere ? StepTrace.NotDone : StepTrace.Done;
    }

    // https://www.postgresql.org/docs/15/sql-reindex.html: what a failed one leaves ends in _ccnew or _ccold.
    private async Task<StepTrace> RebuiltIndexAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT format('DROP INDEX CONCURRENTLY %I.%I', n.nspname, i.relname)
            FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace
            WHERE NOT x.indisvalid AND i.relname ~ '_cc(new|old)[0-9]*$' AND pg_has_role(i.relowner, 'USAGE')
                AND n.nspname !~ '^pg_'
            ORDER BY 1
            """;
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command(sql));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        ImmutableArray<string>.Builder remains = ImmutableArray.CreateBuilder<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            remains.Add(reader.GetString(0));
        }

        return new StepTrace(StepOutcome.NotDone, remains.ToImmutable());
    }

    private async Task<StepTrace> DetachedAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        string? parent = NamePlace.After(statement, "TABLE");
        string? partition = NamePlace.After(statement, "PARTITION");
        const string sql = """
            SELECT format(
                'ALTER TABLE %s DETACH PARTITION %s FINALIZE', inhparent::regclass, inhrelid::regclass),
                inhdetachpending
            FROM pg_inherits WHERE inhparent = to_regclass($1) AND inhrelid = to_regclass($2)
            """;
        (string Finalize, bool IsPending)? found =
            await FirstAsync(RawSql.Command(sql, parent, partition), cancellationToken);
        return found switch
        {
            null => StepTrace.Done,
            { IsPending: true } pending => new StepTrace(StepOutcome.Done, [pending.Finalize]),
            _ => StepTrace.NotDone,
        };
    }

    private async Task<StepTrace> ExistsAsync(
        string column, string? name, bool isWanted, CancellationToken cancellationToken)
    {
        if (name is null)
        {
            return StepTrace.Unknown;
        }

        string sql = $"SELECT EXISTS (SELECT FROM {column.Split('.')[0]} WHERE {column} = $1)";
        bool isThere = await RawSql.ScalarAsync(connection, RawSql.Command(sql, name), cancellationToken) is true;
        return isThere == isWanted ? StepTrace.Done : StepTrace.NotDone;
    }

    private async Task<(string Text, bool Flag)?> FirstAsync(
        NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(command);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetString(0), reader.GetBoolean(1)) : null;
    }
}
