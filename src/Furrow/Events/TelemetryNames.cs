namespace Furrow.Events;

/// <summary>
/// The names under which a host finds furrow's measurements and activities, by OpenTelemetry's conventions; stable.
/// </summary>
public static class TelemetryNames
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Source = "Furrow";

    /// <summary>Histogram, seconds: changing commands.</summary>
    public const string CommandDuration = "furrow.command.duration";

    /// <summary>Histogram, seconds: migrations.</summary>
    public const string MigrationDuration = "furrow.migration.duration";

    /// <summary>Histogram, seconds: seeds.</summary>
    public const string SeedDuration = "furrow.seed.duration";

    /// <summary>Histogram, seconds: waiting for the lock.</summary>
    public const string LockWait = "furrow.lock.wait.duration";

    /// <summary>Counter: transactions, by outcome.</summary>
    public const string Transactions = "furrow.transactions";

    /// <summary>Counter: commands that ended with an error, by code.</summary>
    public const string Errors = "furrow.errors";

    /// <summary>Counter: rows written, by table and kind.</summary>
    public const string Rows = "furrow.rows";

    /// <summary>Counter: constraint violations met, by kind.</summary>
    public const string Violations = "furrow.violations";

    /// <summary>Tag: the command as typed.</summary>
    public const string Command = "furrow.command";

    /// <summary>Tag: <c>commit</c> or <c>rollback</c>.</summary>
    public const string Outcome = "furrow.transaction.outcome";

    /// <summary>Tag: what a transaction is for.</summary>
    public const string Work = "furrow.transaction.work";

    /// <summary>Tag: the kind of constraint.</summary>
    public const string Constraint = "furrow.constraint.kind";

    /// <summary>Tag: a migration's version.</summary>
    public const string MigrationVersion = "furrow.migration.version";

    /// <summary>Tag: a migration's name.</summary>
    public const string MigrationName = "furrow.migration.name";

    /// <summary>Tag: a seed's name.</summary>
    public const string SeedName = "furrow.seed.name";

    /// <summary>Tag: a seed's version.</summary>
    public const string SeedVersion = "furrow.seed.version";

    /// <summary>Tag: the environment.</summary>
    public const string Environment = "deployment.environment.name";

    /// <summary>Tag: the database's name.</summary>
    public const string Database = "db.namespace";

    /// <summary>Tag: a table.</summary>
    public const string Table = "db.collection.name";

    /// <summary>Tag: <c>insert</c>, <c>update</c> or <c>delete</c>.</summary>
    public const string RowOperation = "db.operation.name";

    /// <summary>Tag: the server's code.</summary>
    public const string SqlState = "db.response.status_code";

    /// <summary>Tag: an error's code; only where something failed.</summary>
    public const string ErrorType = "error.type";
}
