namespace Furrow.Schema;

/// <summary>
/// The name of a table, type or sequence within its schema, exactly as the catalog holds it: never quoted, never
/// folded. On SQLite the schema is <c>main</c>. Ordered by schema, then name, both ordinal.
/// </summary>
public readonly record struct ObjectName(string Schema, string Name) : IComparable<ObjectName>
{
    /// <inheritdoc />
    public int CompareTo(ObjectName other)
    {
        int bySchema = string.CompareOrdinal(Schema, other.Schema);
        return bySchema != 0 ? bySchema : string.CompareOrdinal(Name, other.Name);
    }

    /// <summary>The name for people: <c>schema.name</c>, unquoted. Never put this into SQL.</summary>
    public override string ToString() => $"{Schema}.{Name}";

    /// <summary>Whether one name sorts before another.</summary>
    public static bool operator <(ObjectName left, ObjectName right) => left.CompareTo(right) < 0;

    /// <summary>Whether one name sorts before another or is it.</summary>
    public static bool operator <=(ObjectName left, ObjectName right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one name sorts after another.</summary>
    public static bool operator >(ObjectName left, ObjectName right) => left.CompareTo(right) > 0;

    /// <summary>Whether one name sorts after another or is it.</summary>
    public static bool operator >=(ObjectName left, ObjectName right) => left.CompareTo(right) >= 0;
}
