using System.Text;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Seeds.Code;

/// <summary>
/// Rows that were looked up, until the seed writes to their table or runs a statement that might. What triggers and
/// cascades change is not seen.
/// </summary>
internal sealed class LookUpCache
{
    private readonly Dictionary<(ObjectName Table, string Key), FoundRow> _rows = [];

    /// <summary>The row that was found by the same search, or null.</summary>
    public FoundRow? Find(RowSearch search) => _rows.GetValueOrDefault((search.Table.Name, KeyOf(search)));

    /// <summary>Remembers what a search found.</summary>
    public void Add(RowSearch search, FoundRow row) => _rows[(search.Table.Name, KeyOf(search))] = row;

    /// <summary>Forgets the rows of a table that was written to.</summary>
    public void Forget(ObjectName table)
    {
        foreach ((ObjectName Table, string Key) known in _rows.Keys.Where(key => key.Table == table).ToList())
        {
            _rows.Remove(known);
        }
    }

    /// <summary>Forgets everything: nobody knows what a statement changed.</summary>
    public void Clear() => _rows.Clear();

    // Lengths keep apart what would read the same: a=1,b against a=1|,b.
    private static string KeyOf(RowSearch search)
    {
        StringBuilder key = new();
        for (int i = 0; i < search.By.Length; i++)
        {
            string? value = search.Values[i];
            key.Append(search.By[i].Position).Append(value is null ? "-" : $"{value.Length}:{value}").Append(';');
        }

        return key.ToString();
    }
}
