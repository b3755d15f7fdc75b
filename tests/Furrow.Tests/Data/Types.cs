using Furrow.Schema;

namespace Furrow.Tests.Data;

/// <summary>Column types for tests.</summary>
internal static class Types
{
    public static ColumnType Of(TypeKind kind, string name = "x") => new()
    {
        Kind = kind, SqlName = name, Name = new ObjectName("pg_catalog", name),
    };

    public static ColumnType ArrayOf(ColumnType element) => new()
    {
        Kind = TypeKind.Array,
        SqlName = element.SqlName + "[]",
        Name = new ObjectName("pg_catalog", "_" + element.Name.Name),
        Element = element,
    };

    /// <summary>What SQLite's catalog makes of <c>INTEGER[]</c>.</summary>
    public static ColumnType SqliteArrayOf(ColumnType element) =>
        ArrayOf(element) with { Name = new ObjectName("main", element.SqlName + "[]") };

    public static ColumnType Numeric(int precision, int scale) =>
        Of(TypeKind.Numeric) with { Precision = precision, Scale = scale };

    public static ColumnType Enum(params string[] labels) => Of(TypeKind.Enum) with { Labels = [.. labels] };
}
