using Furrow.Schema;

namespace Furrow.Postgres.Tests.Catalog;

public sealed class ConstraintTests(PostgresServer server)
{
    [Fact]
    public async Task Checks_say_whether_they_are_validated_and_inherited()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE t (a int CHECK (a > 0), b text CONSTRAINT \"b's\" CHECK (b <> 'it''s') NO INHERIT, "
                + "c int NOT NULL)",
            "ALTER TABLE t ADD CONSTRAINT lax CHECK (a < b::int) NOT VALID");
        Table table = await database.ReadTableAsync("t");
        Assert.Equal(
            [
                new CheckConstraint("b's", "(b <> 'it''s'::text)", true, true),
                new CheckConstraint("lax", "(a < (b)::integer)", false, false),
                new CheckConstraint("t_a_check", "(a > 0)", true, false),
            ],
            table.Checks);
    }

    [Fact]
    public async Task Exclusions_are_neither_checks_nor_keys()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE t (during int4range, CONSTRAINT apart EXCLUDE USING gist (during WITH &&) DEFERRABLE)");
        Table table = await database.ReadTableAsync("t");

        Assert.Equal(
            new ExclusionConstraint(
                "apart", "EXCLUDE USING gist (during WITH &&) DEFERRABLE", Deferrability.InitiallyImmediate),
            Assert.Single(table.Exclusions));
        Assert.Empty(table.UniqueKeys);
        Assert.Empty(table.Checks);
        Assert.Equal(("apart", false), (table.Indexes[0].ConstraintName, table.Indexes[0].IsUnique));
    }

    [Fact]
    public async Task Triggers_keep_their_own_mode()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE t (a int PRIMARY KEY, b int REFERENCES t)",
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER origin BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
            "CREATE TRIGGER \"No w\" BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
            "CREATE TRIGGER replica BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()",
            "CREATE CONSTRAINT TRIGGER later AFTER INSERT ON t DEFERRABLE FOR EACH ROW EXECUTE FUNCTION f()",
            "ALTER TABLE t DISABLE TRIGGER \"No w\"",
            "ALTER TABLE t ENABLE REPLICA TRIGGER replica",
            "ALTER TABLE t ENABLE ALWAYS TRIGGER later");
        Table table = await database.ReadTableAsync("t");

        Assert.Equal(
            [
                ("No w", TriggerMode.Disabled, false), ("later", TriggerMode.Always, true),
                ("origin", TriggerMode.Origin, false), ("replica", TriggerMode.Replica, false),
            ],
            table.Triggers.Select(trigger => (trigger.Name, trigger.Mode, trigger.IsConstraintTrigger)));
        Assert.Equal(
            "CREATE TRIGGER origin BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.f()",
            table.Triggers[2].Definition);
    }

    [Fact]
    public async Task A_trigger_of_a_partitioned_table_is_not_its_partitions_own()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE t (a int) PARTITION BY LIST (a)",
            "CREATE TABLE t_1 PARTITION OF t FOR VALUES IN (1)",
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
            "CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()");
        Assert.Single((await database.ReadTableAsync("t")).Triggers);
        Assert.Empty((await database.ReadTableAsync("t_1")).Triggers);
    }
}
