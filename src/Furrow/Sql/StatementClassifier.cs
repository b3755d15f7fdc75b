namespace Furrow.Sql;

/// <summary>Tells from a statement's words what it does to the transaction, and which way a COPY goes.</summary>
internal static class StatementClassifier
{
    public static SqlStatementKind Classify(ReadOnlySpan<char> text, SqlDialect dialect)
    {
        var lexer = new SqlLexer(text, dialect);
        if (!lexer.ReadSignificant(out SqlToken first) || first.Kind != SqlTokenKind.Word)
            return SqlStatementKind.Ordinary;

        bool Is(ReadOnlySpan<char> source, string word) => SqlTokens.IsWord(first, source, word);
        bool isSqlite = !dialect.HasCopy;
        if (Is(text, "COPY") && !isSqlite)
            return FindCopyEnd(text, dialect) == CopyEnd.FromClient ? SqlStatementKind.Copy : SqlStatementKind.Ordinary;

        if (Is(text, "BEGIN") || (SqlTokens.StartWith(text, dialect, "START", "TRANSACTION") && !isSqlite))
            return SqlStatementKind.TransactionBegin;
        if (Is(text, "COMMIT") || Is(text, "END"))
            return RefineEnd(text, dialect, SqlStatementKind.TransactionCommit);
        if (Is(text, "ROLLBACK") || (Is(text, "ABORT") && !isSqlite))
            return RefineEnd(text, dialect, SqlStatementKind.TransactionRollback);
        if (Is(text, "SAVEPOINT") || Is(text, "RELEASE"))
            return SqlStatementKind.Savepoint;
        return SqlTokens.StartWith(text, dialect, "PREPARE", "TRANSACTION") && !isSqlite
            ? SqlStatementKind.TransactionOther
            : SqlStatementKind.Ordinary;
    }

    /// <summary>
    /// Where the rows of a COPY come from or go to: the first FROM or TO outside parentheses decides.
    /// </summary>
    public static CopyEnd FindCopyEnd(ReadOnlySpan<char> text, SqlDialect dialect)
    {
        var lexer = new SqlLexer(text, dialect);
        int depth = 0;
        while (lexer.ReadSignificant(out SqlToken token))
        {
            if (token.Kind == SqlTokenKind.OpenParenthesis)
                depth++;
            else if (token.Kind == SqlTokenKind.CloseParenthesis)
                depth--;
            else if (depth == 0 && SqlTokens.IsWord(token, text, "FROM"))
                return IsClient(ref lexer, text) ? CopyEnd.FromClient : CopyEnd.Server;
            else if (depth == 0 && SqlTokens.IsWord(token, text, "TO"))
                return IsClient(ref lexer, text) ? CopyEnd.ToClient : CopyEnd.Server;
        }

        return CopyEnd.Server;
    }

    // The server takes STDIN and STDOUT for one another.
    private static bool IsClient(ref SqlLexer lexer, ReadOnlySpan<char> text) =>
        lexer.ReadSignificant(out SqlToken token)
        && (SqlTokens.IsWord(token, text, "STDIN") || SqlTokens.IsWord(token, text, "STDOUT"));

    private static SqlStatementKind RefineEnd(ReadOnlySpan<char> text, SqlDialect dialect, SqlStatementKind plain)
    {
        if (SqlTokens.StartWith(text, dialect, "COMMIT", "PREPARED")
            || SqlTokens.StartWith(text, dialect, "ROLLBACK", "PREPARED"))
            return SqlStatementKind.TransactionOther;
        if (plain == SqlStatementKind.TransactionRollback && SqlTokens.Contain(text, dialect, "TO"))
            return SqlStatementKind.Savepoint;
        return SqlTokens.Contain(text, dialect, "AND", "CHAIN") ? SqlStatementKind.TransactionOther : plain;
    }
}

/// <summary>The far end of a COPY.</summary>
internal enum CopyEnd
{
    /// <summary>A file or program on the server; or no COPY that makes sense.</summary>
    Server,

    /// <summary>The rows come from the client: they follow in the file.</summary>
    FromClient,

    /// <summary>The rows go to the client.</summary>
    ToClient,
}
