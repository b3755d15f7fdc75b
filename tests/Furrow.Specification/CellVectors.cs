using System.Text;
using Furrow.Data.Cells;

namespace Furrow.Specification;

/// <summary>Column vectors of values that tests write down.</summary>
public static class CellVectors
{
    /// <summary>A vector of these values; null for NULL, arrays for lists.</summary>
    public static CellVector Of(CellType type, params IReadOnlyList<object?> values)
    {
        CellVector vector = type.CreateVector();
        Fill(vector, type, values);
        return vector;
    }

    private static void Fill(CellVector vector, CellType type, IReadOnlyList<object?> values)
    {
        vector.Reset(values.Count);
        switch (vector)
        {
            case FixedVector<bool> booleans:
                Copy(booleans, values);
                break;
            case FixedVector<long> integers:
                Copy(integers, values);
                break;
            case FixedVector<int> days:
                Copy(days, values);
                break;
            case FixedVector<decimal> decimals:
                Copy(decimals, values);
                break;
            case FixedVector<double> floats:
                Copy(floats, values);
                break;
            case FixedVector<Guid> uuids:
                Copy(uuids, values);
                break;
            case FixedVector<IntervalValue> intervals:
                Copy(intervals, values);
                break;
            case BytesVector bytes:
                foreach (object? value in values)
                {
                    bytes.Append(value is string text ? Encoding.UTF8.GetBytes(text) : (byte[]?)value ?? []);
                }

                break;
            case ListVector lists:
                FillLists(lists, type, values);
                break;
        }

        for (int row = 0; row < values.Count; row++)
        {
            if (values[row] is null)
            {
                vector.SetNull(row);
            }
        }
    }

    private static void FillLists(ListVector lists, CellType type, IReadOnlyList<object?> values)
    {
        List<object?> items = [];
        for (int row = 0; row < values.Count; row++)
        {
            items.AddRange((object?[]?)values[row] ?? []);
            lists.Ends[row] = items.Count;
        }

        Fill(lists.Items, type.Item!, items);
    }

    private static void Copy<T>(FixedVector<T> vector, IReadOnlyList<object?> values)
        where T : unmanaged
    {
        for (int row = 0; row < values.Count; row++)
        {
            vector.Values[row] = values[row] is { } value ? (T)Convert(value, typeof(T)) : default;
        }
    }

    private static object Convert(object value, Type type) =>
        type == typeof(long) && value is int integer ? (long)integer : value;
}
