using Furrow.Postgres.Faults;
using Furrow.Providers;
using Furrow.Sql;

namespace Furrow.Postgres;

/// <summary>PostgreSQL, versions 13 to 18, used as an ordinary role: nothing here needs a superuser.</summary>
public sealed class PostgresProvider : IDatabaseProvider
{
    /// <inheritdoc />
    public string Name => "postgres";

    /// <inheritdoc />
    public IReadOnlyList<string> DialectNames { get; } = ["postgres", "postgresql", "pg"];

    /// <inheritdoc />
    public SqlDialect Dialect => SqlDialect.Postgres;

    /// <inheritdoc />
    public ProviderCapabilities Capabilities { get; } = new()
    {
        TransactionalDdl = true,
        Schemas = true,
        AlterableDeferrability = true,
        DeferAllForeignKeys = false,
        DropForeignKeys = true,
        ServerDatabases = true,
        Copy = true,
        DatabaseCopy = true,
        Sequences = true,
        ConcurrentWriters = true,
    };

    /// <inheritdoc />
    /// <exception cref="Errors.FurrowException">
    /// The reference's connection string cannot be read (<c>config.invalid</c>).
    /// </exception>
    public IDatabase Open(DatabaseReference reference, DatabaseOptions options) =>
        new PostgresDatabase(this, reference, options);

    /// <inheritdoc />
    public DatabaseFault Explain(Exception exception) => PostgresFaults.Explain(exception);
}
