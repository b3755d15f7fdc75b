using Furrow.Data;
using Furrow.Schema;

namespace Furrow.Sensitive.Planning;

/// <summary>What the database does not allow, wish by wish: null where all is well, otherwise what is wrong.</summary>
internal static class WishRules
{
    /// <summary>Judges NULL for every value.</summary>
    public static string? Null(ColumnMap map, ColumnId id)
    {
        Table table = map.Table(id);
        Column column = map.Column(id);
        bool isInPrimaryKey = table.PrimaryKey?.Columns.Contains(id.Column, StringComparer.Ordinal) ?? false;
        if (Computed(column) is { } computed)
        {
            return computed;
        }

        if (!column.IsNullable || isInPrimaryKey)
        {
            return column.Default is null
                ? "it is NOT NULL; keep it or generate a value"
                : "it is NOT NULL; with exclude it would get its default";
        }

        if (map.IsReferredTo(id))
        {
            return Referred(map, id);
        }

        if (KeyUse.KeyAgainstNulls(table, id.Column) is { } key)
        {
            return $"the key {key.Name} takes two NULLs for equal";
        }

        return table.ForeignKeys.FirstOrDefault(foreign => foreign is { IsMatchFull: true, Columns.Length: > 1 }
            && foreign.Columns.Contains(id.Column, StringComparer.Ordinal)) is { } full
            ? $"the foreign key {full.Name} is MATCH FULL: all of its columns are NULL or none"
            : null;
    }

    /// <summary>Judges leaving the column out, so that its default takes its place.</summary>
    public static string? Exclude(ColumnMap map, ColumnId id)
    {
        Table table = map.Table(id);
        Column column = map.Column(id);
        if (Computed(column) is { } computed)
        {
            return computed;
        }

        bool hasValue = column.Default is not null || column.Identity != IdentityKind.None;
        bool isInPrimaryKey = table.PrimaryKey?.Columns.Contains(id.Column, StringComparer.Ordinal) ?? false;
        if ((!column.IsNullable || isInPrimaryKey) && !hasValue)
        {
            return "it is NOT NULL and has no default; keep it or generate a value";
        }

        if (map.IsReferredTo(id))
        {
            return Referred(map, id);
        }

        bool isSameForAll = column.Identity == IdentityKind.None && !ChangingDefault.Is(column.Default);
        if (column.Default is not null && isSameForAll && KeyUse.KeyWith(table, id.Column) is { } key)
        {
            return $"every row would get the same default, and it is part of the key {key.Name}";
        }

        return column.Default is null && KeyUse.KeyAgainstNulls(table, id.Column) is { } strict
            ? $"the key {strict.Name} takes two NULLs for equal"
            : null;
    }

    /// <summary>Judges a column whose values nobody writes.</summary>
    public static string? Computed(Column column) => column.IsWritable
        ? null
        : "it is computed from other columns and never leaves by itself; settle those";

    private static string Referred(ColumnMap map, ColumnId id)
    {
        IEnumerable<string> others = map.GroupOf(id).Where(other => other != id).Select(other => other.ToString());
        return $"other rows refer to it ({string.Join(", ", others)}); keep it or generate values";
    }
}
