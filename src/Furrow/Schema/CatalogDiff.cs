using System.Collections.Immutable;

namespace Furrow.Schema;

/// <summary>Compares a catalog with what it was before.</summary>
public static class CatalogDiff
{
    /// <summary>
    /// Every difference by kind, then name. Of a whole that is left behind or missing its parts are not listed: a table
    /// goes without its columns, constraints and comments.
    /// </summary>
    public static ImmutableArray<CatalogDifference> Compare(DatabaseCatalog before, DatabaseCatalog after)
    {
        List<CatalogObject> missing = Only(before, after);
        List<CatalogObject> leftBehind = Only(after, before);
        List<CatalogDifference> differences = [];
        foreach (CatalogObject found in after.ByKey.Values)
        {
            if (before.ByKey.TryGetValue(found.Key, out CatalogObject? was) && was.Definition != found.Definition)
            {
                differences.Add(new(
                    found.Kind, found.Name, CatalogChange.Changed, was.Definition, found.Definition));
            }
        }

        differences.AddRange(Wholes(missing).Select(gone =>
            new CatalogDifference(gone.Kind, gone.Name, CatalogChange.Missing, gone.Definition, After: null)));
        differences.AddRange(Wholes(leftBehind).Select(left =>
            new CatalogDifference(left.Kind, left.Name, CatalogChange.LeftBehind, Before: null, left.Definition)));
        return [.. differences.OrderBy(difference => new CatalogKey(difference.Kind, difference.Name))];
    }

    private static List<CatalogObject> Only(DatabaseCatalog these, DatabaseCatalog others) =>
        [.. these.ByKey.Where(pair => !others.ByKey.ContainsKey(pair.Key)).Select(pair => pair.Value)];

    private static IEnumerable<CatalogObject> Wholes(List<CatalogObject> objects)
    {
        HashSet<string> addresses = [.. objects.Select(found => found.Address).OfType<string>()];
        return objects.Where(found => found.PartOf is null || !addresses.Contains(found.PartOf));
    }
}
