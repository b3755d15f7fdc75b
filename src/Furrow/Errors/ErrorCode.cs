namespace Furrow.Errors;

/// <summary>The stable codes of every error that Furrow reports; scripts may rely on them.</summary>
public static class ErrorCode
{
    /// <summary>The command line or the call is wrong. Exit code 2.</summary>
    public const string Usage = "usage";

    /// <summary>furrow.yaml, <c>.env</c> or a variable has a value that cannot be used.</summary>
    public const string ConfigInvalid = "config.invalid";

    /// <summary>Nothing answers at the database's address.</summary>
    public const string DatabaseUnreachable = "database.unreachable";

    /// <summary>The server refused the user or the password.</summary>
    public const string DatabaseAuthentication = "database.authentication";

    /// <summary>The server is there, the database is not.</summary>
    public const string DatabaseMissing = "database.missing";

    /// <summary>The role may not do what is needed.</summary>
    public const string DatabasePermission = "database.permission";

    /// <summary>A migration could not be applied; nothing of it remains.</summary>
    public const string MigrationFailed = "migration.failed";

    /// <summary>An applied migration's file has changed since. Exit code 4.</summary>
    public const string MigrationDrift = "migration.drift";

    /// <summary>A non-transactional migration stopped half-way and cannot be judged from outside.</summary>
    public const string MigrationAmbiguous = "migration.ambiguous";

    /// <summary>A seed could not be applied; nothing of it remains.</summary>
    public const string SeedFailed = "seed.failed";

    /// <summary>A seed file cannot be understood or does not fit the schema.</summary>
    public const string SeedInvalid = "seed.invalid";

    /// <summary>An applied seed's file has changed without a new version. Exit code 4.</summary>
    public const string SeedDrift = "seed.drift";

    /// <summary>A seed holds what looks like a secret.</summary>
    public const string SeedSecret = "seed.secret";

    /// <summary>A scenario cannot be understood or does not fit the schema.</summary>
    public const string ScenarioInvalid = "scenario.invalid";

    /// <summary>More distinct values were asked for than there are.</summary>
    public const string GenerateCapacity = "generate.capacity";

    /// <summary>Generated values collide with rows that are there.</summary>
    public const string GenerateConflict = "generate.conflict";

    /// <summary>Somebody else holds the lock, or a run of <c>generate</c> is open. Exit code 5.</summary>
    public const string Locked = "locked";

    /// <summary>The safety table says no, or a confirmation is missing. Exit code 6.</summary>
    public const string Refused = "refused";

    /// <summary>A snapshot's file does not have the recorded checksum. Exit code 4.</summary>
    public const string SnapshotCorrupt = "snapshot.corrupt";

    /// <summary>A snapshot does not hold what its metadata says. Exit code 4.</summary>
    public const string SnapshotMismatch = "snapshot.mismatch";

    /// <summary>There is no such snapshot.</summary>
    public const string SnapshotMissing = "snapshot.missing";

    /// <summary>A database could not be stored or put in place; what was there is as it was.</summary>
    public const string SnapshotFailed = "snapshot.failed";

    /// <summary>An export could not be written; the files that were there are as they were.</summary>
    public const string ExportFailed = "export.failed";

    /// <summary>An import could not be done; nothing of it remains.</summary>
    public const string ImportFailed = "import.failed";

    /// <summary>A command of <c>hooks:</c> could not be run, or ended with an exit code other than 0.</summary>
    public const string HookFailed = "hook.failed";

    /// <summary>The command was stopped from outside. Exit code 130.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>A fault of Furrow itself.</summary>
    public const string Internal = "internal";
}
