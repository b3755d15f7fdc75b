using Furrow.Postgres.Connecting;

namespace Furrow.Postgres.Locking;

/// <summary>Where a database's lock is, and by which clock it is looked after.</summary>
internal sealed record LockPlace(
    LockTable Table, LockTiming Timing, TimeProvider Clock, PostgresConnector Connector);
