using Furrow.Schema;

namespace Furrow.Sensitive.Planning;

/// <summary>What a table's keys ask of a column.</summary>
internal static class KeyUse
{
    /// <summary>The first key that the column is a part of, by name or in an expression; null for none.</summary>
    public static UniqueKey? KeyWith(Table table, string column) =>
        Keys(table).FirstOrDefault(key => key.Parts.Any(part => IsIn(part, column)));

    /// <summary>Whether a key of the column alone takes two NULLs for equal.</summary>
    public static UniqueKey? KeyAgainstNulls(Table table, string column) => Keys(table).FirstOrDefault(
        key => key.NullsNotDistinct && key.Parts.Any(part => IsIn(part, column)));

    /// <summary>The exclusion constraint that mentions the column; null for none.</summary>
    public static ExclusionConstraint? ExclusionWith(Table table, string column) =>
        table.Exclusions.FirstOrDefault(exclusion => Mentions(exclusion.Definition, column));

    /// <summary>The checks that mention the column, by name.</summary>
    public static IEnumerable<string> ChecksWith(Table table, Column column)
    {
        IEnumerable<string> checks = table.Checks
            .Where(check => Mentions(check.Expression, column.Name)).Select(check => check.Name);
        return column.Type is { Domain: { } domain, DomainChecks.IsEmpty: false }
            ? checks.Append($"those of the domain {domain}")
            : checks;
    }

    /// <summary>Whether the column takes upper and lower case for equal.</summary>
    public static bool IgnoresCase(Column column) =>
        Element(column.Type).Name.Name.Equals("citext", StringComparison.OrdinalIgnoreCase)
        || string.Equals(column.Collation, "NOCASE", StringComparison.OrdinalIgnoreCase);

    /// <summary>The type of an array's elements; any other type itself.</summary>
    public static ColumnType Element(ColumnType type) =>
        type is { Kind: TypeKind.Array, Element: { } element } ? Element(element) : type;

    private static IEnumerable<UniqueKey> Keys(Table table) =>
        table.PrimaryKey is { } primary ? table.UniqueKeys.Prepend(primary) : table.UniqueKeys;

    private static bool IsIn(KeyPart part, string column) => part.Column is { } name
        ? string.Equals(name, column, StringComparison.Ordinal)
        : Mentions(part.Expression ?? "", column);

    // The name as a word of its own; that it may be a function's costs no more than a needless error.
    private static bool Mentions(string expression, string column)
    {
        for (int at = expression.IndexOf(column, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = expression.IndexOf(column, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            int end = at + column.Length;
            bool isWord = (at == 0 || !IsPart(expression[at - 1]))
                && (end == expression.Length || !IsPart(expression[end]));
            if (isWord)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';
}
