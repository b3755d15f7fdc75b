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
    internal CellVector ToVector()
    {
        CellVector vector = new CellType(Kind).CreateVector();
        vector.Reset(1);
        switch (vector)
        {
            case FixedVector<bool> values:
                values.Values[0] = Value is true;
                break;
            case FixedVector<long> values:
                values.Values[0] = Value is null ? 0 : (long)Value;
                break;
            case FixedVector<decimal> values:
                values.Values[0] = Value is null ? 0 : (decimal)Value;
                break;
            case FixedVector<double> values:
                values.Values[0] = Value is null ? 0 : (double)Value;
                break;
            case FixedVector<int> values:
                values.Values[0] = Value is null ? 0 : (int)Value;
                break;
            case FixedVector<IntervalValue> values:
                values.Values[0] = Value is null ? default : (IntervalValue)Value;
                break;
            case FixedVector<Guid> values:
                values.Values[0] = Value is null ? default : (Guid)Value;
                break;
            case BytesVector values:
                values.Append(Value is string text ? Encoding.UTF8.GetBytes(text) : Value as byte[] ?? []);
                break;
            default:
                throw new InvalidOperationException($"a {Kind} is no scalar");
        }

        if (Value is null)
        {
            vector.SetNull(0);
        }

        return vector;
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
