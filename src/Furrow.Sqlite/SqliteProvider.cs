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
    public IDatabase Open(DatabaseReference reference, DatabaseOptions options)
    {
        // Makes SQLite's native library known to the driver, which does that once, when its connection class is first
        // used; a command that works on another database needs not wait for it. Again (Batteries_V2.Init), it would
        // replace the object that owns the callbacks of hooks already set, and the process would end in the next one
        // called.
        RuntimeHelpers.RunClassConstructor(typeof(SqliteConnection).TypeHandle);
        return new SqliteDatabase(this, reference, options);
    }

    /// <inheritdoc />
    public DatabaseFault Explain(Exception exception) => SqliteFault.Explain(exception);
}
