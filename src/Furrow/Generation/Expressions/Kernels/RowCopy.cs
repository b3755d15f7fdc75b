using Furrow.Data.Cells;

namespace Furrow.Generation.Expressions.Kernels;

/// <summary>Puts vectors together out of rows of others.</summary>
internal static class RowCopy
{
    /// <summary>Copies a column row by row.</summary>
    public static void Fill(CellVector target, Column source)
    {
        switch (target)
        {
            case BytesVector texts:
                for (int row = 0; row < texts.Count; row++)
                {
                    texts.Append(source.Text(row));
                }

                break;
            case FixedVector<bool> values:
                Copy(values, source);
                break;
            case FixedVector<long> values:
                Copy(values, source);
                break;
            case FixedVector<decimal> values:
                Copy(values, source);
                break;
            case FixedVector<double> values:
                Copy(values, source);
                break;
            case FixedVector<int> values:
                Copy(values, source);
                break;
            case FixedVector<IntervalValue> values:
                Copy(values, source);
                break;
            case FixedVector<Guid> values:
                Copy(values, source);
                break;
            default:
                int[] rows = new int[target.Count];
                for (int row = 0; row < rows.Length; row++)
                {
                    rows[row] = row & source.Mask;
                }

                target.Gather(source.Vector, rows);
                break;
        }

        CopyNulls(target, source);
    }

    /// <summary>Takes each row from one of several columns.</summary>
    /// <param name="target">A vector reset to the rows.</param>
    /// <param name="branches">The columns.</param>
    /// <param name="choices">For each row, which column.</param>
    /// <param name="places">For each row, which row of that column.</param>
    public static void Merge(
        CellVector target, ReadOnlySpan<Column> branches, ReadOnlySpan<int> choices, ReadOnlySpan<int> places)
    {
        switch (target)
        {
            case BytesVector texts:
                for (int row = 0; row < texts.Count; row++)
                {
                    texts.Append(branches[choices[row]].Text(places[row]));
                }

                break;
            case FixedVector<bool> values:
                Pick(values, branches, choices, places);
                break;
            case FixedVector<long> values:
                Pick(values, branches, choices, places);
                break;
            case FixedVector<decimal> values:
                Pick(values, branches, choices, places);
                break;
            case FixedVector<double> values:
                Pick(values, branches, choices, places);
                break;
            case FixedVector<int> values:
                Pick(values, branches, choices, places);
                break;
            case FixedVector<IntervalValue> values:
                Pick(values, branches, choices, places);
                break;
            case FixedVector<Guid> values:
                Pick(values, branches, choices, places);
                break;
            default:
                throw new InvalidOperationException($"rows of {target.Kind} cannot be chosen");
        }

        for (int row = 0; row < target.Count; row++)
        {
            if (branches[choices[row]].IsNull(places[row]))
            {
                target.SetNull(row);
            }
        }
    }

    private static void Pick<T>(
        FixedVector<T> target, ReadOnlySpan<Column> branches, ReadOnlySpan<int> choices, ReadOnlySpan<int> places)
        where T : unmanaged
    {
        Span<T> values = target.Values;
        for (int branch = 0; branch < branches.Length; branch++)
        {
            ReadOnlySpan<T> source = branches[branch].Values<T>();
            int mask = branches[branch].Mask;
            for (int row = 0; row < values.Length; row++)
            {
                if (choices[row] == branch)
                {
                    values[row] = source[places[row] & mask];
                }
            }
        }
    }

    private static void Copy<T>(FixedVector<T> target, Column source)
        where T : unmanaged
    {
        if (source.IsConstant)
        {
            target.Values.Fill(source.Value<T>(0));
        }
        else
        {
            source.Values<T>().CopyTo(target.Values);
        }
    }

    private static void CopyNulls(CellVector target, Column source)
    {
        if (!source.Vector.HasNulls)
        {
            return;
        }

        for (int row = 0; row < target.Count; row++)
        {
            if (source.IsNull(row))
            {
                target.SetNull(row);
            }
        }
    }
}
