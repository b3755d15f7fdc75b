using Furrow.Errors;
using Furrow.Scenarios.Planning;
using Furrow.Schema;
using Furrow.Tests.Data;

namespace Furrow.Tests.Scenarios.Inferring;

/// <summary><c>infer: true</c>: columns by their names and types.</summary>
public sealed class InferenceTests
{
    [Fact]
    public void Columns_that_are_left_out_are_made_by_names_and_types()
    {
        IReadOnlyDictionary<string, string?[]> users = Cells(
            "users", "id:Int64", "email:Text:60!", "first_name:Text:20", "last_name:Text:20", "username:Text:12!",
            "phone:Text:20", "city:Text:30", "country:Text:2", "price:Numeric", "quantity:Int32", "age:Int32",
            "created_at:TimestampTz", "updated_at:TimestampTz", "birth_date:Date", "website:Text:80",
            "is_active:Boolean", "description:Text:25", "odd:Text:9", "code:Text:6!", "role:Role", "settings:Json",
            "uid:Uuid", "tags:Array");
        Assert.All(users["email"], email => Assert.Matches(@"^[a-z-]+\.[a-z-]+\.\d+@example\.com$", email));
        Assert.Equal(
            $"{users["first_name"][0]}.{users["last_name"][0]}.1@example.com", users["email"][0],
            StringComparer.OrdinalIgnoreCase);
        Assert.All(["email", "username", "code"], name =>
            Assert.Equal(300, users[name].Distinct(StringComparer.OrdinalIgnoreCase).Count()));
        Assert.All(users["username"], text => Assert.True(text!.Length <= 12, text));
        Assert.All(users["code"], text => Assert.True(text!.Length <= 6, text));
        Assert.All(users["odd"], text => Assert.InRange(text!.Length, 1, 9));
        Assert.All(users["description"], text => Assert.InRange(text!.Length, 1, 25));
        Assert.All(users["country"], text => Assert.Matches("^[A-Z]{2}$", text));
        Assert.All(users["phone"], text => Assert.Matches(@"^\+1-202-555-01\d\d$", text));
        Assert.All(users["age"], text => Assert.InRange(int.Parse(text!), 18, 80));
        Assert.Equal(users["created_at"], users["updated_at"]);
        Assert.All(users["created_at"], text => Assert.True(string.CompareOrdinal(text, "2026-01-06") < 0, text));
        Assert.All(users["birth_date"], text => Assert.True(string.CompareOrdinal(text, "2007") < 0, text));
        Assert.Equal(["admin", "instructor", "student"], users["role"].Distinct().Order());
        Assert.All(users.Values, cells => Assert.All(cells, Assert.NotNull));
    }

    [Fact]
    public void What_may_be_null_is_so_unless_its_name_says_what_it_is()
    {
        IReadOnlyDictionary<string, string?[]> rows = Cells(
            "things", "id:Int64", "email:Text:60?", "odd:Text:9?", "deleted_at:TimestampTz?", "points:Int32?",
            "kind:Role?");
        Assert.Equal(["email", "id", "points"], rows.Keys.Order());
    }

    [Fact]
    public void What_is_given_stays_and_what_the_database_fills_is_left_to_it()
    {
        Table table = Table("things", "id:Int64", "name:Text:60", "state:Text:9=new");
        GenerationPlan plan = Plan(table, "things: { rows: 2, infer: true, columns: { name: given } }");
        IReadOnlyDictionary<string, string?[]> cells = Studio.Cells(plan, "things");
        Assert.Equal(["id", "name"], cells.Keys.Order());
        Assert.Equal("given given", string.Join(' ', cells["name"]));
    }

    [Fact]
    public void A_check_says_more_than_a_name()
    {
        Table table = Table("things", "id:Int64", "title:Text:60", "state:Text:20?", "age:Int32") with
        {
            Checks =
            [
                new CheckConstraint("one", "((title = ANY (ARRAY['a'::text, 'b'::text])))"),
                new CheckConstraint("two", "((state = ANY (ARRAY['open'::text, 'done'::text])))"),
                new CheckConstraint("three", "(((age >= 3) AND (age <= 5)))"),
            ],
        };
        IReadOnlyDictionary<string, string?[]> cells =
            Studio.Cells(Plan(table, "things: { rows: 90, infer: true }"), "things");
        Assert.Equal(["a", "b"], cells["title"].Distinct().Order());
        Assert.Equal(["done", "open"], cells["state"].Distinct().Order());
        Assert.Equal(["3", "4", "5"], cells["age"].Distinct().Order());
    }

    [Theory]
    [InlineData("users", @"^\w+ [\w']+$")]
    [InlineData("companies", "^.*[A-Z].*$")]
    [InlineData("products", @"^\w+ \w+$")]
    [InlineData("rooms", "^[A-Z]")]
    public void A_name_is_of_what_the_table_holds(string table, string form) =>
        Assert.All(Cells(table, "id:Int64", "name:Text:60")["name"], name => Assert.Matches(form, name));

    [Fact]
    public void More_rows_change_none_and_another_seed_changes_them()
    {
        string[] columns = ["id:Int64", "email:Text:60!", "name:Text:60"];
        string?[] many = Cells("users", columns)["email"];
        Assert.Equal(many[..5], Studio.Cells(
            Plan(Table("users", columns), "users: { rows: 5, infer: true }"), "users")["email"]);
        Assert.NotEqual(many[..5], Studio.Cells(
            Plan(Table("users", columns), "users: { rows: 5, infer: true }", seed: 2), "users")["email"]);
    }

    [Fact]
    public void A_type_that_nobody_can_guess_is_asked_for()
    {
        FurrowException error = Assert.Throws<FurrowException>(() => Cells("things", "id:Int64", "shape:Composite"));
        Assert.Contains("things needs a value for shape", error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyDictionary<string, string?[]> Cells(string table, params string[] columns) =>
        Studio.Cells(Plan(Table(table, columns), $"{table}: {{ rows: 300, infer: true }}"), table);

    private static GenerationPlan Plan(Table table, string yaml, long seed = 1) => Studio.Plan(
        $"tables:\n  {yaml}",
        request => request with { Schema = new DatabaseSchema { Tables = [table] }, RandomSeed = seed });

    // name:Type:length, with ? for nullable, ! for unique and =x for a default.
    private static Table Table(string name, params string[] columns) => new()
    {
        Name = new ObjectName("public", name),
        Columns = [.. columns.Select(Column)],
        PrimaryKey = Key("pkey", "id"),
        UniqueKeys =
        [
            .. columns.Where(text => text.EndsWith('!')).Select(text => Key(text.Split(':')[0], text.Split(':')[0])),
        ],
    };

    private static UniqueKey Key(string name, string column) =>
        new() { Name = name, Parts = [new KeyPart(column, null)], IsConstraint = true };

    private static Column Column(string text, int place)
    {
        string[] parts = text.TrimEnd('?', '!').Split('=')[0].Split(':');
        ColumnType type = parts[1] switch
        {
            "Role" => Types.Enum("admin", "instructor", "student"),
            "Array" => Types.ArrayOf(Types.Of(TypeKind.Text)),
            "Numeric" => Types.Numeric(10, 2),
            _ => Types.Of(Enum.Parse<TypeKind>(parts[1])),
        };
        return new Column
        {
            Name = parts[0],
            Position = place + 1,
            IsNullable = text.EndsWith('?'),
            Default = text.Contains('=') ? text.Split('=')[1] : null,
            Type = parts.Length > 2 ? type with { LengthMax = int.Parse(parts[2]) } : type,
        };
    }
}
