using System.Runtime.CompilerServices;
using Furrow.Providers;
using Furrow.Sql;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite;

/// <summary>
/// SQLite: a database is a file, opening it for writing creates it, and the whole of it is one schema, <c>main</c>.
/// </summary>
public sealed class SqliteProvider : IDatabaseProvider
{
    // The driver makes the native library known to itself, once, in its own type's initialiser. Doing it again would
    // replace the object that native callbacks of open connections lead to: collected, it takes the process down.
    static SqliteProvider() => RuntimeHelpers.RunClassConstructor(typeof(SqliteConnection).TypeHandle);

    /// <inheritdoc />
    public string Name => "sqlite";

    /// <inheritdoc />
    public IReadOnlyList<string> DialectNames { get; } = ["sqlite", "sqlite3"];

    /// <inheritdoc />
    public SqlDialect Dialect => SqlDialect.Sqlite;

    /// <inheritdoc />
    public ProviderCapabilities Capabilities { get; } = new()
    {
        TransactionalDdl = true,
        DeferAllForeignKeys = true,
    };

    /// <inheritdoc />
    public IDatabase Open(DatabaseReference reference, DatabaseOptions options) =>
        new SqliteDatabase(this, reference, options);

    /// <inheritdoc />
    public DatabaseFault Explain(Exception exception) => SqliteFault.Explain(exception);
}
