using Furrow.Errors;
using Furrow.Postgres.Tests.Connecting;
using Furrow.Providers;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Tests.Faults;

/// <summary>What a real server says, with a value in each that must not come through.</summary>
public sealed class ExplainTests(PostgresServer server)
{
    private const string Secret = "S3cr3t-värde";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string?, string> Violations => new()
    {
        {
            $"INSERT INTO t (id, email) VALUES (9, '{Secret}'), (10, '{Secret}')",
            "duplicate key value violates unique constraint \"t_email_key\"", "Key (email) already exists.", "23505"
        },
        {
            $"CREATE UNIQUE INDEX i ON twice (lower(a))", "could not create unique index \"i\"",
            "Key (lower(a)) is duplicated.", "23505"
        },
        {
            $"INSERT INTO c VALUES ('{Secret}')",
            "insert or update on table \"c\" violates foreign key constraint \"c_email_fkey\"",
            "Key (email) is not present in table \"t\".", "23503"
        },
        {
            "DELETE FROM t WHERE id = 1",
            "update or delete on table \"t\" violates foreign key constraint \"c_email_fkey\" on table \"c\"",
            "Key (email) is still referenced from table \"c\".", "23503"
        },
        {
            $"INSERT INTO t (email) VALUES ('{Secret}')",
            "null value in column \"id\" of relation \"t\" violates not-null constraint", null, "23502"
        },
        {
            $"INSERT INTO t (id, email, age) VALUES (3, '{Secret}', -1)",
            "new row for relation \"t\" violates check constraint \"t_age_check\"", null, "23514"
        },
        {
            "INSERT INTO x VALUES ('[2,4]')", "conflicting key value violates exclusion constraint \"x_during_excl\"",
            "Key (during) conflicts with another row's.", "23P01"
        },
        {
            $"INSERT INTO p VALUES ('{Secret}')", "no partition of relation \"p\" found for row",
            "Partition key of the failing row contains (a).", "23514"
        },
        { $"SELECT '{Secret}'::int", "invalid input syntax for type integer", null, "22P02" },
        { $"SELECT '{Secret}'::mood", "invalid input value for enum mood", null, "22P02" },
        { $"SELECT '{Secret}'::uuid", "invalid input syntax for type uuid", null, "22P02" },
        { $"SELECT '{Secret}'::date", "invalid input syntax for type date", null, "22007" },
        { "SELECT '2026-13-77'::date", "date/time field value out of range", null, "22008" },
        { "SELECT '77777777777777'::int", "value is out of range for type integer", null, "22003" },
        { "SELECT '1e999'::float8", "value is out of range for type double precision", null, "22003" },
        { $"SELECT '{{\"a\": {Secret}}}'::jsonb", "invalid input syntax for type json", null, "22P02" },
        { $"SELECT '{{{Secret}'::int[]", "malformed array literal", null, "22P02" },
        { $"SELECT '{Secret}'::int4range", "malformed range literal", null, "22P02" },
        { $"SELECT '<{Secret}'::xml", "invalid XML", null, "2200N" },
        { $"SELECT '\\x{Secret}'::bytea", "invalid hexadecimal digit", null, "22023" },
        { $"SELECT '{Secret}'::inet", "invalid input syntax for type inet", null, "22P02" },
        { $"SELECT B'01'::bit(2) & '{Secret}'::bit(2)", "invalid text representation", null, "22P02" },
        { $"INSERT INTO short VALUES ('{Secret}')", "value too long for type character varying(3)", null, "22001" },
        { $"SELECT timestamptz '2026-01-01' AT TIME ZONE '{Secret}'", "invalid parameter value", null, "22023" },
        { $"SELECT ''':{Secret}'::tsvector", "syntax error in tsvector", null, "42601" },
        {
            "SELECT 12345.6::numeric(4,2)", "numeric field overflow",
            "A field with precision 4, scale 2 must round to an absolute value less than 10^2.", "22003"
        },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task Messages_come_without_values(string sql, string message, string? detail, string sqlState)
    {
        await using TestDatabase database = await PrepareAsync();
        PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => database.RunAsync(sql));
        DatabaseFault fault = (await database.SessionAsync()).Explain(error);

        Assert.Equal(sqlState, fault.SqlState);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(detail, fault.Detail);
        string everything = $"{fault.Message} {fault.Detail} {fault.Hint} {fault.Table} {fault.Column}";
        Assert.DoesNotContain(Secret, everything, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("7777", everything, StringComparison.Ordinal);
        Assert.False(fault.IsConnectionLost);
        Assert.Null(fault.Code);
    }

    [Fact]
    public async Task Names_and_place_are_passed_on()
    {
        await using TestDatabase database = await PrepareAsync();
        ISession session = await database.SessionAsync();
        DatabaseFault missing = await FailAsync(database, "SELECT 'ö😀', nope FROM t");
        DatabaseFault unique = await FailAsync(database, "INSERT INTO t (id, email) VALUES (1, 'other')");
        DatabaseFault nothing = await FailAsync(database, "INSERT INTO t (email) VALUES ('x')");
        DatabaseFault hinted = await FailAsync(database, "SELECT emial FROM t");

        // Characters, not UTF-16 units, as SqlStatement.Locate expects.
        Assert.Equal(("42703", 14), (missing.SqlState, missing.Position));
        Assert.Equal(("t", "t_pkey", null), (unique.Table, unique.Constraint, unique.Column));
        Assert.Equal(("t", "id"), (nothing.Table, nothing.Column));
        Assert.Contains("t.email", hinted.Hint, StringComparison.Ordinal);
        Assert.Null(unique.Position);
        Assert.NotNull(session.Explain(new InvalidOperationException("plain")).Message);
    }

    [Theory]
    [InlineData("1\ta@b\t5\n2\tc@d\tS3cr3t-värde\n", 2, "age", "invalid input syntax for type integer")]
    [InlineData("1\ta@b\t5\n2\n", 2, null, "missing data for column \"email\"")]
    [InlineData("1\ta@b\t5\n2\tx\ty\tS3cr3t-värde\n", 2, null, "extra data after last expected column")]
    [InlineData("1\tS3cr3t-värde\t5\n2\tx\t3\n1\ty\t3\n", 3, null, "duplicate key value violates")]
    public async Task A_copy_names_the_line_and_column_of_its_data(
        string data, int line, string? column, string message)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE \"Us, line 7\" (id int PRIMARY KEY, email text, age int)");
        ISession session = await database.SessionAsync();
        SqlStatement statement = new("COPY \"Us, line 7\" FROM STDIN", 1, 1, SqlStatementKind.Copy)
        {
            CopyData = data.AsMemory(),
        };
        PostgresException error =
            await Assert.ThrowsAsync<PostgresException>(() => session.ExecuteAsync(statement, Token));
        DatabaseFault fault = session.Explain(error);

        Assert.Equal(line, fault.CopyLine);
        Assert.Equal(column, fault.Column);
        Assert.Equal("Us, line 7", fault.Table);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Secret, $"{fault.Message}{fault.Detail}{fault.Hint}{fault.Column}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_is_ended_is_a_lost_connection()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        ISession session = await database.SessionAsync();
        string process = (await database.ValueAsync("SELECT pg_backend_pid()"))!;
        await server.AdministerAsync($"SELECT pg_terminate_backend({process})");
        Exception first = await Assert.ThrowsAnyAsync<Exception>(() => database.ValueAsync("SELECT 1"));
        Exception second = await Assert.ThrowsAnyAsync<Exception>(() => database.ValueAsync("SELECT 1"));

        Assert.All([first, second], error =>
        {
            DatabaseFault fault = session.Explain(error);
            Assert.Equal((true, ErrorCode.DatabaseUnreachable), (fault.IsConnectionLost, fault.Code));
        });
    }

    [Fact]
    public async Task A_network_that_is_cut_is_a_lost_connection()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await using TcpForwarder network =
            TcpForwarder.Start(0, new System.Net.DnsEndPoint(server.Host, server.Port));
        await using IDatabase behind = new PostgresProvider().Open(
            PostgresServer.Reference(database.Name, server.Owner, "127.0.0.1", network.Port), PostgresServer.Quick);
        await using ISession session = await behind.OpenSessionAsync(SessionAccess.Write, Token);
        network.Cut();
        Exception error = await Assert.ThrowsAnyAsync<Exception>(
            () => session.CreateCommand("SELECT 1").ExecuteScalarAsync(Token));
        Assert.True(session.Explain(error).IsConnectionLost);
    }

    [Fact]
    public async Task Errors_of_furrow_keep_their_code()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        FurrowException error = new(ErrorCode.DatabaseMissing, "There is none.") { Hint = "Create it." };
        DatabaseFault fault = (await database.SessionAsync()).Explain(error);
        Assert.Equal(
            (ErrorCode.DatabaseMissing, "There is none.", "Create it."), (fault.Code, fault.Message, fault.Hint));
    }

    private async Task<TestDatabase> PrepareAsync()
    {
        TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TYPE mood AS ENUM ('fine')",
            "CREATE DOMAIN t_short AS varchar(3)",
            "CREATE TABLE short (a t_short)",
            "CREATE TABLE t (id int PRIMARY KEY, email text UNIQUE, age int CHECK (age >= 0))",
            $"INSERT INTO t VALUES (1, 'first) {Secret}'), (2, 'x')",
            "CREATE TABLE c (email text REFERENCES t (email))",
            "INSERT INTO c SELECT email FROM t WHERE id = 1",
            "CREATE TABLE twice (a text)",
            $"INSERT INTO twice VALUES ('{Secret}'), ('{Secret}) already exists.'), ('{Secret}')",
            "CREATE TABLE x (during int4range, EXCLUDE USING gist (during WITH &&))",
            "INSERT INTO x VALUES ('[1,3]')",
            "CREATE TABLE p (a text) PARTITION BY LIST (a)");
        return database;
    }

    private static async Task<DatabaseFault> FailAsync(TestDatabase database, string sql)
    {
        PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => database.RunAsync(sql));
        return (await database.SessionAsync()).Explain(error);
    }
}
