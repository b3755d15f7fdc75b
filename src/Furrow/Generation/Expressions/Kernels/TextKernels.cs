using Furrow.Data.Cells;

namespace Furrow.Generation.Expressions.Kernels;

/// <summary>What a function on text is given for a row.</summary>
internal readonly ref struct TextArguments(ReadOnlySpan<Column> columns)
{
    private readonly ReadOnlySpan<Column> _columns = columns;

    public int Count => _columns.Length;

    public ReadOnlySpan<byte> Text(int argument, int row) => _columns[argument].Text(row);

    public long Integer(int argument, int row) => _columns[argument].Value<long>(row);
}

/// <summary>A function on text that yields a value of a fixed size.</summary>
internal interface ITextReader<TResult>
    where TResult : unmanaged
{
    static abstract TResult Apply(TextArguments arguments, int row);
}

/// <summary>A function that yields text.</summary>
internal interface ITextWriter
{
    /// <summary>Writes the row's text, without ending the row.</summary>
    static abstract void Apply(TextArguments arguments, int row, BytesVector target);
}

/// <summary>A function on text, of whatever arity: NULL where an argument is.</summary>
internal abstract class TextKernel(CellType type, Kernel[] arguments, Fault fault) : Kernel(type)
{
    public override void Fill(Frame frame, CellVector target)
    {
        Column[] columns = Array.ConvertAll(arguments, argument => argument.Evaluate(frame));
        try
        {
            Apply(columns, target);
        }
        catch (ArithmeticException cause)
        {
            throw fault.Of(cause);
        }

        foreach (Column column in columns)
        {
            column.Release(frame);
        }
    }

    protected abstract void Apply(ReadOnlySpan<Column> columns, CellVector target);

    protected static bool IsNull(ReadOnlySpan<Column> columns, int row)
    {
        foreach (Column column in columns)
        {
            if (column.IsNull(row))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>From text to a value of a fixed size.</summary>
internal sealed class TextReaderKernel<TFunction, TResult>(CellType type, Kernel[] arguments, Fault fault)
    : TextKernel(type, arguments, fault)
    where TFunction : struct, ITextReader<TResult>
    where TResult : unmanaged
{
    protected override void Apply(ReadOnlySpan<Column> columns, CellVector target)
    {
        Span<TResult> results = ((FixedVector<TResult>)target).Values;
        TextArguments given = new(columns);
        for (int row = 0; row < results.Length; row++)
        {
            if (IsNull(columns, row))
            {
                target.SetNull(row);
            }
            else
            {
                results[row] = TFunction.Apply(given, row);
            }
        }
    }
}

/// <summary>To text.</summary>
internal sealed class TextWriterKernel<TFunction>(CellType type, Kernel[] arguments, Fault fault)
    : TextKernel(type, arguments, fault)
    where TFunction : struct, ITextWriter
{
    protected override void Apply(ReadOnlySpan<Column> columns, CellVector target)
    {
        BytesVector results = (BytesVector)target;
        TextArguments given = new(columns);
        for (int row = 0; row < results.Count; row++)
        {
            if (IsNull(columns, row))
            {
                results.SetNull(row);
            }
            else
            {
                TFunction.Apply(given, row, results);
            }

            results.EndRow();
        }
    }
}
