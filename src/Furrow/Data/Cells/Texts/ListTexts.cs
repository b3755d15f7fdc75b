using System.Buffers;
using Furrow.Schema;

namespace Furrow.Data.Cells.Texts;

/// <summary>
/// Lists: for an array PostgreSQL's literal, for a range its literal of two bounds, for everything else JSON, as SQLite
/// keeps arrays.
/// </summary>
internal abstract class ListText(CellText item) : CellText
{
    private ListVector _cells = null!;

    public override bool IsPlain => false;

    protected CellText Item => item;

    public override void Bind(CellVector cells)
    {
        _cells = (ListVector)cells;
        item.Bind(_cells.Items);
    }

    public override bool IsNull(int row) => _cells.IsNull(row);

    public override void Write(int row, RowChunk target)
    {
        (int start, int end) = _cells.RangeOf(row);
        Write(start, end, target);
    }

    public static CellText For(CellPlace place, ColumnType type, CellType cells, char timeSeparator)
    {
        // SQLite's types carry their declared name, brackets included; that of a PostgreSQL array type has none.
        bool isLiteral = type.Kind == TypeKind.Array && !type.Name.Name.EndsWith("[]", StringComparison.Ordinal);
        CellType item = cells.Item ?? throw new InvalidOperationException("a list needs an item type");
        CellText text = Of(place, type.Element ?? BoundOf(type), item, timeSeparator);
        return type.Kind == TypeKind.Range
            ? new RangeText(place, text)
            : isLiteral ? new ArrayText(text, SeparatorOf(type)) : new JsonListText(text, IsRaw(type, item));
    }

    protected abstract void Write(int start, int end, RowChunk target);

    // The one type whose values hold commas before anything is quoted (pg_type.typdelim).
    private static byte SeparatorOf(ColumnType type) =>
        type.Element?.Name is { Schema: "pg_catalog", Name: "box" } ? (byte)';' : (byte)',';

    // The bounds of a range of moments are moments; of all others the cells say enough.
    private static ColumnType BoundOf(ColumnType type) => type is { Kind: TypeKind.Range, Name.Name: "tstzrange" }
        ? type with { Kind = TypeKind.TimestampTz }
        : type;

    // Of an array by the type of its items, as for seeds; otherwise by what the items are.
    private static bool IsRaw(ColumnType type, CellType item) => item.Kind switch
    {
        CellKind.Boolean or CellKind.Integer or CellKind.Decimal or CellKind.Float or CellKind.List => true,
        CellKind.Text => type.Element?.Kind == TypeKind.Json,
        _ => false,
    };
}

/// <summary><c>{a,"b c",NULL}</c> (PostgreSQL's manual, 8.15.6).</summary>
internal sealed class ArrayText(CellText item, byte separator) : ListText(item)
{
    private static readonly SearchValues<byte> Quotable = SearchValues.Create("{}\",\\ \t\r\n\v\f"u8);
    private readonly RowChunk _scratch = new();

    protected override void Write(int start, int end, RowChunk target)
    {
        target.Write("{"u8);
        for (int place = start; place < end; place++)
        {
            if (place > start)
            {
                target.Take(1)[0] = separator;
            }

            if (Item.IsNull(place))
            {
                target.Write("NULL"u8);
                continue;
            }

            _scratch.Clear();
            Item.Write(place, _scratch);
            WriteQuoted(_scratch.Bytes.Span, target);
        }

        target.Write("}"u8);
    }

    /// <summary>A text within a literal, in quotes where it needs them.</summary>
    public static void WriteQuoted(ReadOnlySpan<byte> text, RowChunk target)
    {
        bool isNull = text.Length == 4 && System.Text.Ascii.EqualsIgnoreCase(text, "NULL"u8);
        if (!text.IsEmpty && !isNull && !text.ContainsAny(Quotable))
        {
            target.Write(text);
            return;
        }

        target.Write("\""u8);
        while (text.IndexOfAny((byte)'"', (byte)'\\') is var length and >= 0)
        {
            target.Write(text[..length]);
            target.Write("\\"u8);
            target.Write(text.Slice(length, 1));
            text = text[(length + 1)..];
        }

        target.Write(text);
        target.Write("\""u8);
    }
}

/// <summary><c>[lower,upper)</c>, an absent bound where NULL stands; no items at all are the empty range.</summary>
internal sealed class RangeText(CellPlace place, CellText item) : ListText(item)
{
    private readonly RowChunk _scratch = new();

    protected override void Write(int start, int end, RowChunk target)
    {
        if (end == start)
        {
            target.Write("empty"u8);
            return;
        }

        if (end - start != 2)
        {
            throw place.Malformed(FormattableString.Invariant($"a list of {end - start}, not of two bounds"));
        }

        target.Write(Item.IsNull(start) ? "("u8 : "["u8);
        WriteBound(start, target);
        target.Write(","u8);
        WriteBound(end - 1, target);
        target.Write(")"u8);
    }

    private void WriteBound(int bound, RowChunk target)
    {
        if (!Item.IsNull(bound))
        {
            _scratch.Clear();
            Item.Write(bound, _scratch);
            ArrayText.WriteQuoted(_scratch.Bytes.Span, target);
        }
    }
}

/// <summary><c>["a",1,null]</c>.</summary>
internal sealed class JsonListText(CellText item, bool isRaw) : ListText(item)
{
    private const int EscapedLength = 6;

    private static readonly SearchValues<byte> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    private readonly RowChunk _scratch = new();

    protected override void Write(int start, int end, RowChunk target)
    {
        target.Write("["u8);
        for (int place = start; place < end; place++)
        {
            if (place > start)
            {
                target.Write(","u8);
            }

            if (Item.IsNull(place))
            {
                target.Write("null"u8);
                continue;
            }

            _scratch.Clear();
            Item.Write(place, _scratch);
            ReadOnlySpan<byte> text = _scratch.Bytes.Span;
            if (isRaw && !text.SequenceEqual("NaN"u8) && !text.EndsWith("Infinity"u8))
            {
                target.Write(text);
            }
            else
            {
                WriteText(text, target);
            }
        }

        target.Write("]"u8);
    }

    private static void WriteText(ReadOnlySpan<byte> text, RowChunk target)
    {
        target.Write("\""u8);
        while (text.IndexOfAny(Special) is var length and >= 0)
        {
            target.Write(text[..length]);
            WriteEscape(text[length], target);
            text = text[(length + 1)..];
        }

        target.Write(text);
        target.Write("\""u8);
    }

    private static void WriteEscape(byte letter, RowChunk target)
    {
        switch (letter)
        {
            case (byte)'"' or (byte)'\\':
                target.Write("\\"u8);
                target.Take(1)[0] = letter;
                break;
            case (byte)'\n':
                target.Write("\\n"u8);
                break;
            case (byte)'\t':
                target.Write("\\t"u8);
                break;
            default:
                Span<byte> escape = target.Take(EscapedLength);
                "\\u00"u8.CopyTo(escape);
                Convert.TryToHexStringLower([letter], escape[4..], out _);
                break;
        }
    }
}
