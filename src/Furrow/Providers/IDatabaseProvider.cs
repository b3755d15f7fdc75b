using Furrow.Sql;

namespace Furrow.Providers;

/// <summary>A kind of database. Stateless; one instance serves any number of databases.</summary>
public interface IDatabaseProvider
{
    /// <summary>The name in documents, folders and history: <c>postgres</c>, <c>sqlite</c>.</summary>
    string Name { get; }

    /// <summary>Every dialect suffix or folder name that selects this provider, the name itself first.</summary>
    IReadOnlyList<string> DialectNames { get; }

    /// <summary>How its SQL is written.</summary>
    SqlDialect Dialect { get; }

    /// <summary>What it can do.</summary>
    ProviderCapabilities Capabilities { get; }

    /// <summary>A handle on one database, which need not exist. Does no I/O.</summary>
    IDatabase Open(DatabaseReference reference, DatabaseOptions options);

    /// <summary>What a driver's exception says, in our words; never null, never with a row's values.</summary>
    DatabaseFault Explain(Exception exception);
}

/// <summary>How to reach and use a database.</summary>
public sealed record DatabaseOptions
{
    /// <summary>Where furrow's own tables live: a schema, or on SQLite the prefix before an underscore.</summary>
    public string StateSchema { get; init; } = "furrow";

    /// <summary>The user schemas to look at; null for all but the system's. Ignored where there are none.</summary>
    public IReadOnlyList<string>? Schemas { get; init; }

    /// <summary>How long to wait for the database to answer at all. Default 30 s; zero means one try.</summary>
    public TimeSpan ConnectWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Which lock PostgreSQL uses; <see cref="LockKind.Auto"/> finds out.</summary>
    public LockKind LockKind { get; init; } = LockKind.Auto;

    /// <summary>Who is told of every statement; null where nobody listens.</summary>
    public StatementTrace? Trace { get; init; }

    /// <summary>What furrow's own tables must not hold; null for the secrets of the address alone.</summary>
    public Events.SecretRedactor? Secrets { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
