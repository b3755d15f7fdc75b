using Furrow.Data.Cells;

namespace Furrow.Generation.Expressions;

/// <summary>What kinds of values are called in messages and pages.</summary>
internal static class KindText
{
    public static string Of(CellKind kind) => kind switch
    {
        CellKind.Float => "number",
        _ => kind.ToString().ToLowerInvariant(),
    };

    public static string Of(CellType type) => Of(type.Kind) + (type.IsNullable ? " or NULL" : "");
}
