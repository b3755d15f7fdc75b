using System.Reflection;
using System.Runtime.Serialization;

namespace Furrow.Seeds.Code;

/// <summary>
/// What constants of C# are called in a database: <c>EnumMember</c>'s value, else the name's snake case.
/// </summary>
internal static class EnumNames
{
    /// <summary>The text of a constant; null for a number without a name.</summary>
    public static string? Of(Enum constant)
    {
        FieldInfo? field = constant.GetType().GetField(constant.ToString());
        return field is null ? null : Of(field);
    }

    /// <summary>The constant of a text, or null.</summary>
    public static object? Parse(Type type, string text) => type
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .FirstOrDefault(field => Of(field) == text || field.Name == text)?.GetValue(null);

    private static string Of(FieldInfo field) =>
        field.GetCustomAttribute<EnumMemberAttribute>()?.Value ?? ColumnNames.SnakeCase(field.Name);
}
