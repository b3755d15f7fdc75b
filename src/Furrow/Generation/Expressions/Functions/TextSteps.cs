using System.Buffers;
using System.Text;
using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Kernels;

namespace Furrow.Generation.Expressions.Functions;

internal readonly struct LengthFunction : ITextReader<long>
{
    public static long Apply(TextArguments arguments, int row) => Utf8Text.Length(arguments.Text(0, row));
}

internal readonly struct StartsWithFunction : ITextReader<bool>
{
    public static bool Apply(TextArguments arguments, int row) =>
        arguments.Text(0, row).StartsWith(arguments.Text(1, row));
}

internal readonly struct EndsWithFunction : ITextReader<bool>
{
    public static bool Apply(TextArguments arguments, int row) =>
        arguments.Text(0, row).EndsWith(arguments.Text(1, row));
}

internal readonly struct ContainsFunction : ITextReader<bool>
{
    public static bool Apply(TextArguments arguments, int row) =>
        arguments.Text(0, row).IndexOf(arguments.Text(1, row)) >= 0;
}

// Case is Unicode's simple mapping, one character to one, whatever the culture.
internal readonly struct LowerFunction : ITextWriter
{
    public static void Apply(TextArguments arguments, int row, BytesVector target)
    {
        ReadOnlySpan<byte> text = arguments.Text(0, row);
        if (!Utf8Text.TryChangeCase(text, isUpper: false, target))
        {
            Utf8Text.Map(text, Rune.ToLowerInvariant, target);
        }
    }
}

internal readonly struct UpperFunction : ITextWriter
{
    public static void Apply(TextArguments arguments, int row, BytesVector target)
    {
        ReadOnlySpan<byte> text = arguments.Text(0, row);
        if (!Utf8Text.TryChangeCase(text, isUpper: true, target))
        {
            Utf8Text.Map(text, Rune.ToUpperInvariant, target);
        }
    }
}

internal readonly struct TrimFunction : ITextWriter
{
    public static void Apply(TextArguments arguments, int row, BytesVector target)
    {
        ReadOnlySpan<byte> text = arguments.Text(0, row);
        while (Rune.DecodeFromUtf8(text, out Rune first, out int length) == OperationStatus.Done
            && Rune.IsWhiteSpace(first))
        {
            text = text[length..];
        }

        while (Rune.DecodeLastFromUtf8(text, out Rune last, out int length) == OperationStatus.Done
            && Rune.IsWhiteSpace(last))
        {
            text = text[..^length];
        }

        target.Write(text);
    }
}

internal readonly struct SlugFunction : ITextWriter
{
    public static void Apply(TextArguments arguments, int row, BytesVector target) =>
        Slug.Write(arguments.Text(0, row), target);
}

internal readonly struct LeftFunction : ITextWriter
{
    public static void Apply(TextArguments arguments, int row, BytesVector target) =>
        target.Write(Utf8Text.Slice(arguments.Text(0, row), 0, arguments.Integer(1, row)));
}

internal readonly struct RightFunction : ITextWriter
{
    public static void Apply(TextArguments arguments, int row, BytesVector target)
    {
        ReadOnlySpan<byte> text = arguments.Text(0, row);
        long count = Math.Max(arguments.Integer(1, row), 0);
        target.Write(text[Utf8Text.OffsetOf(text, Utf8Text.Length(text) - count)..]);
    }
}

internal readonly struct SubstringFunction : ITextWriter
{
    public static void Apply(TextArguments arguments, int row, BytesVector target)
    {
        long count = arguments.Count > 2 ? arguments.Integer(2, row) : long.MaxValue;
        target.Write(Utf8Text.Slice(arguments.Text(0, row), arguments.Integer(1, row), count));
    }
}

internal readonly struct ReplaceFunction : ITextWriter
{
    public static void Apply(TextArguments arguments, int row, BytesVector target)
    {
        ReadOnlySpan<byte> text = arguments.Text(0, row);
        ReadOnlySpan<byte> sought = arguments.Text(1, row);
        if (sought.IsEmpty)
        {
            throw new ArithmeticException("empty text cannot be replaced");
        }

        while (text.IndexOf(sought) is >= 0 and int at)
        {
            target.Write(text[..at]);
            target.Write(arguments.Text(2, row));
            text = text[(at + sought.Length)..];
        }

        target.Write(text);
    }
}

internal readonly struct PadLeftFunction : ITextWriter
{
    private const int LengthMax = 10_000;

    public static void Apply(TextArguments arguments, int row, BytesVector target)
    {
        ReadOnlySpan<byte> text = arguments.Text(0, row);
        ReadOnlySpan<byte> fill = arguments.Count > 2 ? arguments.Text(2, row) : " "u8;
        long length = arguments.Integer(1, row);
        if (length > LengthMax || Utf8Text.Length(fill) != 1)
        {
            throw new ArithmeticException($"text is padded by one character to {LengthMax} at most");
        }

        for (long missing = length - Utf8Text.Length(text); missing > 0; missing--)
        {
            target.Write(fill);
        }

        target.Write(text);
    }
}

internal readonly struct MinTextFunction : ITextWriter
{
    public static void Apply(TextArguments arguments, int row, BytesVector target)
    {
        bool isFirst = arguments.Text(0, row).SequenceCompareTo(arguments.Text(1, row)) <= 0;
        target.Write(arguments.Text(isFirst ? 0 : 1, row));
    }
}

internal readonly struct MaxTextFunction : ITextWriter
{
    public static void Apply(TextArguments arguments, int row, BytesVector target)
    {
        bool isFirst = arguments.Text(0, row).SequenceCompareTo(arguments.Text(1, row)) >= 0;
        target.Write(arguments.Text(isFirst ? 0 : 1, row));
    }
}
