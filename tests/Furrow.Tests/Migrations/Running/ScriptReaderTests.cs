using FsCheck;
using FsCheck.Fluent;
using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Migrations.Running;
using Furrow.Sql;

namespace Furrow.Tests.Migrations.Running;

/// <summary>Which files are one transaction, and how others are cut into steps.</summary>
public sealed class ScriptReaderTests
{
    [Theory]
    [InlineData("CREATE TABLE a (id int); CREATE INDEX i ON a (id);")]
    [InlineData("begin; CREATE TABLE a (id int); commit;")]
    [InlineData("SAVEPOINT s; SELECT 1; RELEASE s;")]
    [InlineData("REFRESH MATERIALIZED VIEW CONCURRENTLY v;")]
    [InlineData("SELECT 'CREATE INDEX CONCURRENTLY'; COMMENT ON TABLE a IS 'VACUUM';")]
    [InlineData("CLUSTER a USING i; CLUSTER VERBOSE a; REINDEX TABLE a;")]
    [InlineData("CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (create_slot = false);")]
    [InlineData("ALTER TYPE t ADD VALUE 'x'; INSERT INTO a VALUES ('y');")]
    [InlineData("CREATE INDEX \"CONCURRENTLY\" ON a (id);")]
    public void One_transaction_where_possible(string sql) => Assert.True(Read(sql).IsTransactional);

    [Theory]
    [InlineData("CREATE /* x */ unique index concurrently i ON a (id);")]
    [InlineData("DROP INDEX CONCURRENTLY i;")]
    [InlineData("REINDEX (VERBOSE) INDEX CONCURRENTLY i;")]
    [InlineData("REINDEX (CONCURRENTLY) TABLE a;")]
    [InlineData("VACUUM;")]
    [InlineData("VACUUM (FULL, ANALYZE) a;")]
    [InlineData("CREATE DATABASE d;")]
    [InlineData("DROP TABLESPACE t;")]
    [InlineData("ALTER SYSTEM SET work_mem = '1MB';")]
    [InlineData("CLUSTER;")]
    [InlineData("CLUSTER (VERBOSE);")]
    [InlineData("ALTER TABLE p DETACH PARTITION c CONCURRENTLY;")]
    [InlineData("CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p;")]
    [InlineData("ALTER SUBSCRIPTION s REFRESH PUBLICATION;")]
    [InlineData("ALTER TYPE t ADD VALUE 'x'; INSERT INTO a VALUES ('x');")]
    [InlineData("-- furrow: no-transaction\nSELECT 1;")]
    [InlineData("BEGIN; SELECT 1; COMMIT; SELECT 2;")]
    public void No_transaction_where_it_is_impossible(string sql) => Assert.False(Read(sql).IsTransactional);

    [Theory]
    [InlineData("VACUUM;", false)]
    [InlineData("PRAGMA journal_mode = WAL;", false)]
    [InlineData("ATTACH 'x.db' AS x;", false)]
    [InlineData("PRAGMA user_version = 3;", true)]
    [InlineData("PRAGMA foreign_keys = OFF; BEGIN; DROP TABLE a; COMMIT; PRAGMA foreign_keys = ON;", true)]
    [InlineData("PRAGMA defer_foreign_keys = ON; DROP TABLE a;", true)]
    public void Sqlite_has_its_own(string sql, bool isTransactional) => Assert.Equal(
        isTransactional,
        new ScriptReader("m.sql", MigrationTransaction.WherePossible, SqlDialect.Sqlite).Read(sql).IsTransactional);

    [Fact]
    public void The_outer_transactions_isolation_level_is_carried()
    {
        RunnableScript script = Read("BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE;\nSELECT 1;\nCOMMIT;");
        ScriptStep step = Assert.Single(script.Steps);
        Assert.Equal(("ISOLATION LEVEL SERIALIZABLE", "SELECT 1"), (step.Modes, Assert.Single(step.Statements).Text));
        Assert.Null(Read("BEGIN WORK; SELECT 1; END;").Steps[0].Modes);
        Assert.Throws<FurrowException>(() => Read("BEGIN READ ONLY; SELECT 1; COMMIT;"));
    }

    [Fact]
    public void Steps_are_statements_and_transactions()
    {
        RunnableScript script = Read(
            """
            SET search_path = a;
            CREATE TABLE b (id int);
            BEGIN;
            INSERT INTO b VALUES (1);
            INSERT INTO b VALUES (2);
            COMMIT;
            CREATE INDEX CONCURRENTLY i ON b (id);
            COMMIT;
            """);
        Assert.Equal(
            [
                (StepKind.Session, 1, 1), (StepKind.Together, 1, 2), (StepKind.Together, 2, 4), (StepKind.Alone, 1, 7),
            ],
            script.Steps.Select(step => (step.Kind, step.Statements.Length, step.Line)));
        Assert.Equal(5, script.StatementCount);
    }

    [Theory]
    [InlineData("CREATE INDEX CONCURRENTLY i ON a (id);", 1)]
    [InlineData("SELECT 1;\nSELECT 2;\nVACUUM;", 3)]
    [InlineData("-- furrow: no-transaction\nSELECT 1;", null)]
    public void Required_and_impossible_is_refused(string sql, int? line)
    {
        FurrowException error = Assert.Throws<FurrowException>(
            () => new ScriptReader("m.sql", MigrationTransaction.Required, SqlDialect.Postgres).Read(sql));
        Assert.Equal((ErrorCode.MigrationFailed, "m.sql", line), (error.Code, error.File, error.Line));
    }

    [Theory]
    [InlineData("BEGIN; CREATE INDEX CONCURRENTLY i ON a (id); COMMIT; SELECT 1;")]
    [InlineData("BEGIN; CREATE INDEX CONCURRENTLY i ON a (id); COMMIT;")]
    [InlineData("BEGIN; SELECT 1; COMMIT AND CHAIN; SELECT 2; COMMIT;")]
    [InlineData("PREPARE TRANSACTION 'x'; SELECT 1;")]
    public void What_cannot_be_followed_is_refused(string sql) =>
        Assert.Equal(ErrorCode.MigrationFailed, Assert.Throws<FurrowException>(() => Read(sql)).Code);

    [Fact]
    public void A_checksum_covers_what_came_before_and_nothing_after() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(
            (from numbers in Gen.NonEmptyListOf(Gen.Choose(0, 9))
             from edited in Gen.Choose(0, numbers.Count - 1)
             select (Numbers: numbers.ToArray(), Edited: edited)).ToArbitrary(),
            given =>
            {
                RunnableScript one = Steps(given.Numbers);
                int[] other = [.. given.Numbers];
                other[given.Edited] += 10;
                RunnableScript two = Steps(other);
                return Enumerable.Range(0, given.Numbers.Length + 1)
                    .All(count => one.ChecksumOf(count) == two.ChecksumOf(count) == count <= given.Edited);
            }));

    private static RunnableScript Steps(IEnumerable<int> numbers) => Read(
        "-- furrow: no-transaction\n" + string.Concat(numbers.Select(number => $"SELECT {number};\n")));

    private static RunnableScript Read(string sql) =>
        new ScriptReader("m.sql", MigrationTransaction.WherePossible, SqlDialect.Postgres).Read(sql);
}
