using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Furrow.Schema;

/// <summary>
/// Every definition in a database's user schemas, in a normal form: what can be compared with the same database at
/// another time, or with another one.
/// </summary>
public sealed class DatabaseCatalog
{
    private readonly Dictionary<CatalogKey, CatalogObject> _byKey = [];

    /// <summary>
    /// A catalog of these objects, in any order. Of several with the same kind and name, as two checks without a name
    /// on one column, all but the first are numbered in the order of their definitions.
    /// </summary>
    public DatabaseCatalog(IEnumerable<CatalogObject> objects)
    {
        List<CatalogObject> twins = [];
        foreach (CatalogObject found in objects)
        {
            if (!_byKey.TryAdd(found.Key, found))
            {
                twins.Add(found);
            }
        }

        foreach (IGrouping<CatalogKey, CatalogObject> same in twins.GroupBy(twin => twin.Key))
        {
            Number([.. same.Append(_byKey[same.Key]).OrderBy(twin => twin.Definition, StringComparer.Ordinal)]);
        }
    }

    /// <summary>A database without anything in it.</summary>
    public static DatabaseCatalog Empty { get; } = new([]);

    /// <summary>The objects, ordered by kind, then name, both ordinal.</summary>
    public ImmutableArray<CatalogObject> Objects => field.IsDefault ? field = Sort() : field;

    /// <summary>How many objects there are.</summary>
    public int Count => _byKey.Count;

    /// <summary>Which objects there are, in no order.</summary>
    internal IReadOnlyDictionary<CatalogKey, CatalogObject> ByKey => _byKey;

    /// <summary>
    /// SHA-256 over all objects in order, in lower-case hex: equal for equal catalogs, whatever they were read from.
    /// Each text is preceded by its length, so that no two catalogs run together into the same bytes.
    /// </summary>
    public string Hash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (CatalogObject found in Objects)
        {
            Append(hash, found.Kind);
            Append(hash, found.Name);
            Append(hash, found.Definition);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void Number(ImmutableArray<CatalogObject> same)
    {
        _byKey[same[0].Key] = same[0];
        for (int i = 1; i < same.Length; i++)
        {
            CatalogObject numbered = same[i] with { Name = $"{same[i].Name} ({i + 1})" };
            _byKey[numbered.Key] = numbered;
        }
    }

    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    private ImmutableArray<CatalogObject> Sort() =>
        [.. _byKey.OrderBy(pair => pair.Key, Comparer<CatalogKey>.Default).Select(pair => pair.Value)];
}
