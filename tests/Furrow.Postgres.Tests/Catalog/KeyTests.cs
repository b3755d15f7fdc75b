using Furrow.Schema;

namespace Furrow.Postgres.Tests.Catalog;

public sealed class KeyTests(PostgresServer server)
{
    [Fact]
    public async Task Unique_keys_are_told_apart()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            """
            CREATE TABLE t (a int, b text, c text, d date,
                CONSTRAINT pk PRIMARY KEY (b, a),
                CONSTRAINT plain UNIQUE (c) INCLUDE (d),
                CONSTRAINT later UNIQUE (a, d) DEFERRABLE INITIALLY DEFERRED,
                CONSTRAINT sometimes UNIQUE (d) DEFERRABLE)
            """,
            "CREATE UNIQUE INDEX folded ON t (lower(b), a DESC)",
            "CREATE UNIQUE INDEX partial ON t (c) WHERE d IS NULL",
            "CREATE INDEX not_unique ON t (c)");
        Table table = await database.ReadTableAsync("t");
        Dictionary<string, UniqueKey> keys = table.UniqueKeys.ToDictionary(key => key.Name);

        Assert.Equal(("pk", true), (table.PrimaryKey!.Name, table.PrimaryKey.IsConstraint));
        Assert.Equal(["b", "a"], table.PrimaryKey.Columns);
        Assert.Equal(["folded", "later", "partial", "plain", "sometimes"], table.UniqueKeys.Select(key => key.Name));
        Assert.Equal(["c"], keys["plain"].Columns);
        Assert.Equal(Deferrability.InitiallyDeferred, keys["later"].Deferrability);
        Assert.Equal(Deferrability.InitiallyImmediate, keys["sometimes"].Deferrability);
        Assert.Equal([new KeyPart(null, "lower(b)"), new KeyPart("a", null)], keys["folded"].Parts);
        Assert.Equal((false, false), (keys["folded"].IsConstraint, keys["folded"].IdentifiesRows));
        Assert.Equal(("(d IS NULL)", false), (keys["partial"].Predicate, keys["partial"].IdentifiesRows));
        Assert.True(keys["plain"].IdentifiesRows);
        Assert.Equal(
            ["folded", "later", "not_unique", "partial", "pk", "plain", "sometimes"],
            table.Indexes.Select(index => index.Name));
        Assert.Equal("pk", table.Indexes.Single(index => index.Name == "pk").ConstraintName);
        TableIndex folded = table.Indexes.Single(index => index.Name == "folded");
        Assert.Equal("CREATE UNIQUE INDEX folded ON public.t USING btree (lower(b), a DESC)", folded.Definition);
        Assert.Null(folded.ConstraintName);
    }

    [Fact]
    public async Task A_failed_concurrent_build_leaves_an_invalid_key()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE t (a int)", "INSERT INTO t VALUES (1), (1)");
        await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => database.RunAsync("CREATE UNIQUE INDEX CONCURRENTLY broken ON t (a)"));
        Table table = await database.ReadTableAsync("t");

        UniqueKey key = Assert.Single(table.UniqueKeys);
        Assert.Equal(("broken", false, false), (key.Name, key.IsValid, key.IdentifiesRows));
        Assert.False(Assert.Single(table.Indexes).IsValid);
    }

    [Fact]
    public async Task Nulls_not_distinct_is_read_where_the_server_has_it()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        int major = (await database.SessionAsync()).Server.Major;
        await database.RunAsync(
            "CREATE TABLE t (a int UNIQUE" + (major >= 15 ? ", b int UNIQUE NULLS NOT DISTINCT)" : ", b int UNIQUE)"));
        Table table = await database.ReadTableAsync("t");
        Assert.Equal([false, major >= 15], table.UniqueKeys.Select(key => key.NullsNotDistinct));
    }

    [Fact]
    public async Task Foreign_keys_pair_their_columns_in_order()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE SCHEMA other",
            "CREATE TABLE other.target (x int, y int, z int UNIQUE, PRIMARY KEY (x, y), UNIQUE (y, x))",
            """
            CREATE TABLE source (id int PRIMARY KEY, a int, b int, c int, up int DEFAULT 0,
                CONSTRAINT swapped FOREIGN KEY (b, a) REFERENCES other.target (y, x) MATCH FULL ON DELETE CASCADE,
                CONSTRAINT straight FOREIGN KEY (a, b) REFERENCES other.target ON UPDATE SET NULL
                    DEFERRABLE INITIALLY DEFERRED,
                CONSTRAINT by_unique FOREIGN KEY (c) REFERENCES other.target (z) ON DELETE RESTRICT DEFERRABLE,
                CONSTRAINT self FOREIGN KEY (up) REFERENCES source ON DELETE SET DEFAULT)
            """,
            "ALTER TABLE source ADD CONSTRAINT lax FOREIGN KEY (c) REFERENCES source NOT VALID");
        Table table = await database.ReadTableAsync("source");
        Dictionary<string, ForeignKey> keys = table.ForeignKeys.ToDictionary(key => key.Name);

        Assert.Equal(["by_unique", "lax", "self", "straight", "swapped"], table.ForeignKeys.Select(key => key.Name));
        Assert.Equal((string[])["b", "a"], keys["swapped"].Columns);
        Assert.Equal((string[])["y", "x"], keys["swapped"].ReferencedColumns);
        Assert.Equal((true, ReferentialAction.Cascade, true),
            (keys["swapped"].IsMatchFull, keys["swapped"].OnDelete, keys["swapped"].ReferencesPrimaryKey));
        Assert.Equal((string[])["x", "y"], keys["straight"].ReferencedColumns);
        Assert.Equal((Deferrability.InitiallyDeferred, ReferentialAction.SetNull, true),
            (keys["straight"].Deferrability, keys["straight"].OnUpdate, keys["straight"].ReferencesPrimaryKey));
        Assert.Equal((Deferrability.InitiallyImmediate, ReferentialAction.Restrict, false),
            (keys["by_unique"].Deferrability, keys["by_unique"].OnDelete, keys["by_unique"].ReferencesPrimaryKey));
        Assert.Equal((table.Name, ReferentialAction.SetDefault), (keys["self"].ReferencedTable, keys["self"].OnDelete));
        Assert.Equal((false, true), (keys["lax"].IsValidated, keys["self"].IsValidated));
        Assert.Equal(
            "FOREIGN KEY (a, b) REFERENCES other.target(x, y) ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED",
            keys["straight"].Definition);
        Assert.Equal(new ObjectName("other", "target"), keys["swapped"].ReferencedTable);
    }

    [Fact]
    public async Task Same_constraint_names_in_two_schemas_do_not_mix()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        foreach (string schema in (string[])["one", "two"])
        {
            await database.RunAsync(
                $"CREATE SCHEMA {schema}",
                $"CREATE TABLE {schema}.parent ({schema}_id int CONSTRAINT k PRIMARY KEY)",
                $"CREATE TABLE {schema}.child (p int CONSTRAINT fk REFERENCES {schema}.parent)",
                $"CREATE TABLE {schema}.other (q int CONSTRAINT fk REFERENCES {schema}.parent)");
        }

        DatabaseSchema found = await database.ReadSchemaAsync();
        foreach (string schema in (string[])["one", "two"])
        {
            ForeignKey key = Assert.Single(found.Find(new ObjectName(schema, "child"))!.ForeignKeys);
            Assert.Equal((string[])["p"], key.Columns);
            Assert.Equal((string[])[schema + "_id"], key.ReferencedColumns);
        }
    }

    [Fact]
    public async Task Keys_of_and_to_partitioned_tables_are_counted_once()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE parent (id int PRIMARY KEY) PARTITION BY RANGE (id)",
            "CREATE TABLE parent_1 PARTITION OF parent FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (id)",
            "CREATE TABLE parent_1a PARTITION OF parent_1 FOR VALUES FROM (0) TO (5)",
            "CREATE TABLE parent_2 PARTITION OF parent FOR VALUES FROM (10) TO (20)",
            "CREATE TABLE child (id int, p int REFERENCES parent) PARTITION BY RANGE (id)",
            "CREATE TABLE child_1 PARTITION OF child FOR VALUES FROM (0) TO (10)",
            "CREATE TABLE plain (p int REFERENCES parent)");
        DatabaseSchema schema = await database.ReadSchemaAsync();
        ForeignKey Only(string table) => Assert.Single(schema.Find(new ObjectName("public", table))!.ForeignKeys);

        Assert.Equal((false, "parent"), (Only("plain").IsInherited, Only("plain").ReferencedTable.Name));
        Assert.Equal((false, "parent"), (Only("child").IsInherited, Only("child").ReferencedTable.Name));
        Assert.Equal((true, "parent"), (Only("child_1").IsInherited, Only("child_1").ReferencedTable.Name));
        Assert.Equal(["id"], schema.Find(new ObjectName("public", "parent_1a"))!.PrimaryKey!.Columns);
    }
}
