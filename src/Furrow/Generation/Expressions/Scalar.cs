using System.Text;
using Furrow.Data.Cells;

namespace Furrow.Generation.Expressions;

/// <summary>One value: of an argument, or of an expression that depends on no row.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Value">
/// What <see cref="CellKind"/> says a value of that kind is, text as <see cref="string"/>, bytes as an array; null for
/// NULL.
/// </param>
public sealed record Scalar(CellKind Kind, object? Value)
{
    /// <summary>A vector of one row that holds it.</summary>
    internal CellVector ToVector() => ToVector(Kind, [this]);

    /// <summary>A vector that holds scalars of one kind, a row each.</summary>
    internal static CellVector ToVector(CellKind kind, IReadOnlyList<Scalar> scalars)
    {
        CellVector vector = new CellType(kind).CreateVector();
        vector.Reset(scalars.Count);
        for (int row = 0; row < scalars.Count; row++)
        {
            Write(vector, row, scalars[row].Value);
            if (scalars[row].Value is null)
            {
                vector.SetNull(row);
            }
        }

        return vector;
    }

    private static void Write(CellVector vector, int row, object? value)
    {
        switch (vector)
        {
            case FixedVector<bool> values:
                values.Values[row] = value is true;
                break;
            case FixedVector<long> values:
                values.Values[row] = value is null ? 0 : (long)value;
                break;
            case FixedVector<decimal> values:
                values.Values[row] = value is null ? 0 : (decimal)value;
                break;
            case FixedVector<double> values:
                values.Values[row] = value is null ? 0 : (double)value;
                break;
            case FixedVector<int> values:
                values.Values[row] = value is null ? 0 : (int)value;
                break;
            case FixedVector<IntervalValue> values:
                values.Values[row] = value is null ? default : (IntervalValue)value;
                break;
            case FixedVector<Guid> values:
                values.Values[row] = value is null ? default : (Guid)value;
                break;
            case BytesVector values:
                values.Append(value is string text ? Encoding.UTF8.GetBytes(text) : value as byte[] ?? []);
                break;
            default:
                throw new InvalidOperationException($"a {vector.Kind} is no scalar");
        }
    }

    /// <summary>The first row of a vector.</summary>
    internal static Scalar Of(CellVector vector) => new(vector.Kind, vector.IsNull(0) ? null : vector switch
    {
        FixedVector<bool> values => values.Values[0],
        FixedVector<long> values => values.Values[0],
        FixedVector<decimal> values => values.Values[0],
        FixedVector<double> values => values.Values[0],
        FixedVector<int> values => values.Values[0],
        FixedVector<IntervalValue> values => values.Values[0],
        FixedVector<Guid> values => values.Values[0],
        BytesVector { Kind: CellKind.Bytes } values => values[0].ToArray(),
        BytesVector values => Encoding.UTF8.GetString(values[0]),
        _ => throw new InvalidOperationException($"a {vector.Kind} is no scalar"),
    });
}
