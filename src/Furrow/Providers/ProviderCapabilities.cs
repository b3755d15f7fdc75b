namespace Furrow.Providers;

/// <summary>What a database can do; planners ask this, never which provider it is.</summary>
public sealed record ProviderCapabilities
{
    /// <summary>Definitions change inside transactions and roll back with them.</summary>
    public bool TransactionalDdl { get; init; }

    /// <summary>There is more than one schema to put tables in.</summary>
    public bool Schemas { get; init; }

    /// <summary>A foreign key can be made deferrable and set back inside a transaction.</summary>
    public bool AlterableDeferrability { get; init; }

    /// <summary>One switch defers every foreign key until commit.</summary>
    public bool DeferAllForeignKeys { get; init; }

    /// <summary>A foreign key can be taken off and put back inside a transaction.</summary>
    public bool DropForeignKeys { get; init; }

    /// <summary>Databases live on a server and are created there; otherwise opening a file creates it.</summary>
    public bool ServerDatabases { get; init; }

    /// <summary>COPY … FROM STDIN.</summary>
    public bool Copy { get; init; }

    /// <summary>The server copies a whole database.</summary>
    public bool DatabaseCopy { get; init; }

    /// <summary>Several transactions may write at the same time.</summary>
    public bool ConcurrentWriters { get; init; }

    /// <summary>Sequences exist as objects of their own.</summary>
    public bool Sequences { get; init; }
}
