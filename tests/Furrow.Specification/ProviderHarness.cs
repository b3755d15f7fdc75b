using System.Data.Common;
using System.Globalization;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Furrow.State;

namespace Furrow.Specification;

/// <summary>One fresh database of a provider, and what the suites need to know about it.</summary>
public abstract class ProviderHarness : IAsyncDisposable
{
    /// <summary>The database, empty at first.</summary>
    public abstract IDatabase Database { get; }

    /// <summary>SQL that differs.</summary>
    public abstract SqlFragments Sql { get; }

    /// <summary>Where tables land whose schema is not named.</summary>
    public abstract string Schema { get; }

    /// <summary>Every type that the provider reads, with values.</summary>
    public abstract IReadOnlyList<TypeSample> TypeSamples { get; }

    /// <summary>Types of this provider alone, with generated values.</summary>
    public abstract IReadOnlyList<BulkSample> BulkSamples { get; }

    /// <summary>The kinds of type that this database cannot have.</summary>
    public abstract IReadOnlyList<TypeKind> AbsentKinds { get; }

    /// <summary>Whether nothing at all was created in it or beside it.</summary>
    public abstract Task<bool> IsUntouchedAsync();

    public abstract ValueTask DisposeAsync();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public ObjectName Name(string table) => new(Schema, table);

    public string Quote(string identifier) => Database.Provider.Dialect.QuoteIdentifier(identifier);

    public Task<ISession> OpenAsync(SessionAccess access = SessionAccess.Write) =>
        Database.OpenSessionAsync(access, Token);

    /// <summary>Runs statements one by one, each for itself, in a session of their own.</summary>
    public async Task RunAsync(params string[] statements)
    {
        await using ISession session = await OpenAsync();
        foreach (string statement in statements)
        {
            await session.ExecuteAsync(Statement(statement), Token);
        }
    }

    /// <summary>The first value of a query as invariant text; null for NULL and for no row.</summary>
    public async Task<string?> ScalarAsync(string sql)
    {
        await using ISession session = await OpenAsync();
        return await ScalarAsync(session, sql);
    }

    public static async Task<string?> ScalarAsync(ISession session, string sql)
    {
        await using DbCommand command = session.CreateCommand(sql);
        object? value = await command.ExecuteScalarAsync(Token);
        return value is null or DBNull ? null : Convert.ToString(value, CultureInfo.InvariantCulture);
    }

    public async Task<DatabaseSchema> ReadSchemaAsync()
    {
        await using ISession session = await OpenAsync(SessionAccess.Read);
        return await session.ReadSchemaAsync(Token);
    }

    public async Task<Table> ReadTableAsync(string table)
    {
        DatabaseSchema schema = await ReadSchemaAsync();
        Table? found = schema.Find(Name(table));
        Assert.True(found is not null, $"{table} is not among {string.Join(", ", schema.Tables.Select(t => t.Name))}.");
        return found;
    }

    /// <summary>Creates furrow's own tables.</summary>
    public async Task CreateStateAsync()
    {
        await using ISession session = await OpenAsync();
        StateStore store = await StateStore.OpenAsync(session, Database, Token);
        await store.EnsureAsync(stamp: null, Token);
    }

    /// <summary>Leaves the lock row as a holder leaves it that was killed.</summary>
    public virtual Task LeaveDeadClaimAsync(string holder)
    {
        StateNames names = new(Database.Provider, Database.Options.StateSchema);
        return RunAsync(
            $"""
            UPDATE {names["lock"]}
            SET holder = {Database.Provider.Dialect.QuoteLiteral(holder)}, command = 'migrate', kind = 'session',
                session_id = 2147483646, token = token + 1, since = '2026-01-05T07:30:00Z'
            WHERE id = 1
            """);
    }

    public static SqlStatement Statement(string sql) => new(sql, 1, 1, SqlStatementKind.Ordinary);
}
