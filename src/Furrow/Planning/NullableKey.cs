using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Planning;

/// <summary>
/// Decides whether rows can go in without a foreign key's value and get it by a later UPDATE. Careful rather than
/// clever: expressions are not understood, so a column that one mentions is taken to matter to it.
/// </summary>
internal sealed class NullableKey(PartitionTrees trees)
{
    private readonly Lazy<HashSet<(ObjectName Root, string Column)>> _referenced = new(() => ReferencedColumns(trees));

    /// <summary>
    /// The columns to insert as NULL, or why there are none. One is enough under MATCH SIMPLE, where a key with any
    /// NULL is not checked; MATCH FULL wants all or none.
    /// </summary>
    public (ImmutableArray<string> Columns, string? Obstacle) Find(KeyReference reference)
    {
        Table[] carriers = [.. trees.Downwards(reference.Table)];
        IEnumerable<Table> above = trees.Upwards(reference.Table).Skip(1).Select(trees.Find).OfType<Table>();
        Table[] related = [.. carriers, .. above];
        if (carriers.FirstOrDefault(table => table.Kind == TableKind.Ordinary && !HasRowKey(table)) is { } keyless)
        {
            return ([], $"{DisplayText.Of(keyless.Name)} has no key to find the rows by for a later update");
        }

        string?[] obstacles =
        [
            .. reference.Key.Columns.Select(column => Obstacle(reference, column, carriers, related)),
        ];
        ImmutableArray<string> free = [.. reference.Key.Columns.Where((_, index) => obstacles[index] is null)];
        bool isEnough = reference.Key.IsMatchFull ? free.Length == obstacles.Length : free.Length > 0;
        if (!isEnough)
        {
            return ([], string.Join(", ", obstacles.OfType<string>()));
        }

        return (reference.Key.IsMatchFull ? free : [free[0]], null);
    }

    private static bool HasRowKey(Table table) =>
        table.UniqueKeys.Append(table.PrimaryKey).OfType<UniqueKey>().Any(key =>
            key.IdentifiesRows && key.Columns.All(column => table.Find(column) is { IsNullable: false }));

    private string? Obstacle(KeyReference reference, string column, Table[] carriers, Table[] related)
    {
        string name = DisplayText.Escape(column);
        foreach (Table table in carriers)
        {
            if (table.Find(column) is not { } found || !found.IsNullable)
            {
                return $"{name} is NOT NULL";
            }

            if (!found.IsWritable || found.Identity != IdentityKind.None)
            {
                return $"{name} is filled by the database";
            }
        }

        if (_referenced.Value.Contains((trees.Root(reference.Table), column)))
        {
            return $"{name} is itself referenced";
        }

        foreach (Table table in related)
        {
            if (UserOf(table, column, reference) is { } user)
            {
                return $"{name} is also used by {DisplayText.Escape(user)}";
            }
        }

        return null;
    }

    /// <summary>What, other than the reference itself, a NULL in the column would matter to.</summary>
    private string? UserOf(Table table, string column, KeyReference reference)
    {
        if (table.PrimaryKey is { } primary && Uses(primary, column))
        {
            return primary.Name;
        }

        foreach (UniqueKey key in table.UniqueKeys)
        {
            // In a plain unique key NULLs differ from each other, so any number of rows may wait with one.
            bool letsNullsPass = key is { Predicate: null, HasExpressions: false, NullsNotDistinct: false };
            if (!letsNullsPass && Uses(key, column))
            {
                return key.Name;
            }
        }

        foreach ((ForeignKey key, bool _) in trees.DeclaredKeys(table))
        {
            bool isItself = table.Name == reference.Table && key.Name == reference.Key.Name;
            if (!isItself && key.Columns.Contains(column, StringComparer.Ordinal))
            {
                return key.Name;
            }
        }

        return table.Checks.FirstOrDefault(check => Mentions(check.Expression, column))?.Name
            ?? table.Exclusions.FirstOrDefault(exclusion => Mentions(exclusion.Definition, column))?.Name
            ?? (Mentions(table.PartitionKey, column) ? "the partition key" : null);
    }

    private static bool Uses(UniqueKey key, string column) =>
        Mentions(key.Predicate, column)
        || key.Parts.Any(part =>
            string.Equals(part.Column, column, StringComparison.Ordinal) || Mentions(part.Expression, column));

    /// <summary>Whether an expression holds the column's name as a word of its own, in any case and quoting.</summary>
    private static bool Mentions(string? expression, string column)
    {
        if (expression is null)
        {
            return false;
        }

        string quoted = column.Replace("\"", "\"\"", StringComparison.Ordinal);
        return HasWord(expression, column) || HasWord(expression, quoted);
    }

    private static bool HasWord(string text, string word)
    {
        int at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        while (at >= 0)
        {
            int end = at + word.Length;
            if ((at == 0 || !IsWordCharacter(text[at - 1])) && (end == text.Length || !IsWordCharacter(text[end])))
            {
                return true;
            }

            at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase);
        }

        return false;
    }

    private static bool IsWordCharacter(char character) => char.IsLetterOrDigit(character) || character is '_' or '$';

    private static HashSet<(ObjectName Root, string Column)> ReferencedColumns(PartitionTrees trees)
    {
        var columns = new HashSet<(ObjectName, string)>();
        foreach (ForeignKey key in trees.Tables.SelectMany(table => table.ForeignKeys))
        {
            ObjectName root = trees.Root(key.ReferencedTable);
            foreach (string column in key.ReferencedColumns)
            {
                columns.Add((root, column));
            }
        }

        return columns;
    }
}
