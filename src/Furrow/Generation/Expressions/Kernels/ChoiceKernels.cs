using System.Buffers;
using Furrow.Data.Cells;

namespace Furrow.Generation.Expressions.Kernels;

/// <summary>
/// Takes each row from one of several branches, and computes each branch for those rows alone: what would fail for the
/// others does not matter.
/// </summary>
internal abstract class ChoiceKernel(CellType type, Kernel[] branches) : Kernel(type)
{
    public override void Fill(Frame frame, CellVector target)
    {
        int[] choices = ArrayPool<int>.Shared.Rent(Math.Max(frame.Count, 1));
        Choose(frame, choices);
        Span<int> counts = branches.Length <= 64 ? stackalloc int[branches.Length] : new int[branches.Length];
        foreach (int choice in choices.AsSpan(0, frame.Count))
        {
            counts[choice]++;
        }

        int only = counts.IndexOf(frame.Count);
        if (frame.Count > 0 && only >= 0)
        {
            branches[only].Fill(frame, target);
        }
        else
        {
            FillFromSeveral(frame, target, choices, counts);
        }

        ArrayPool<int>.Shared.Return(choices);
    }

    /// <summary>Says for each row which branch it takes.</summary>
    protected abstract void Choose(Frame frame, Span<int> choices);

    private void FillFromSeveral(Frame frame, CellVector target, int[] choices, ReadOnlySpan<int> counts)
    {
        int[] places = ArrayPool<int>.Shared.Rent(Math.Max(frame.Count, 1));
        int[] rows = ArrayPool<int>.Shared.Rent(Math.Max(frame.Count, 1));
        Column[] columns = new Column[branches.Length];
        for (int branch = 0; branch < branches.Length; branch++)
        {
            int count = 0;
            for (int row = 0; count < counts[branch]; row++)
            {
                if (choices[row] == branch)
                {
                    places[row] = count;
                    rows[count++] = row;
                }
            }

            columns[branch] = branches[branch].Evaluate(frame.Select(rows, count));
        }

        RowCopy.Merge(target, columns, choices, places);
        foreach (Column column in columns)
        {
            column.Release(frame);
        }

        ArrayPool<int>.Shared.Return(places);
        ArrayPool<int>.Shared.Return(rows);
    }
}

/// <summary><c>condition ? then : otherwise</c>.</summary>
internal sealed class ConditionalKernel(CellType type, Kernel condition, Kernel then, Kernel otherwise)
    : ChoiceKernel(type, [then, otherwise])
{
    protected override void Choose(Frame frame, Span<int> choices)
    {
        Column column = condition.Evaluate(frame);
        ReadOnlySpan<bool> values = column.Values<bool>();
        for (int row = 0; row < frame.Count; row++)
        {
            choices[row] = values[row & column.Mask] ? 0 : 1;
        }

        column.Release(frame);
    }
}

/// <summary><c>left ?? right</c>: the right side is computed where the left one is NULL.</summary>
internal sealed class CoalesceKernel(CellType type, Kernel left, Kernel right) : Kernel(type)
{
    public override void Fill(Frame frame, CellVector target)
    {
        Column lefts = left.Evaluate(frame);
        if (!lefts.Vector.HasNulls)
        {
            RowCopy.Fill(target, lefts);
            lefts.Release(frame);
            return;
        }

        int[] rows = ArrayPool<int>.Shared.Rent(frame.Count);
        int[] choices = ArrayPool<int>.Shared.Rent(frame.Count);
        int[] places = ArrayPool<int>.Shared.Rent(frame.Count);
        int count = 0;
        for (int row = 0; row < frame.Count; row++)
        {
            bool isNull = lefts.IsNull(row);
            choices[row] = isNull ? 1 : 0;
            places[row] = isNull ? count : row;
            if (isNull)
            {
                rows[count++] = row;
            }
        }

        Column rights = right.Evaluate(frame.Select(rows, count));
        RowCopy.Merge(target, [lefts, rights], choices, places);
        rights.Release(frame);
        lefts.Release(frame);
        ArrayPool<int>.Shared.Return(rows);
        ArrayPool<int>.Shared.Return(choices);
        ArrayPool<int>.Shared.Return(places);
    }
}

/// <summary>
/// <c>&amp;&amp;</c> and <c>||</c> in three values: NULL is not known, and what is known to decide does. The right side
/// is computed where the left one does not decide.
/// </summary>
internal sealed class LogicalKernel(CellType type, bool isOr, Kernel left, Kernel right) : Kernel(type)
{
    public override void Fill(Frame frame, CellVector target)
    {
        Column lefts = left.Evaluate(frame);
        ReadOnlySpan<bool> values = lefts.Values<bool>();
        Span<bool> results = ((FixedVector<bool>)target).Values;
        int[] rows = ArrayPool<int>.Shared.Rent(Math.Max(frame.Count, 1));
        int[] places = ArrayPool<int>.Shared.Rent(Math.Max(frame.Count, 1));
        int count = 0;
        for (int row = 0; row < results.Length; row++)
        {
            results[row] = isOr;
            if (lefts.IsNull(row) || values[row & lefts.Mask] != isOr)
            {
                places[count] = row;
                rows[count++] = row;
            }
        }

        if (count > 0)
        {
            Decide(frame.Select(rows, count), lefts, places, (FixedVector<bool>)target);
        }

        lefts.Release(frame);
        ArrayPool<int>.Shared.Return(rows);
        ArrayPool<int>.Shared.Return(places);
    }

    private void Decide(Frame undecided, Column lefts, int[] places, FixedVector<bool> target)
    {
        Column rights = right.Evaluate(undecided);
        ReadOnlySpan<bool> values = rights.Values<bool>();
        Span<bool> results = target.Values;
        for (int i = 0; i < undecided.Count; i++)
        {
            int row = places[i];
            bool isKnown = !rights.IsNull(i);
            bool decides = isKnown && values[i & rights.Mask] == isOr;
            if (!decides && (!isKnown || lefts.IsNull(row)))
            {
                target.SetNull(row);
            }

            results[row] = decides ? isOr : !isOr;
        }

        rights.Release(undecided);
    }
}

/// <summary>Whether a value is NULL, or is not.</summary>
internal sealed class NullTestKernel(CellType type, Kernel operand, bool isNegated) : Kernel(type)
{
    public override void Fill(Frame frame, CellVector target)
    {
        Column column = operand.Evaluate(frame);
        Span<bool> results = ((FixedVector<bool>)target).Values;
        for (int row = 0; row < results.Length; row++)
        {
            results[row] = column.IsNull(row) != isNegated;
        }

        column.Release(frame);
    }
}
