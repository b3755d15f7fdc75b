namespace Furrow.Sql;

/// <summary>A file's statements without the transaction that the file itself put around them.</summary>
/// <param name="Statements">What remains to run.</param>
/// <param name="Begin">The statement that opened the file's own transaction (it may name an isolation level); null when
/// nothing was removed.</param>
/// <param name="HasTransactionControl">Some remaining statement begins or ends a transaction: the file cannot run
/// inside one of the caller's.</param>
/// <param name="HasSavepoints">Some remaining statement sets, releases or rolls back to a savepoint: the file needs a
/// transaction around it, its own or the caller's.</param>
public sealed record OuterTransaction(
    IReadOnlyList<SqlStatement> Statements, SqlStatement? Begin, bool HasTransactionControl, bool HasSavepoints)
{
    /// <summary>
    /// Removes the first and the last statement where they are BEGIN and COMMIT (or their synonyms) and no other
    /// statement between them begins or ends a transaction. Otherwise everything remains.
    /// </summary>
    public static OuterTransaction Strip(IReadOnlyList<SqlStatement> statements)
    {
        bool hasSavepoints = statements.Any(statement => statement.Kind == SqlStatementKind.Savepoint);
        int controlCount = statements.Count(IsControl);
        bool isWrapped = controlCount == 2
            && statements[0].Kind == SqlStatementKind.TransactionBegin
            && statements[^1].Kind == SqlStatementKind.TransactionCommit;

        return isWrapped
            ? new OuterTransaction([.. statements.Skip(1).SkipLast(1)], statements[0], false, hasSavepoints)
            : new OuterTransaction(statements, null, controlCount > 0, hasSavepoints);
    }

    private static bool IsControl(SqlStatement statement) => statement.Kind
        is SqlStatementKind.TransactionBegin
        or SqlStatementKind.TransactionCommit
        or SqlStatementKind.TransactionRollback
        or SqlStatementKind.TransactionOther;
}
