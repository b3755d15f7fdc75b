using Furrow.Schema;

namespace Furrow.Postgres.Catalog;

/// <summary>
/// What a type modifier says (<c>atttypmod</c>). The built-in types encode theirs each in their own way: see
/// numerictypmodin, anychar_typmodin, anytimestamp_typmodin and intervaltypmodin in the server's sources.
/// </summary>
internal static class TypeModifier
{
    private const int HeaderBytes = 4;
    private const int IntervalPrecisionMask = 0xFFFF;

    // Eleven bits, signed since version 15; before it the scale never reached the sign bit.
    private const int ScaleMask = 0x7FF;
    private const int ScaleSign = 0x400;

    public static (int? Length, int? Precision, int? Scale) Decode(ObjectName type, int modifier)
    {
        if (type.Schema != TypeKinds.SystemSchema)
        {
            return default;
        }

        if (type.Name == "name")
        {
            return (63, null, null);
        }

        if (modifier < 0)
        {
            return default;
        }

        return type.Name switch
        {
            "varchar" or "bpchar" => (modifier - HeaderBytes, null, null),
            "bit" or "varbit" => (modifier, null, null),
            "numeric" => (null, (modifier - HeaderBytes) >> 16, Scale(modifier - HeaderBytes)),
            "time" or "timetz" or "timestamp" or "timestamptz" => (null, modifier, null),
            "interval" when (modifier & IntervalPrecisionMask) != IntervalPrecisionMask =>
                (null, modifier & IntervalPrecisionMask, null),
            _ => default,
        };
    }

    private static int Scale(int packed) => ((packed & ScaleMask) ^ ScaleSign) - ScaleSign;
}
