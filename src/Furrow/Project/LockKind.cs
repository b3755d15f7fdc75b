namespace Furrow.Project;

/// <summary>Which kind of lock PostgreSQL uses: the <c>lock</c> setting.</summary>
public enum LockKind
{
    /// <summary>Found out from the connection.</summary>
    Auto,

    /// <summary>An advisory lock of the server session.</summary>
    Session,

    /// <summary>A row with a heartbeat: the one that works through a proxy that pools transactions.</summary>
    Lease,
}
