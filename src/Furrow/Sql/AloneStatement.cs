namespace Furrow.Sql;

/// <summary>A kind of statement that a database refuses inside a transaction.</summary>
/// <param name="Name">What it is called: <c>CREATE INDEX CONCURRENTLY</c>.</param>
/// <param name="WaitsHarmlessly">
/// Whether nobody who reads or writes rows waits behind it while it waits for a lock, so that it may wait as long as it
/// takes: what it has built so far would be thrown away otherwise.
/// </param>
public sealed record AloneStatement(string Name, bool WaitsHarmlessly = false)
{
    private static readonly string[] PostgresKinds =
    [
        "CREATE DATABASE", "DROP DATABASE", "CREATE TABLESPACE", "DROP TABLESPACE", "ALTER SYSTEM",
        "DROP SUBSCRIPTION", "DISCARD ALL", "REINDEX DATABASE", "REINDEX SYSTEM", "REINDEX SCHEMA",
    ];

    // SQLite refuses to change these while a transaction is open; others it takes, or passes over in silence.
    private static readonly string[] SqlitePragmas = ["journal_mode", "synchronous", "temp_store", "wal_checkpoint"];

    /// <summary>What kind a statement is; null for one that may stand in a transaction.</summary>
    /// <remarks>
    /// PostgreSQL's "cannot run inside a transaction block" on the pages of its statements; SQLite's on VACUUM, ATTACH,
    /// DETACH and PRAGMA.
    /// </remarks>
    public static AloneStatement? Find(SqlStatement statement) =>
        statement.Dialect.HasCopy ? InPostgres(statement) : InSqlite(statement);

    private static AloneStatement? InPostgres(SqlStatement statement)
    {
        foreach (string kind in PostgresKinds)
        {
            if (statement.StartsWith(kind.Split(' ')))
            {
                return new AloneStatement(kind);
            }
        }

        return Concurrent(statement) ?? Rewriting(statement) ?? Replicating(statement);
    }

    private static AloneStatement? Concurrent(SqlStatement statement)
    {
        if (statement.StartsWith("CREATE", "INDEX", "CONCURRENTLY")
            || statement.StartsWith("CREATE", "UNIQUE", "INDEX", "CONCURRENTLY"))
        {
            return new AloneStatement("CREATE INDEX CONCURRENTLY", WaitsHarmlessly: true);
        }

        if (statement.StartsWith("DROP", "INDEX", "CONCURRENTLY"))
        {
            return new AloneStatement("DROP INDEX CONCURRENTLY", WaitsHarmlessly: true);
        }

        if (statement.StartsWith("REINDEX") && statement.Contains("CONCURRENTLY"))
        {
            return new AloneStatement("REINDEX CONCURRENTLY", WaitsHarmlessly: true);
        }

        bool detaches = statement.StartsWith("ALTER", "TABLE")
            && statement.Contains("DETACH", "PARTITION") && statement.Contains("CONCURRENTLY");
        return detaches ? new AloneStatement("DETACH PARTITION CONCURRENTLY") : null;
    }

    private static AloneStatement? Rewriting(SqlStatement statement)
    {
        if (statement.StartsWith("VACUUM"))
        {
            return new AloneStatement("VACUUM", WaitsHarmlessly: !statement.Contains("FULL"));
        }

        if (statement.StartsWith("CLUSTER"))
        {
            int words = statement.ReadTokens().Count(token => token.Kind
                is not (SqlTokenKind.OpenParenthesis or SqlTokenKind.CloseParenthesis));
            bool namesNoTable = words == 1 || (words == 2 && statement.Contains("VERBOSE"));
            return namesNoTable ? new AloneStatement("CLUSTER without a table") : null;
        }

        return statement.StartsWith("ALTER", "DATABASE") && statement.Contains("SET", "TABLESPACE")
            ? new AloneStatement("ALTER DATABASE SET TABLESPACE")
            : null;
    }

    // Whatever speaks to the publisher; without a slot or a refresh nobody is spoken to.
    private static AloneStatement? Replicating(SqlStatement statement)
    {
        if (statement.StartsWith("CREATE", "SUBSCRIPTION"))
        {
            bool isSilent = IsOff(statement, "create_slot") || IsOff(statement, "connect");
            return isSilent ? null : new AloneStatement("CREATE SUBSCRIPTION");
        }

        bool refreshes = statement.StartsWith("ALTER", "SUBSCRIPTION")
            && statement.Contains("PUBLICATION") && !IsOff(statement, "refresh");
        return refreshes ? new AloneStatement("ALTER SUBSCRIPTION") : null;
    }

    private static bool IsOff(SqlStatement statement, string option)
    {
        TokenCursor cursor = new(statement.Slice.Span, statement.Dialect);
        while (!cursor.IsAtEnd)
        {
            if (cursor.TakeWord(option) && cursor.TakeSymbol('='))
            {
                return cursor.IsValue("false") || cursor.IsValue("off") || cursor.IsNumber("0");
            }

            cursor.Take();
        }

        return false;
    }

    private static AloneStatement? InSqlite(SqlStatement statement)
    {
        foreach (string word in (string[])["VACUUM", "ATTACH", "DETACH"])
        {
            if (statement.StartsWith(word))
            {
                return new AloneStatement(word);
            }
        }

        if (statement.StartsWith("PRAGMA"))
        {
            foreach (string pragma in SqlitePragmas)
            {
                if (statement.Contains(pragma))
                {
                    return new AloneStatement($"PRAGMA {pragma}");
                }
            }
        }

        return null;
    }
}
