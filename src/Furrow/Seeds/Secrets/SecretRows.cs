using Furrow.Data;
using Furrow.Seeds.Content;
using Furrow.Sensitive.Secrets;

namespace Furrow.Seeds.Secrets;

/// <summary>
/// Finds secrets in the rows of data seeds by the names of their columns and of the keys inside them. A row of settings
/// (<c>key: smtp_password, value: …</c>) is named by its own cells.
/// </summary>
internal sealed class SecretRows(SecretSink sink)
{
    private static readonly HashSet<string> NameColumns = new(StringComparer.OrdinalIgnoreCase)
    {
        "key", "name", "setting", "setting_key", "setting_name", "code", "option", "parameter", "property", "variable",
    };

    private static readonly HashSet<string> ValueColumns = new(StringComparer.OrdinalIgnoreCase)
    {
        "value", "val", "setting_value", "content", "data",
    };

    /// <summary>Whether a column's value may name what stands in another column of the row.</summary>
    public static bool IsNameColumn(string column) => NameColumns.Contains(column);

    /// <summary>Whether a column's value may be what another column of the row names.</summary>
    public static bool IsValueColumn(string column) => ValueColumns.Contains(column);

    /// <summary>Looks at every row.</summary>
    public void Look(IReadOnlyList<SeedTable> tables)
    {
        foreach (SeedRow row in tables.SelectMany(table => table.Rows))
        {
            Look(row);
        }
    }

    /// <summary>Looks at a value and, where it is a map or list, at what is inside.</summary>
    public void Look(string name, SeedValue value)
    {
        switch (value)
        {
            case MapValue map:
                foreach (MapEntry entry in map.Entries)
                {
                    Look(entry.Key, entry.Value);
                }

                break;
            case ListValue list:
                foreach (SeedValue item in list.Items)
                {
                    Look(name, item);
                }

                break;
            case PlainText or QuotedText or NumberToken:
                sink.Name(name, value.Scalar!, value.Place);
                break;
        }
    }

    private void Look(SeedRow row)
    {
        foreach (SeedCell cell in row.Cells)
        {
            Look(cell.Column, cell.Value);
        }

        string? named = row.Cells.Where(cell => IsNameColumn(cell.Column)).Select(cell => cell.Value.Scalar)
            .FirstOrDefault(name => name is not null && SecretName.KindOf(name) != SecretNameKind.None);
        if (named is not null)
        {
            foreach (SeedCell cell in row.Cells.Where(cell => IsValueColumn(cell.Column)))
            {
                Look(named, cell.Value);
            }
        }
    }
}
