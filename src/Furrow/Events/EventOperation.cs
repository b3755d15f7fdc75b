namespace Furrow.Events;

/// <summary>The closed list of words that <c>operation</c> takes in the log.</summary>
public enum EventOperation
{
    /// <summary><c>start</c>: a command or a seed begins.</summary>
    Start,

    /// <summary><c>cleanup</c>: rows or objects are removed.</summary>
    Cleanup,

    /// <summary><c>insert</c>: rows are written.</summary>
    Insert,

    /// <summary><c>complete</c>: something is done and stays.</summary>
    Complete,

    /// <summary><c>error</c>: something failed.</summary>
    Error,

    /// <summary><c>warning</c>: something is worth knowing.</summary>
    Warning,

    /// <summary><c>migrate</c>: a migration goes up.</summary>
    Migrate,

    /// <summary><c>rollback</c>: a migration or a seed is taken back.</summary>
    Rollback,

    /// <summary><c>transaction-begin</c>.</summary>
    TransactionBegin,

    /// <summary><c>transaction-commit</c>.</summary>
    TransactionCommit,

    /// <summary><c>transaction-rollback</c>.</summary>
    TransactionRollback,

    /// <summary><c>lock</c>: the lock is waited for, taken or given back.</summary>
    Lock,

    /// <summary><c>verify</c>: something is checked.</summary>
    Verify,

    /// <summary><c>restore</c>: a stored database is put in place.</summary>
    Restore,

    /// <summary><c>refuse</c>: safety said no.</summary>
    Refuse,
}
