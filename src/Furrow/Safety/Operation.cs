namespace Furrow.Safety;

/// <summary>
/// What a command is about to do, as far as safety tells things apart. A command that does several of them
/// (a seed run over base and development folders) is judged for each, see <see cref="Verdict.Stricter"/>.
/// </summary>
public enum Operation
{
    /// <summary>Reports state.</summary>
    Status,

    /// <summary>Computes what would be done; also every dry run that executes nothing.</summary>
    Plan,

    /// <summary>Lists what the project offers.</summary>
    List,

    /// <summary>Checks the installation.</summary>
    Doctor,

    /// <summary>Writes rows to files.</summary>
    Export,

    /// <summary>Shows who holds the lock.</summary>
    LockRead,

    /// <summary>Shows the stamp.</summary>
    StampRead,

    /// <summary>Stores the database beside it.</summary>
    SnapshotCreate,

    /// <summary>Lists stored databases.</summary>
    SnapshotList,

    /// <summary>Checks a stored database.</summary>
    SnapshotVerify,

    /// <summary>Validates seed files.</summary>
    SeedCheck,

    /// <summary>Runs migrations up, down and up in a scratch database.</summary>
    Verify,

    /// <summary>Runs seeds in a scratch database.</summary>
    SeedTest,

    /// <summary>Applies migrations.</summary>
    Migrate,

    /// <summary>Records migrations as applied without running them.</summary>
    Baseline,

    /// <summary>Settles a half-done migration.</summary>
    Repair,

    /// <summary>Brings a database from whatever it is to ready.</summary>
    Setup,

    /// <summary>Applies seeds of any folder but development and test.</summary>
    SeedBase,

    /// <summary>Applies seeds of the folders development and test.</summary>
    SeedEnvironment,

    /// <summary>Generates rows.</summary>
    Generate,

    /// <summary>Takes migrations back.</summary>
    Rollback,

    /// <summary>Takes seeds back.</summary>
    SeedRollback,

    /// <summary>Applies seeds again that are applied already.</summary>
    SeedForce,

    /// <summary>Loads an export.</summary>
    Import,

    /// <summary>Replaces the database by a stored one.</summary>
    SnapshotRestore,

    /// <summary>Puts back what a restore replaced.</summary>
    SnapshotUndo,

    /// <summary>Gives up seeds whose files are gone.</summary>
    SeedClean,

    /// <summary>Has a changed seed count as applied without running it.</summary>
    SeedAccept,

    /// <summary>Deletes stored databases beyond the limits.</summary>
    SnapshotPrune,

    /// <summary>Empties tables.</summary>
    Clear,

    /// <summary>Drops everything and migrates again.</summary>
    Reset,

    /// <summary>Any <c>--clear-first</c>: tables are emptied before they are filled.</summary>
    ClearFirst,

    /// <summary>Takes the lock from a living holder.</summary>
    UnlockForce,

    /// <summary>Takes the lock from a holder that is gone.</summary>
    UnlockDead,

    /// <summary>Writes or changes the stamp.</summary>
    Stamp,
}
