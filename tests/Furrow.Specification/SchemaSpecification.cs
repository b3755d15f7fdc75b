using System.Text.Json;
using Furrow.Schema;

namespace Furrow.Specification;

/// <summary>The catalog reader on definitions that every database can have.</summary>
public abstract class SchemaSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IProviderFixture
{
    [Fact]
    public async Task Columns_have_position_type_nullability_and_default()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            $"""
            CREATE TABLE people (
                id {harness.Sql.IdentityColumn},
                email varchar(80) NOT NULL,
                active {harness.Sql.BooleanType} NOT NULL DEFAULT true,
                balance numeric(12,2),
                note {harness.Sql.TextType} DEFAULT 'none')
            """);
        Table table = await harness.ReadTableAsync("people");

        Assert.Equal(["id", "email", "active", "balance", "note"], table.Columns.Select(column => column.Name));
        Assert.Equal([1, 2, 3, 4, 5], table.Columns.Select(column => column.Position));
        Assert.Equal(
            [TypeKind.Int64, TypeKind.Text, TypeKind.Boolean, TypeKind.Numeric, TypeKind.Text],
            table.Columns.Select(column => column.Type.Kind));
        Assert.Equal([false, false, false, true, true], table.Columns.Select(column => column.IsNullable));
        Assert.Equal(IdentityKind.ByDefault, table.Columns[0].Identity);
        Assert.Equal(80, table.Columns[1].Type.LengthMax);
        Assert.Equal((12, 2), (table.Columns[3].Type.Precision, table.Columns[3].Type.Scale));
        Assert.NotNull(table.Columns[2].Default);
        Assert.Contains("none", table.Columns[4].Default, StringComparison.Ordinal);
        Assert.Null(table.Columns[1].Default);
    }

    [Fact]
    public async Task Every_kind_of_type_is_either_read_or_known_to_be_absent()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        Assert.Equal(
            Enum.GetValues<TypeKind>().Order(),
            harness.TypeSamples.Select(sample => sample.Kind).Concat(harness.AbsentKinds).Distinct().Order());
    }

    [Fact]
    public async Task Primary_keys_are_read_in_key_order()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE seats (number integer NOT NULL, hall integer NOT NULL, PRIMARY KEY (hall, number))",
            "CREATE TABLE named (code text NOT NULL, CONSTRAINT named_pk PRIMARY KEY (code))",
            "CREATE TABLE keyless (a text)");
        UniqueKey? seats = (await harness.ReadTableAsync("seats")).PrimaryKey;

        Assert.Equal(["hall", "number"], seats?.Columns ?? []);
        Assert.Equal("seats_pkey", seats?.Name);
        Assert.Equal("named_pk", (await harness.ReadTableAsync("named")).PrimaryKey?.Name);
        Assert.Null((await harness.ReadTableAsync("keyless")).PrimaryKey);
    }

    [Fact]
    public async Task Unique_constraints_and_unique_indexes_are_told_apart()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            """
            CREATE TABLE users (
                id integer PRIMARY KEY, email text UNIQUE, org integer, nick text, left_at date,
                CONSTRAINT nick_in_org UNIQUE (org, nick))
            """,
            "CREATE UNIQUE INDEX users_active ON users (nick) WHERE left_at IS NULL",
            "CREATE UNIQUE INDEX users_lower ON users (lower(email), org)",
            "CREATE UNIQUE INDEX users_plain ON users (nick, email)",
            "CREATE INDEX users_org ON users (org)");
        Table table = await harness.ReadTableAsync("users");

        Assert.Equal(
            ["nick_in_org", "users_active", "users_email_key", "users_lower", "users_plain"],
            table.UniqueKeys.Select(key => key.Name));
        UniqueKey find(string name) => table.UniqueKeys.Single(key => key.Name == name);
        Assert.Equal(["org", "nick"], find("nick_in_org").Columns);
        Assert.True(find("nick_in_org").IsConstraint);
        Assert.True(find("users_email_key").IdentifiesRows);
        Assert.False(find("users_plain").IsConstraint);
        Assert.True(find("users_plain").IdentifiesRows);
        Assert.Contains("left_at", find("users_active").Predicate, StringComparison.Ordinal);
        Assert.False(find("users_active").IdentifiesRows);
        Assert.True(find("users_lower").HasExpressions);
        Assert.Contains("lower", find("users_lower").Parts[0].Expression, StringComparison.Ordinal);
        Assert.Equal("org", find("users_lower").Parts[1].Column);
        Assert.Contains(table.Indexes, index => index is { Name: "users_org", IsUnique: false, ConstraintName: null });
        Assert.Contains(table.Indexes, index => index.ConstraintName == "nick_in_org");
    }

    [Fact]
    public async Task Foreign_keys_are_read_with_pairs_actions_and_deferrability()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE parts (org integer, num integer, code text UNIQUE, PRIMARY KEY (org, num))",
            """
            CREATE TABLE uses (
                id integer PRIMARY KEY,
                part_num integer, part_org integer,
                code text REFERENCES parts (code) ON DELETE SET NULL,
                parent integer REFERENCES uses (id) DEFERRABLE INITIALLY DEFERRED,
                other integer CONSTRAINT to_other REFERENCES uses DEFERRABLE,
                FOREIGN KEY (part_org, part_num) REFERENCES parts (org, num) ON DELETE CASCADE ON UPDATE RESTRICT)
            """);
        Table table = await harness.ReadTableAsync("uses");

        Assert.Equal(
            ["to_other", "uses_code_fkey", "uses_parent_fkey", "uses_part_org_part_num_fkey"],
            table.ForeignKeys.Select(key => key.Name));
        ForeignKey find(string name) => table.ForeignKeys.Single(key => key.Name == name);
        ForeignKey composite = find("uses_part_org_part_num_fkey");
        Assert.Equal(["part_org", "part_num"], composite.Columns);
        Assert.Equal(["org", "num"], composite.ReferencedColumns);
        Assert.Equal(harness.Name("parts"), composite.ReferencedTable);
        Assert.Equal((ReferentialAction.Cascade, ReferentialAction.Restrict), (composite.OnDelete, composite.OnUpdate));
        Assert.Equal(Deferrability.NotDeferrable, composite.Deferrability);
        Assert.True(composite.ReferencesPrimaryKey);
        Assert.False(find("uses_code_fkey").ReferencesPrimaryKey);
        Assert.Equal(ReferentialAction.SetNull, find("uses_code_fkey").OnDelete);
        Assert.Equal(harness.Name("uses"), find("uses_parent_fkey").ReferencedTable);
        Assert.Equal(Deferrability.InitiallyDeferred, find("uses_parent_fkey").Deferrability);
        Assert.Equal(["id"], find("to_other").ReferencedColumns);
        Assert.Equal(Deferrability.InitiallyImmediate, find("to_other").Deferrability);
    }

    [Fact]
    public async Task Checks_and_generated_columns_are_read_with_their_expressions()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            """
            CREATE TABLE boxes (
                width integer CHECK (width > 0), height integer,
                area integer GENERATED ALWAYS AS (width * height) STORED,
                CONSTRAINT flat CHECK (width > height))
            """);
        Table table = await harness.ReadTableAsync("boxes");

        Assert.Equal(["boxes_width_check", "flat"], table.Checks.Select(check => check.Name));
        Assert.Contains("width > height", table.Checks[1].Expression, StringComparison.Ordinal);
        Assert.Equal(GeneratedKind.Stored, table.Find("area")?.Generated);
        Assert.Contains("width * height", table.Find("area")?.GeneratedExpression, StringComparison.Ordinal);
        Assert.False(table.Find("area")?.IsWritable);
        Assert.Null(table.Find("area")?.Default);
        Assert.True(table.Find("width")?.IsWritable);
    }

    [Fact]
    public async Task Hostile_names_come_back_as_they_are()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        const string table = "Od\"d ta;ble 'x' -- ünï";
        string[] columns = ["sel\"ect", "a b", "ünï線", "Order", "x)"];
        await harness.RunAsync(
            $"""
            CREATE TABLE {harness.Quote(table)} (
                {harness.Quote(columns[0])} integer PRIMARY KEY,
                {harness.Quote(columns[1])} text UNIQUE,
                {harness.Quote(columns[2])} integer REFERENCES {harness.Quote(table)},
                {harness.Quote(columns[3])} text,
                {harness.Quote(columns[4])} text)
            """);
        Table read = await harness.ReadTableAsync(table);

        Assert.Equal(columns, read.Columns.Select(column => column.Name));
        Assert.Equal([columns[1]], Assert.Single(read.UniqueKeys).Columns);
        ForeignKey key = Assert.Single(read.ForeignKeys);
        Assert.Equal(harness.Name(table), key.ReferencedTable);
        Assert.Equal([columns[2]], key.Columns);
        Assert.Equal([columns[0]], key.ReferencedColumns);
    }

    [Fact]
    public async Task Views_and_furrows_own_tables_are_not_listed()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.CreateStateAsync();
        await harness.RunAsync("CREATE TABLE t (a text)", "CREATE VIEW v AS SELECT a FROM t");
        Assert.Equal([harness.Name("t")], (await harness.ReadSchemaAsync()).Tables.Select(table => table.Name));
    }

    [Fact]
    public async Task Two_reads_are_alike_and_ordered_by_name()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE b (a integer PRIMARY KEY, z text UNIQUE, y text UNIQUE)",
            "CREATE TABLE a (b integer REFERENCES b, a integer REFERENCES b, CHECK (a > 0), CHECK (b > 0))",
            $"CREATE TABLE {harness.Quote("Zed")} (a integer PRIMARY KEY)");
        DatabaseSchema first = await harness.ReadSchemaAsync();
        DatabaseSchema second = await harness.ReadSchemaAsync();

        Assert.Equal(["Zed", "a", "b"], first.Tables.Select(table => table.Name.Name));
        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(second));
    }
}
