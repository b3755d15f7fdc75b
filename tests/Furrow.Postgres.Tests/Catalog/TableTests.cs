using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Postgres.Tests.Catalog;

public sealed class TableTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_database_has_nothing()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        DatabaseSchema schema = await database.ReadSchemaAsync();

        Assert.Empty(schema.Tables);
        Assert.Empty(schema.Sequences);
        Assert.Empty(schema.Enums);
        Assert.Empty(schema.Domains);
        Assert.Equal(["plpgsql"], schema.Extensions.Select(extension => extension.Name));
    }

    [Fact]
    public async Task Only_user_schemas_are_read_and_of_them_those_asked_for()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.PrepareStateAsync();
        await database.RunAsync(
            "CREATE SCHEMA \"B.b\"",
            "CREATE SCHEMA a",
            "CREATE TABLE public.t (id int)",
            "CREATE TABLE a.t (id int)",
            "CREATE TABLE \"B.b\".t (id int)",
            "CREATE TEMPORARY TABLE hidden (id int)",
            "CREATE VIEW a.v AS SELECT 1 AS one");
        Assert.Equal(["B.b.t", "a.t", "public.t"], Names(await database.ReadSchemaAsync()));

        DatabaseOptions some = PostgresServer.Quick with { Schemas = ["a", "B.b", "furrow", "absent"] };
        await using IDatabase narrowed = database.Open(some);
        await using ISession session = await narrowed.OpenSessionAsync(SessionAccess.Read, Token);
        Assert.Equal(["B.b.t", "a.t"], Names(await session.ReadSchemaAsync(Token)));
    }

    [Fact]
    public async Task Furrows_schema_may_have_another_name()
    {
        DatabaseOptions options = PostgresServer.Quick with { StateSchema = "My \"own\"" };
        await using TestDatabase database = await server.CreateDatabaseAsync(options);
        await database.PrepareStateAsync();
        await database.RunAsync("CREATE SCHEMA furrow", "CREATE TABLE furrow.mine (id int)");
        Assert.Equal(["furrow.mine"], Names(await database.ReadSchemaAsync()));
    }

    [Fact]
    public async Task Partitioned_tables_tell_key_parent_and_bounds()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE events (id int, at date, region text) PARTITION BY RANGE (at)",
            "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') "
                + "PARTITION BY LIST (region)",
            "CREATE TABLE events_2026_eu PARTITION OF events_2026 FOR VALUES IN ('eu')",
            "CREATE TABLE events_rest PARTITION OF events DEFAULT");
        Table root = await database.ReadTableAsync("events");
        Table middle = await database.ReadTableAsync("events_2026");
        Table leaf = await database.ReadTableAsync("events_2026_eu");
        Table rest = await database.ReadTableAsync("events_rest");

        Assert.Equal((TableKind.Partitioned, "RANGE (at)", null), (root.Kind, root.PartitionKey, root.PartitionOf));
        Assert.Equal((TableKind.Partitioned, "LIST (region)"), (middle.Kind, middle.PartitionKey));
        Assert.Equal(root.Name, middle.PartitionOf);
        Assert.Equal("FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')", middle.PartitionBound);
        Assert.Equal((TableKind.Ordinary, middle.Name), (leaf.Kind, leaf.PartitionOf));
        Assert.Equal(("FOR VALUES IN ('eu')", null), (leaf.PartitionBound, leaf.PartitionKey));
        Assert.Equal("DEFAULT", rest.PartitionBound);
        Assert.Empty(leaf.Inherits);
    }

    [Fact]
    public async Task Inheritance_keeps_the_declared_order()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE z (a int CHECK (a > 0))",
            "CREATE TABLE b (c int)",
            "CREATE TABLE child (d int) INHERITS (z, b)");
        Table child = await database.ReadTableAsync("child");

        Assert.Equal(["public.z", "public.b"], child.Inherits.Select(name => name.ToString()));
        Assert.Equal(["a", "c", "d"], child.Columns.Select(column => column.Name));
        Assert.Equal("z_a_check", Assert.Single(child.Checks).Name);
        Assert.Null(child.PartitionOf);
    }

    [Fact]
    public async Task Tables_of_extensions_are_marked_and_their_types_left_out()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE EXTENSION citext",
            "CREATE TABLE mine (a citext)",
            "CREATE TABLE theirs (id int)",
            "CREATE DOMAIN their_domain AS text",
            "CREATE TYPE their_enum AS ENUM ('x')",
            "CREATE SEQUENCE their_sequence",
            "ALTER EXTENSION citext ADD TABLE theirs",
            "ALTER EXTENSION citext ADD DOMAIN their_domain",
            "ALTER EXTENSION citext ADD TYPE their_enum",
            "ALTER EXTENSION citext ADD SEQUENCE their_sequence");
        DatabaseSchema schema = await database.ReadSchemaAsync();

        Assert.Equal("citext", schema.Find(new ObjectName("public", "theirs"))!.OwnedByExtension);
        Assert.Null(schema.Find(new ObjectName("public", "mine"))!.OwnedByExtension);
        Assert.Empty(schema.Domains);
        Assert.Empty(schema.Enums);
        Assert.Empty(schema.Sequences);
        Assert.Contains(schema.Extensions, extension => extension is { Name: "citext", Schema: "public" });
    }

    [Fact]
    public async Task Comments_and_estimates_are_there_when_the_server_has_them()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE t (a int, b text)",
            "COMMENT ON TABLE t IS 'it''s a table'",
            "COMMENT ON COLUMN t.b IS 'multi\nline'");
        Table before = await database.ReadTableAsync("t");
        await database.RunAsync("INSERT INTO t SELECT n FROM generate_series(1, 500) n", "ANALYZE t");
        Table after = await database.ReadTableAsync("t");

        Assert.Equal(("it's a table", "multi\nline"), (before.Comment, before.Columns[1].Comment));
        Assert.Null(before.Columns[0].Comment);
        Assert.Null(before.EstimatedRowCount);
        Assert.Equal(500, after.EstimatedRowCount);
    }

    [Fact]
    public async Task Hostile_names_come_back_as_they_were_given()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE SCHEMA \"ty.pes\"");
        foreach (string name in HostileNames.All)
        {
            string quoted = HostileNames.Quote(name);
            await database.RunAsync(
                $"CREATE SCHEMA {quoted}",
                $"CREATE TYPE \"ty.pes\".{quoted} AS ENUM ('a''b', 'c\"d')",
                $"CREATE TABLE {quoted}.{quoted} ({quoted} int PRIMARY KEY, other \"ty.pes\".{quoted}, up int "
                    + $"CONSTRAINT {quoted} REFERENCES {quoted}.{quoted} ({quoted}))");
        }

        DatabaseSchema schema = await database.ReadSchemaAsync();
        foreach (string name in HostileNames.All)
        {
            ObjectName full = new(name, name);
            Table table = schema.Find(full) ?? throw new InvalidOperationException(name);
            Assert.Equal([name, "other", "up"], table.Columns.Select(column => column.Name));
            Assert.Equal([name], table.PrimaryKey!.Columns);
            Assert.Equal(new ObjectName("ty.pes", name), table.Columns[1].Type.Name);
            ForeignKey key = Assert.Single(table.ForeignKeys);
            Assert.Equal((name, full, name), (key.Name, key.ReferencedTable, Assert.Single(key.ReferencedColumns)));
            Assert.Equal(["a'b", "c\"d"], schema.Enums.Single(type => type.Name.Name == name).Labels);
        }

        Assert.Equal(schema.Tables.Select(table => table.Name).Order(), schema.Tables.Select(table => table.Name));
    }

    [Fact]
    public async Task Dropped_columns_leave_no_gap()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE t (a int, b int, c int, UNIQUE (a, c))", "ALTER TABLE t DROP COLUMN b");
        Table table = await database.ReadTableAsync("t");

        Assert.Equal([("a", 1), ("c", 2)], table.Columns.Select(column => (column.Name, column.Position)));
        Assert.Equal(["a", "c"], Assert.Single(table.UniqueKeys).Columns);
    }

    [Fact]
    public async Task The_catalog_is_read_inside_a_transaction_and_leaves_its_search_path_alone()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        ISession session = await database.SessionAsync();
        await using ISessionTransaction transaction =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.SchemaChange), Token);
        await database.RunAsync(
            "CREATE SCHEMA inner_one", "SET LOCAL search_path = inner_one, public",
            "CREATE TYPE mood AS ENUM ('x')", "CREATE TABLE fresh (id int, m mood)");
        DatabaseSchema schema = await session.ReadSchemaAsync(Token);

        Table fresh = Assert.Single(schema.Tables);
        Assert.Equal("inner_one.mood", fresh.Columns[1].Type.SqlName);
        Assert.Equal("inner_one, public", await database.ValueAsync("SHOW search_path"));
        await transaction.RollbackAsync(Token);
        Assert.Empty((await session.ReadSchemaAsync(Token)).Tables);
        Assert.Equal("\"$user\", public", await database.ValueAsync("SHOW search_path"));
    }

    [Fact]
    public async Task The_catalog_is_read_inside_a_transaction_that_a_script_began()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("BEGIN", "CREATE TABLE fresh (id int)");
        Assert.Equal(["public.fresh"], Names(await database.ReadSchemaAsync()));
        await database.RunAsync("ROLLBACK");
        Assert.Empty((await database.ReadSchemaAsync()).Tables);
    }

    private static IEnumerable<string> Names(DatabaseSchema schema) =>
        schema.Tables.Select(table => table.Name.ToString());
}
