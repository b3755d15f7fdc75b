using System.Collections.Immutable;

namespace Furrow.Sql;

/// <summary>
/// The tables that statements name where a table has to stand: after <c>CREATE TABLE</c>, <c>INSERT INTO</c>,
/// <c>UPDATE</c>, <c>CREATE INDEX … ON</c> and the like. What a function or a DO block does is not looked into.
/// </summary>
public static class NamedTables
{
    // What may stand between the words and the table's name.
    private static readonly string[] Fillers = ["IF", "NOT", "EXISTS", "ONLY", "CONCURRENTLY"];

    private static readonly string[][] Before =
    [
        ["CREATE", "TABLE"], ["CREATE", "TEMP", "TABLE"], ["CREATE", "TEMPORARY", "TABLE"],
        ["CREATE", "UNLOGGED", "TABLE"], ["ALTER", "TABLE"], ["DROP", "TABLE"], ["TRUNCATE", "TABLE"], ["TRUNCATE"],
        ["INSERT", "INTO"], ["INSERT", "OR", "REPLACE", "INTO"], ["INSERT", "OR", "IGNORE", "INTO"],
        ["REPLACE", "INTO"], ["UPDATE"], ["DELETE", "FROM"], ["COPY"], ["LOCK", "TABLE"], ["COMMENT", "ON", "TABLE"],
        ["MERGE", "INTO"], ["VACUUM"], ["CREATE", "MATERIALIZED", "VIEW"], ["REFRESH", "MATERIALIZED", "VIEW"],
    ];

    // The first ON of these is followed by the table.
    private static readonly string[] WithOn = ["INDEX", "TRIGGER", "POLICY", "RULE"];

    /// <summary>Their names as the statements spell them without quotes, in order of appearance, each once.</summary>
    public static ImmutableArray<string> Of(IEnumerable<SqlStatement> statements) =>
        [.. statements.Select(Find).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static string? Find(SqlStatement statement)
    {
        string[]? words = Before.FirstOrDefault(words => statement.StartsWith(words));
        TokenCursor cursor = new(statement.Slice.Span, statement.Dialect);
        if (words is not null)
        {
            foreach (string _ in words)
            {
                cursor.Take();
            }

            return ReadName(ref cursor);
        }

        if (!statement.StartsWith("CREATE") && !statement.StartsWith("DROP"))
        {
            return null;
        }

        bool isOnTable = false;
        while (!cursor.IsAtEnd)
        {
            foreach (string word in WithOn)
            {
                isOnTable |= cursor.IsWord(word);
            }

            if (isOnTable && cursor.TakeWord("ON"))
            {
                return ReadName(ref cursor);
            }

            cursor.Take();
        }

        return null;
    }

    private static string? ReadName(ref TokenCursor cursor)
    {
        while (IsFiller(cursor))
        {
            cursor.Take();
        }

        string? name = cursor.TakeIdentifier();
        while (name is not null && cursor.TakeSymbol('.'))
        {
            name = $"{name}.{cursor.TakeIdentifier()}";
        }

        return name;
    }

    private static bool IsFiller(TokenCursor cursor)
    {
        foreach (string filler in Fillers)
        {
            if (cursor.IsWord(filler))
            {
                return true;
            }
        }

        return false;
    }
}
