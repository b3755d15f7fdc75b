using Furrow.Events;

namespace Furrow.Hosting;

/// <summary>The categories of the host's log that furrow writes to.</summary>
public static class LogCategory
{
    /// <summary>What happens to the database when the host starts; not from events.</summary>
    public const string Start = "Furrow.Start";

    /// <summary>Commands, their refusals, and warnings.</summary>
    public const string Command = "Furrow.Command";

    /// <summary>Creating and stamping databases.</summary>
    public const string Database = "Furrow.Database";

    /// <summary>The lock.</summary>
    public const string Lock = "Furrow.Lock";

    /// <summary>Migrations.</summary>
    public const string Migration = "Furrow.Migration";

    /// <summary>Seeds and the rows they write.</summary>
    public const string Seed = "Furrow.Seed";

    /// <summary>Transactions.</summary>
    public const string Transaction = "Furrow.Transaction";

    /// <summary>Statements.</summary>
    public const string Sql = "Furrow.Sql";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Start, Command, Database, Lock, Migration, Seed, Transaction, Sql];

    /// <summary>Where an event goes; one of a new kind goes with the commands.</summary>
    public static string Of(FurrowEvent furrowEvent) => furrowEvent switch
    {
        DatabaseCreated or StampWritten => Database,
        LockWaiting or LockAcquired or LockReleased => Lock,
        MigrationEvent => Migration,
        SeedEvent or RowsChanged => Seed,
        TransactionBegun or TransactionCommitted or TransactionRolledBack => Transaction,
        SqlExecuted => Sql,
        _ => Command,
    };
}
