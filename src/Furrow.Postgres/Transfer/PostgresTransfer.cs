using System.Collections.Immutable;
using System.Globalization;
using Furrow.Postgres.Catalog;
using Furrow.Postgres.Changes;
using Furrow.Postgres.Connecting;
using Furrow.Postgres.Rows;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Transfer;

/// <summary>Whole tables of a PostgreSQL database, in and out.</summary>
internal sealed class PostgresTransfer(
    NpgsqlConnection connection,
    SecondSession second,
    CatalogScope scope,
    ServerInfo server,
    ConnectTarget target,
    TimeProvider clock)
    : ITransferWork
{
    private const string Locked = "IN ACCESS SHARE MODE";

    // A server without an encoding of its own gives bytes as they are, whatever is asked for.
    private string Encoding => server.Encoding == "SQL_ASCII" ? "SQL_ASCII" : "UTF8";

    public ScriptFrame Script => new(
        [
            $"SET client_encoding = '{Encoding}'",
            "SET statement_timeout = 0",
            "SET lock_timeout = 0",
            "SET idle_in_transaction_session_timeout = 0",
            "SET standard_conforming_strings = on",
            "SET check_function_bodies = false",
            "SET client_min_messages = warning",
            "SET row_security = off",
            "SET xmloption = content",
            "SET DateStyle = 'ISO, YMD'",
            "SET IntervalStyle = 'postgres'",
            "SET TimeZone = 'UTC'",
            "SET extra_float_digits = 1",
            "SET bytea_output = 'hex'",
            "SET lc_monetary = 'C'",
            "SET search_path = ''",
        ],
        "BEGIN",
        "COMMIT");

    public async Task PrepareAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        await TextForms.SetAsync(connection, cancellationToken);
        await RawSql.ExecuteAsync(connection, "SET LOCAL row_security = off", cancellationToken);
        if (tables.Count > 0)
        {
            string names = string.Join(", ", tables.Select(table => $"ONLY {TableName(table.Name)}"));
            await RawSql.ExecuteAsync(connection, $"LOCK TABLE {names} {Locked}", cancellationToken);
        }
    }

    public async Task<long> EstimateBytesAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        if (tables.Count == 0)
        {
            return 0;
        }

        string sum = $"""
            SELECT coalesce(sum(pg_table_size(p.relid)), 0)::bigint FROM ({Oids(tables)}) t (oid)
            CROSS JOIN LATERAL (SELECT relid FROM pg_partition_tree(t.oid) UNION SELECT t.oid) p
            """;
        return (long)(await RawSql.ScalarAsync(connection, RawSql.Command(sum), cancellationToken))!;
    }

    public Task<long> WriteRowsAsync(RowSelection rows, Stream target, CancellationToken cancellationToken) =>
        new CopyRows(connection, second).WriteAsync(rows, target, cancellationToken);

    public Task<long> WriteStatementsAsync(RowSelection rows, Stream target, CancellationToken cancellationToken) =>
        WriteStatementsAsync(
            rows, (stream, token) => WriteRowsAsync(rows, stream, token), target, cancellationToken);

    public async Task<long> WriteStatementsAsync(
        RowSelection rows,
        Func<Stream, CancellationToken, Task<long>> write,
        Stream target,
        CancellationToken cancellationToken)
    {
        string start = $"COPY {CopyRows.Target(rows)} FROM stdin;\n";
        await target.WriteAsync(System.Text.Encoding.UTF8.GetBytes(start), cancellationToken);
        long count = await write(target, cancellationToken);
        await target.WriteAsync("\\.\n\n"u8.ToArray(), cancellationToken);
        return count;
    }

    public Task<long> LoadRowsAsync(RowSelection rows, Stream source, CancellationToken cancellationToken) =>
        new CopyRows(connection).LoadAsync(rows, source, cancellationToken);

    public Task<LoadFrame> ReadFrameAsync(LoadFrameRequest request, CancellationToken cancellationToken) =>
        new FrameReader(connection).ReadAsync(request, cancellationToken);

    public Task<ImmutableArray<SequenceValue>> ReadNumberingAsync(
        IReadOnlyList<Table>? tables, CancellationToken cancellationToken) =>
        new SequencePositions(connection, scope).ReadAsync(tables, cancellationToken);

    public ImmutableArray<string> SetNumbering(IReadOnlyList<SequenceValue> numbering) =>
    [
        .. numbering.Select(value =>
        {
            string name = SqlDialect.Postgres.QuoteLiteral(TableName(value.Sequence));
            string isCalled = value.IsCalled ? "true" : "false";
            return string.Create(
                CultureInfo.InvariantCulture, $"SELECT pg_catalog.setval({name}, {value.LastValue}, {isCalled})");
        }),
    ];

    public Task<SchemaScript> ReadSchemaScriptAsync(
        SchemaScriptRequest request, CancellationToken cancellationToken) =>
        new SchemaDump(connection, scope, server, target, clock).ReadAsync(request, cancellationToken);

    public Task<long> WriteLargeObjectsAsync(Stream target, CancellationToken cancellationToken) =>
        new LargeObjects(connection).WriteAsync(target, cancellationToken);

    public async Task<ImmutableArray<string>> ReadOmissionsAsync(bool hasSql, CancellationToken cancellationToken)
    {
        if (hasSql)
        {
            return [];
        }

        long count = await new LargeObjects(connection).CountAsync(cancellationToken);
        return count == 0
            ? []
            : [FormattableString.Invariant($"{count} large objects are not exported; only SQL files hold them.")];
    }

    public async Task<IScriptLoad> BeginScriptAsync(CancellationToken cancellationToken) => new PostgresScriptLoad(
        connection, await KnownSettings.ReadAsync(connection, cancellationToken));

    public async Task RaiseNumberingAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        foreach (Table table in tables)
        {
            await SequenceRaise.OverTableAsync(connection, table, cancellationToken);
        }
    }

    public async Task RefreshStatisticsAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        if (tables.Count > 0)
        {
            string names = string.Join(", ", tables.Select(table => TableName(table.Name)));
            await RawSql.ExecuteAsync(connection, $"ANALYZE {names}", cancellationToken);
        }
    }

    /// <summary>A query for the object ids of tables.</summary>
    internal static string Oids(IEnumerable<Table> tables) => "VALUES " + string.Join(
        ", ",
        tables.Select(table => $"({SqlDialect.Postgres.QuoteLiteral(TableName(table.Name))}::pg_catalog.regclass)"));

    internal static string TableName(ObjectName name) => SqlDialect.Postgres.QuoteName(name.Schema, name.Name);
}
