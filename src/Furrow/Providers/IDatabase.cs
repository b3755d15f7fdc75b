using System.Collections.Immutable;

namespace Furrow.Providers;

/// <summary>What a session is for.</summary>
public enum SessionAccess
{
    /// <summary>Looks only: creates nothing, not even a file.</summary>
    Read,

    /// <summary>May change the database.</summary>
    Write,

    /// <summary>May change what is there, to take it back again: creates nothing, not even a file.</summary>
    Trial,
}

/// <summary>
/// One database, which need not exist. Every method waits for the server up to
/// <see cref="DatabaseOptions.ConnectWait"/> and throws a <see cref="Errors.FurrowException"/> with one of the
/// <c>database.*</c> codes when it cannot be reached or refuses.
/// </summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>The kind of database.</summary>
    IDatabaseProvider Provider { get; }

    /// <summary>Where it is.</summary>
    DatabaseReference Reference { get; }

    /// <summary>How it is used.</summary>
    DatabaseOptions Options { get; }

    /// <summary>
    /// Whether it exists. A database that opening creates (a file) counts as existing and empty:
    /// then this is always true.
    /// </summary>
    Task<bool> ExistsAsync(CancellationToken cancellationToken);

    /// <summary>Creates it. False when somebody else did in the same moment.</summary>
    Task<bool> CreateAsync(CancellationToken cancellationToken);

    /// <summary>Opens a connection of its own.</summary>
    Task<ISession> OpenSessionAsync(SessionAccess access, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the lock if it is free, without waiting; null when somebody holds it. Furrow's own tables must be there.
    /// The holder's row in the lock table is written as part of it.
    /// </summary>
    Task<IDatabaseLock?> TryLockAsync(LockOwner owner, CancellationToken cancellationToken);

    /// <summary>Who holds the lock, or held it and died; null when nobody, or furrow's tables are not there.</summary>
    Task<LockState?> ReadLockAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The same through a session of this database that is open already, outside of a transaction: makes no connection.
    /// </summary>
    Task<LockState?> ReadLockAsync(ISession session, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the holder's claim: a dead holder's row, or with <paramref name="force"/> a live holder's lock too
    /// (its session is ended or its lease's token raised). False when there was nothing to remove.
    /// </summary>
    Task<bool> BreakLockAsync(bool force, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a database of its own for one piece of work, like this one in encoding and collation where this one is
    /// there, and first drops those that killed processes left behind. This database is not touched.
    /// </summary>
    /// <exception cref="Errors.FurrowException">
    /// Code <c>database.permission</c>: the role may not create databases.
    /// </exception>
    Task<IScratchDatabase> CreateScratchAsync(ScratchRequest request, CancellationToken cancellationToken);

    /// <summary>Stores this database as a whole, and puts stored ones in its place.</summary>
    ISnapshotWork Snapshots { get; }

    /// <summary>
    /// The provider's own health checks, in the order to show them; each failure is a check with a remedy, never an
    /// exception. Creates nothing.
    /// </summary>
    Task<ImmutableArray<HealthCheck>> DiagnoseAsync(CancellationToken cancellationToken);
}

/// <summary>How a health check ended.</summary>
public enum HealthLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Works, but look at it.</summary>
    Warning,

    /// <summary>Does not work.</summary>
    Failed,
}

/// <summary>One health check: what was looked at, what was found, and what to do when it is not well.</summary>
public sealed record HealthCheck(string Name, HealthLevel Level, string Found, string? Remedy = null);
