using System.Collections.Immutable;
using Furrow.Data;
using Furrow.Errors;

namespace Furrow.Seeds.Content;

/// <summary>
/// Reads the shape that yaml and json seeds share: <c>tables: [ { table, key, rows: [ { column: value } ] } ]</c>.
/// </summary>
internal sealed class SeedDocument(SeedProblems problems)
{
    private static readonly string[] TopKeys =
        ["version", "description", "depends", "requires", "tables", "policy", "volatile"];

    private static readonly string[] TableKeys = ["table", "key", "rows"];

    /// <summary>The tables of a document; what has another shape is noted and left out.</summary>
    public IReadOnlyList<SeedTable> Read(SeedValue root)
    {
        if (root is not MapValue map)
        {
            problems.Add(root.Place, $"expected a map with the key tables, found {root.Description}");
            return [];
        }

        Dictionary<string, SeedValue> keys = Keys(map, TopKeys, "a seed");
        if (!keys.TryGetValue("tables", out SeedValue? tables))
        {
            problems.Add(
                map.Place, "the key tables is missing", "Write tables: [ { table: …, rows: [ { column: value } ] } ].");
            return [];
        }

        return [.. Items(tables, "tables").Select(ReadTable).OfType<SeedTable>()];
    }

    private SeedTable? ReadTable(SeedValue value)
    {
        if (value is not MapValue map)
        {
            problems.Add(value.Place, $"expected a map with the keys table and rows, found {value.Description}");
            return null;
        }

        Dictionary<string, SeedValue> keys = Keys(map, TableKeys, "a table");
        SeedValue? name = Required(map, keys, "table");
        SeedValue? rows = Required(map, keys, "rows");
        if (name is null || rows is null)
        {
            return null;
        }

        if (Word(name) is not { } table)
        {
            problems.Add(name.Place, $"expected the table's name, found {name.Description}");
            return null;
        }

        return new SeedTable
        {
            Name = table,
            Place = name.Place,
            Key = keys.TryGetValue("key", out SeedValue? key) ? ReadKey(key) : null,
            Rows = [.. Items(rows, $"the rows of {table}").Select(row => ReadRow(row, table)).OfType<SeedRow>()],
        };
    }

    private ImmutableArray<SeedKeyColumn>? ReadKey(SeedValue value)
    {
        IEnumerable<SeedValue> columns = value is ListValue list ? list.Items : [value];
        ImmutableArray<SeedKeyColumn>.Builder key = ImmutableArray.CreateBuilder<SeedKeyColumn>();
        foreach (SeedValue column in columns)
        {
            if (Word(column) is not { } name)
            {
                problems.Add(column.Place, $"expected a column's name in the key, found {column.Description}");
            }
            else if (key.Any(earlier => earlier.Name == name))
            {
                problems.Add(column.Place, $"the column {name} stands twice in the key");
            }
            else
            {
                key.Add(new SeedKeyColumn(name, column.Place));
            }
        }

        if (value is ListValue { Items.Length: 0 })
        {
            problems.Add(value.Place, "the key names no column", "Leave key out to use the primary key.");
        }

        return key.Count == 0 ? null : key.DrainToImmutable();
    }

    private SeedRow? ReadRow(SeedValue value, string table)
    {
        if (value is not MapValue { Entries.Length: > 0 } map)
        {
            problems.Add(
                value.Place, $"expected a row of {table} as a map from columns to values, found {value.Description}");
            return null;
        }

        return new SeedRow(
            map.Place,
            [.. map.Entries.Select(entry => new SeedCell(entry.Key, entry.Value.Place, Meaning(entry.Value)))]);
    }

    // Only a whole cell refers to something: deeper down, $ref is a key of the author's own JSON.
    private static SeedValue Meaning(SeedValue value) => value switch
    {
        MapValue { Entries: [{ Key: "$ref", Value: QuotedText text }] } => new ReferenceValue(text.Text, text.Place),
        MapValue { Entries: [{ Key: "$env", Value: QuotedText text }] } => new VariableValue(text.Text, text.Place),
        _ => value,
    };

    private Dictionary<string, SeedValue> Keys(MapValue map, string[] known, string what)
    {
        Dictionary<string, SeedValue> keys = new(StringComparer.Ordinal);
        foreach (MapEntry entry in map.Entries)
        {
            keys[entry.Key] = entry.Value;
            if (!known.Contains(entry.Key, StringComparer.Ordinal))
            {
                string? nearest = NearestName.Find(entry.Key, known);
                problems.Add(
                    entry.Place,
                    $"{entry.Key} is no key of {what}{(nearest is null ? "" : $" (did you mean {nearest}?)")}",
                    $"The keys of {what} are {string.Join(", ", known)}.");
            }
        }

        return keys;
    }

    private SeedValue? Required(MapValue map, Dictionary<string, SeedValue> keys, string key)
    {
        SeedValue? value = keys.GetValueOrDefault(key);
        if (value is null)
        {
            problems.Add(map.Place, $"the key {key} is missing from a table");
        }

        return value;
    }

    private ImmutableArray<SeedValue> Items(SeedValue value, string what)
    {
        if (value is ListValue list)
        {
            return list.Items;
        }

        problems.Add(value.Place, $"expected a list for {what}, found {value.Description}");
        return [];
    }

    private static string? Word(SeedValue value) =>
        value is PlainText or QuotedText && value.Scalar is { Length: > 0 } word ? word : null;
}
