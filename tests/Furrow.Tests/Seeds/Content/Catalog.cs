using Furrow.Schema;
using Furrow.Tests.Data;

namespace Furrow.Tests.Seeds.Content;

/// <summary>A small catalog: organizations, users that belong to them, memberships, and namesakes.</summary>
internal static class Catalog
{
    public static DatabaseSchema Schema { get; } = new()
    {
        Tables =
        [
            Make("audit", "log", ["at:TimestampTz", "what:Text"], null),
            Make("billing", "packages", ["id:Int32", "code:Text", "price:Numeric"], "id", "code"),
            Make("one", "twins", ["id:Int32"], "id"),
            Make(
                "public",
                "memberships",
                ["user_id:Int64", "organization_id:Int64", "role:Text?"],
                "user_id,organization_id"),
            Make("public", "organizations", ["id:Int64", "slug:Text", "name:Text?"], "id", "slug") with
            {
                UniqueKeys = [Key("slug"), Key("name") with { Predicate = "name IS NOT NULL" }],
            },
            Make(
                "public",
                "users",
                ["id:Int64", "email:Text", "age:Int32?", "organization_id:Int64?", "full:Text"],
                "id") with
            {
                UniqueKeys = [Key("email")],
            },
            Make("two", "twins", ["id:Int32"], "id"),
            Make("two", "users", ["id:Int32"], "id"),
        ],
    };

    private static Table Make(string schema, string name, string[] columns, string? primaryKey, string? unique = null)
    {
        IEnumerable<Column> made = columns.Select((text, index) =>
        {
            string[] parts = text.TrimEnd('?').Split(':');
            return new Column
            {
                Name = parts[0],
                Position = index + 1,
                Type = Types.Of(Enum.Parse<TypeKind>(parts[1])),
                IsNullable = text.EndsWith('?'),
                Identity = parts[0] == "id" ? IdentityKind.ByDefault : IdentityKind.None,
                Generated = parts[0] == "full" ? GeneratedKind.Stored : GeneratedKind.None,
            };
        });
        return new Table
        {
            Name = new ObjectName(schema, name),
            Columns = [.. made],
            PrimaryKey = primaryKey is null ? null : Key(primaryKey),
            UniqueKeys = unique is null ? [] : [Key(unique)],
        };
    }

    private static UniqueKey Key(string columns) => new()
    {
        Name = columns + "_key",
        IsConstraint = true,
        Parts = [.. columns.Split(',').Select(column => new KeyPart(column, null))],
    };
}
