using System.Buffers.Binary;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;

namespace Furrow.Postgres.Loading;

internal readonly struct BooleanForm : IFixedForm<bool>
{
    public static int ByteCount => 1;

    public static bool TryWrite(bool value, Span<byte> target)
    {
        target[0] = value ? (byte)1 : (byte)0;
        return true;
    }

    public static CellText Text(CellPlace place) => CellText.Of(place, new CellType(CellKind.Boolean));
}

internal readonly struct Int16Form : IFixedForm<long>
{
    public static int ByteCount => 2;

    public static bool TryWrite(long value, Span<byte> target)
    {
        BinaryPrimitives.WriteInt16BigEndian(target, (short)value);
        return value == (short)value;
    }

    public static CellText Text(CellPlace place) => CellText.Of(place, new CellType(CellKind.Integer));
}

internal readonly struct Int32Form : IFixedForm<long>
{
    public static int ByteCount => 4;

    public static bool TryWrite(long value, Span<byte> target)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, (int)value);
        return value == (int)value;
    }

    public static CellText Text(CellPlace place) => CellText.Of(place, new CellType(CellKind.Integer));
}

internal readonly struct Int64Form : IFixedForm<long>
{
    public static int ByteCount => 8;

    public static bool TryWrite(long value, Span<byte> target)
    {
        BinaryPrimitives.WriteInt64BigEndian(target, value);
        return true;
    }

    public static CellText Text(CellPlace place) => CellText.Of(place, new CellType(CellKind.Integer));
}

/// <summary>An object identifier: 32 bits without sign.</summary>
internal readonly struct OidForm : IFixedForm<long>
{
    public static int ByteCount => 4;

    public static bool TryWrite(long value, Span<byte> target)
    {
        BinaryPrimitives.WriteUInt32BigEndian(target, (uint)value);
        return value == (uint)value;
    }

    public static CellText Text(CellPlace place) => CellText.Of(place, new CellType(CellKind.Integer));
}

internal readonly struct Float64Form : IFixedForm<double>
{
    public static int ByteCount => 8;

    public static bool TryWrite(double value, Span<byte> target)
    {
        BinaryPrimitives.WriteDoubleBigEndian(target, value);
        return true;
    }

    public static CellText Text(CellPlace place) => CellText.Of(place, new CellType(CellKind.Float));
}

internal readonly struct Float64OfIntegerForm : IFixedForm<long>
{
    public static int ByteCount => Float64Form.ByteCount;

    public static bool TryWrite(long value, Span<byte> target) => Float64Form.TryWrite(value, target);

    public static CellText Text(CellPlace place) => CellText.Of(place, new CellType(CellKind.Integer));
}

/// <summary>Floating point of 32 bits, whose range the server refuses to leave in either direction.</summary>
internal readonly struct Float32Form : IFixedForm<double>
{
    public static int ByteCount => 4;

    public static bool TryWrite(double value, Span<byte> target)
    {
        float single = (float)value;
        BinaryPrimitives.WriteSingleBigEndian(target, single);
        return (float.IsFinite(single) || !double.IsFinite(value)) && (single != 0 || value == 0);
    }

    // As a column of 64 bits would show it.
    public static CellText Text(CellPlace place) => CellText.Of(
        place with { Column = place.Column with { Type = place.Column.Type with { Kind = Schema.TypeKind.Float64 } } },
        new CellType(CellKind.Float));
}

internal readonly struct Float32OfIntegerForm : IFixedForm<long>
{
    public static int ByteCount => Float32Form.ByteCount;

    public static bool TryWrite(long value, Span<byte> target) => Float32Form.TryWrite(value, target);

    public static CellText Text(CellPlace place) => CellText.Of(place, new CellType(CellKind.Integer));
}

internal readonly struct UuidForm : IFixedForm<Guid>
{
    public static int ByteCount => 16;

    public static bool TryWrite(Guid value, Span<byte> target) => value.TryWriteBytes(target, bigEndian: true, out _);

    public static CellText Text(CellPlace place) => CellText.Of(place, new CellType(CellKind.Uuid));
}
