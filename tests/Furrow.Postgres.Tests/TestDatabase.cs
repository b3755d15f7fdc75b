using System.Data.Common;
using Furrow.Postgres.Locking;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Furrow.State;

namespace Furrow.Postgres.Tests;

/// <summary>One test's database, with one session that writes.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private ISession? _session;

    public TestDatabase(PostgresServer server, string name, TestRole role, DatabaseOptions options)
    {
        _server = server;
        Name = name;
        Role = role;
        Database = new PostgresProvider().Open(server.Reference(name, role), options);
    }

    public string Name { get; }

    public TestRole Role { get; }

    public IDatabase Database { get; }

    /// <summary>The session, opened on first use.</summary>
    public async Task<ISession> SessionAsync() =>
        _session ??= await Database.OpenSessionAsync(SessionAccess.Write, CancellationToken.None);

    /// <summary>The same database opened in another way.</summary>
    public IDatabase Open(DatabaseOptions options, TestRole? role = null, string extra = "") =>
        new PostgresProvider().Open(_server.Reference(Name, role ?? Role, extra), options);

    /// <summary>The same database with locks that beat faster.</summary>
    internal IDatabase Open(DatabaseOptions options, LockTiming timing) =>
        new PostgresDatabase(new PostgresProvider(), _server.Reference(Name, Role), options, timing);

    /// <summary>Runs statements, each as a script's statement.</summary>
    public async Task RunAsync(params string[] statements)
    {
        ISession session = await SessionAsync();
        foreach (string sql in statements)
        {
            await session.ExecuteAsync(
                new SqlStatement(sql, 1, 1, SqlStatementKind.Ordinary), CancellationToken.None);
        }
    }

    /// <summary>The rows of a query, each cell as text, NULL as null.</summary>
    public async Task<List<string?[]>> QueryAsync(string sql)
    {
        ISession session = await SessionAsync();
        await using DbCommand command = session.CreateCommand(sql);
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        List<string?[]> rows = [];
        while (await reader.ReadAsync())
        {
            string?[] row = new string?[reader.FieldCount];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = await reader.IsDBNullAsync(i)
                    ? null
                    : Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture);
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The first cell of a query.</summary>
    public async Task<string?> ValueAsync(string sql) => (await QueryAsync(sql))[0][0];

    public async Task<DatabaseSchema> ReadSchemaAsync() =>
        await (await SessionAsync()).ReadSchemaAsync(CancellationToken.None);

    public async Task<Table> ReadTableAsync(string name, string schema = "public")
    {
        DatabaseSchema found = await ReadSchemaAsync();
        return found.Find(new ObjectName(schema, name))
            ?? throw new InvalidOperationException($"There is no table {schema}.{name}.");
    }

    /// <summary>Creates furrow's own tables.</summary>
    public async Task PrepareStateAsync()
    {
        StateStore store = await StateStore.OpenAsync(await SessionAsync(), Database, CancellationToken.None);
        await store.EnsureAsync("test", CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
        {
            await _session.DisposeAsync();
        }

        await Database.DisposeAsync();
    }
}
