using Furrow.Scenarios.Planning;
using Furrow.Schema;

namespace Furrow.Scenarios.Running;

/// <summary>The unique keys that <see cref="UniqueCheck"/> leaves to the database.</summary>
internal static class UnlookedKeys
{
    /// <summary>Each with the reason.</summary>
    public static IEnumerable<string> Of(PlannedTable table)
    {
        foreach (UniqueKey key in table.Table.UniqueKeys.Where(key => key.IsValid && !key.IdentifiesRows))
        {
            yield return $"{table.Table.Name.Name}: {key.Name} ({(key.HasExpressions
                ? "unique over an expression" : "unique for some rows")})";
        }

        if (table.Program.Space.Count <= UniqueCheck.RowCountMax)
        {
            yield break;
        }

        foreach (PlannedKey key in PlannedKey.Of(table).Where(key => !key.IsUniqueByItself || !key.IsNew))
        {
            yield return
                $"{table.Table.Name.Name}: {key.Key.Name} (unique, in more than {UniqueCheck.RowCountMax} rows)";
        }
    }
}
