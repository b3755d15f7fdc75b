using Furrow.Sql;

namespace Furrow.Transfer.Importing;

/// <summary>What a statement of a script does to a table.</summary>
internal enum TableUse
{
    /// <summary>Makes it.</summary>
    Create,

    /// <summary>Adds rows.</summary>
    Fill,

    /// <summary>Changes or removes rows that are there.</summary>
    Change,
}

/// <summary>A table as a statement names it.</summary>
/// <param name="Use">What the statement does to it.</param>
/// <param name="Schema">Its schema; null where none is named.</param>
/// <param name="Name">Its name as the server looks it up.</param>
internal sealed record WrittenTable(TableUse Use, string? Schema, string Name)
{
    private static readonly (TableUse Use, string[] Words)[] Beginnings =
    [
        (TableUse.Fill, ["COPY"]),
        (TableUse.Fill, ["INSERT", "INTO"]),
        (TableUse.Fill, ["INSERT", "OR", "REPLACE", "INTO"]),
        (TableUse.Fill, ["INSERT", "OR", "IGNORE", "INTO"]),
        (TableUse.Fill, ["INSERT", "OR", "ABORT", "INTO"]),
        (TableUse.Fill, ["INSERT", "OR", "FAIL", "INTO"]),
        (TableUse.Fill, ["INSERT", "OR", "ROLLBACK", "INTO"]),
        (TableUse.Fill, ["REPLACE", "INTO"]),
        (TableUse.Fill, ["MERGE", "INTO"]),
        (TableUse.Create, ["CREATE", "TABLE"]),
        (TableUse.Create, ["CREATE", "UNLOGGED", "TABLE"]),
        (TableUse.Change, ["UPDATE"]),
        (TableUse.Change, ["DELETE", "FROM"]),
        (TableUse.Change, ["TRUNCATE", "TABLE"]),
        (TableUse.Change, ["TRUNCATE"]),
        (TableUse.Change, ["DROP", "TABLE"]),
    ];

    private static readonly string[] Fillers = ["IF", "NOT", "EXISTS", "ONLY"];

    /// <summary>The name for people.</summary>
    public string Shown => Schema is null ? Name : $"{Schema}.{Name}";

    /// <summary>The table that a statement writes; null where it writes none, or none that can be told.</summary>
    public static WrittenTable? Of(SqlStatement statement)
    {
        (TableUse use, string[]? words) = Array.Find(Beginnings, beginning => statement.StartsWith(beginning.Words));
        if (words is null)
        {
            return null;
        }

        TokenCursor cursor = new(statement.Slice.Span, statement.Dialect);
        foreach (string _ in words)
        {
            cursor.Take();
        }

        // A table that may be there is none that has to be made.
        if (use == TableUse.Create && cursor.IsWord("IF"))
        {
            return null;
        }

        while (TakeFiller(ref cursor))
        {
            // The name comes behind them.
        }

        string? name = cursor.TakeIdentifier();
        string? schema = null;
        while (name is not null && cursor.TakeSymbol('.'))
        {
            (schema, name) = (name, cursor.TakeIdentifier());
        }

        return name is null ? null : new WrittenTable(use, schema, name);
    }

    private static bool TakeFiller(ref TokenCursor cursor)
    {
        foreach (string filler in Fillers)
        {
            if (cursor.TakeWord(filler))
            {
                return true;
            }
        }

        return false;
    }
}
