namespace Furrow.Events;

/// <summary>The words of <see cref="EventOperation"/> as they stand in the log.</summary>
public static class EventOperationText
{
    /// <summary>The word: <c>transaction-begin</c>.</summary>
    public static string Word(this EventOperation operation) => operation switch
    {
        EventOperation.Start => "start",
        EventOperation.Cleanup => "cleanup",
        EventOperation.Insert => "insert",
        EventOperation.Complete => "complete",
        EventOperation.Error => "error",
        EventOperation.Warning => "warning",
        EventOperation.Migrate => "migrate",
        EventOperation.Rollback => "rollback",
        EventOperation.TransactionBegin => "transaction-begin",
        EventOperation.TransactionCommit => "transaction-commit",
        EventOperation.TransactionRollback => "transaction-rollback",
        EventOperation.Lock => "lock",
        EventOperation.Verify => "verify",
        EventOperation.Restore => "restore",
        EventOperation.Refuse => "refuse",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "No such operation."),
    };
}
