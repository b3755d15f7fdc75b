using System.Collections;
using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Furrow.Seeds.Code;

/// <summary>A member of a row: a property, or an entry of a dictionary.</summary>
internal readonly record struct RowMember(string Name, object? Value);

/// <summary>
/// Takes rows apart that are anonymous objects, records, classes or dictionaries. Remembers the properties of each
/// type, for as long as one seed runs: its types go when its assembly goes.
/// </summary>
internal sealed class RowMembers
{
    private readonly Dictionary<Type, (string Name, PropertyInfo Property)[]> _properties = [];

    /// <summary>Whether a value is one row and not a list of rows.</summary>
    public static bool IsRow(object value) => value is FoundRow or IDictionary or not IEnumerable
        || DictionaryOf(value) is not null;

    /// <summary>The members of a row in their order; null where the value can be no row.</summary>
    public IReadOnlyList<RowMember>? Of(object row)
    {
        switch (row)
        {
            case string or JsonElement or JsonNode or JsonDocument or IFormattable or Delegate or Type:
                return null;
            case FoundRow found:
                return [.. found.Columns.Select(column => new RowMember(column, found[column]))];
            case IDictionary dictionary:
                return OfDictionary(dictionary);
        }

        if (DictionaryOf(row) is { } entries)
        {
            return [.. entries.Select(entry => new RowMember(entry.Key, entry.Value))];
        }

        if (row is IEnumerable || row.GetType().IsPrimitive)
        {
            return null;
        }

        (string Name, PropertyInfo Property)[] properties = PropertiesOf(row.GetType());
        return Array.ConvertAll(
            properties,
            p => new RowMember(
                p.Name, p.Property.GetValue(row, BindingFlags.DoNotWrapExceptions, binder: null, null, culture: null)));
    }

    private static RowMember[]? OfDictionary(IDictionary dictionary)
    {
        List<RowMember> members = new(dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
        {
            if (entry.Key is not string name)
            {
                return null;
            }

            members.Add(new RowMember(name, entry.Value));
        }

        return [.. members];
    }

    private static IEnumerable<KeyValuePair<string, object?>>? DictionaryOf(object value) => value switch
    {
        IReadOnlyDictionary<string, object?> readOnly => readOnly,
        IDictionary<string, object?> dictionary => dictionary,
        _ => null,
    };

    private (string Name, PropertyInfo Property)[] PropertiesOf(Type type)
    {
        if (!_properties.TryGetValue(type, out (string, PropertyInfo)[]? properties))
        {
            properties =
            [
                .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(p => p.CanRead && p.GetIndexParameters().Length == 0
                        && !p.IsDefined(typeof(NotMappedAttribute), inherit: true))
                    .DistinctBy(p => p.Name)
                    .Select(p => (p.GetCustomAttribute<ColumnAttribute>(inherit: true)?.Name ?? p.Name, p)),
            ];
            _properties.Add(type, properties);
        }

        return properties;
    }
}
