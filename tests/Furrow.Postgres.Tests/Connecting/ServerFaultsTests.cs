using Furrow.Errors;
using Furrow.Postgres.Connecting;
using Npgsql;

namespace Furrow.Postgres.Tests.Connecting;

/// <summary>Answers that a test's server cannot be made to give.</summary>
public sealed class ServerFaultsTests
{
    private static readonly TestRole Role = new("app", "p4ssword");

    public static TheoryData<string, string, string, bool, string> Answers => new()
    {
        { "57P03", "the database system is starting up", ErrorCode.DatabaseUnreachable, true, "--wait" },
        { "57P01", "terminating connection", ErrorCode.DatabaseUnreachable, true, "--wait" },
        {
            "28000", "no pg_hba.conf entry for host \"1.2.3.4\", user \"app\", database \"d\", no encryption",
            ErrorCode.DatabasePermission, false, "sslmode=require"
        },
        {
            "28000", "pg_hba.conf rejects connection for host \"1.2.3.4\", SSL on", ErrorCode.DatabasePermission,
            false, "pg_hba.conf needs a line"
        },
        { "28000", "role \"app\" is not permitted to log in", ErrorCode.DatabaseAuthentication, false, "may log in" },
        { "55000", "database is not currently accepting", ErrorCode.DatabasePermission, false, "ALLOW_CONNECTIONS" },
        { "08P01", "no such database: d", ErrorCode.DatabaseMissing, false, "furrow setup" },
        { "08P01", "FATAL: database \"d\" does not exist", ErrorCode.DatabaseMissing, false, "furrow setup" },
        { "08P01", "no such user: app", ErrorCode.DatabaseAuthentication, false, "percent-encoded" },
        { "08P01", "no more connections allowed (max_client_conn)", ErrorCode.DatabaseUnreachable, false, "idle" },
        { "08P01", "pgbouncer cannot connect to server", ErrorCode.DatabaseUnreachable, true, "log" },
        { "XX000", "something with p4ssword in it", ErrorCode.DatabaseUnreachable, false, "log" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Each_answer_has_its_code_and_remedy(
        string sqlState, string message, string code, bool isNotUpYet, string hint)
    {
        ConnectTarget target = new(PostgresServer.Reference("d", Role, "db.example", 6543));
        ConnectFault fault = ConnectFaults.Of(new PostgresException(message, "FATAL", "FATAL", sqlState), target, "d");

        Assert.Equal((code, isNotUpYet, sqlState), (fault.Code, fault.IsNotUpYet, fault.SqlState));
        Assert.Contains(hint, fault.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain(Role.Password, fault.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db", "db:5432")]
    [InlineData("Host=db;Port=6000", "db:6000")]
    [InlineData("Host=a:1,b;Port=2", "a:1, b:2")]
    [InlineData("Host=/run/pg;Port=7", "socket /run/pg/.s.PGSQL.7")]
    public void The_address_is_the_one_that_is_dialled(string connectionString, string address)
    {
        ConnectTarget target = new(new()
        {
            Provider = "postgres",
            ConnectionString = connectionString,
            DatabaseName = "d",
            Display = "d",
            IsLocal = true,
        });
        Assert.Equal(address, target.Address);
    }
}
