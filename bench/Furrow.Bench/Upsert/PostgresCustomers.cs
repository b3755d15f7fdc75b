using System.Data.Common;
using Furrow.Bench.Measuring;
using Furrow.Configuration;
using Npgsql;

namespace Furrow.Bench.Upsert;

/// <summary>The table on PostgreSQL, and psql.</summary>
internal sealed class PostgresCustomers(DatabaseAddress address) : ICustomerDatabase
{
    private static readonly string Upsert = $"""
        INSERT INTO customers SELECT * FROM incoming ON CONFLICT (id) DO UPDATE
        SET ({Customers.Columns}) = ROW (excluded.*)
        WHERE (customers.*) IS DISTINCT FROM (excluded.*)
        """;

    public string Name => "PostgreSQL";

    public DatabaseAddress Address => address;

    public string CreateTable => """
        CREATE TABLE customers (
            id bigint PRIMARY KEY,
            email text NOT NULL UNIQUE,
            full_name text NOT NULL,
            city text NOT NULL,
            note text,
            credit numeric(12,2) NOT NULL CHECK (credit >= 0),
            is_active boolean NOT NULL,
            signed_up_at timestamptz NOT NULL,
            birthday date
        );
        """;

    public string EmptyTable => "TRUNCATE customers";

    public DbConnection Connect() => new NpgsqlConnection(address.ToConnectionString() + ";Pooling=false");

    public Contender? OwnClient(string csvFile)
    {
        if (InstalledProgram.Find("psql") is not { } psql)
        {
            return null;
        }

        ProgramRun run = new(
            psql, "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1",
            "-c", "CREATE TEMP TABLE incoming (LIKE customers) ON COMMIT DROP",
            "-c", $@"\copy incoming FROM '{csvFile}' (FORMAT csv, HEADER)",
            "-c", Upsert)
        {
            Variables = PostgresVariables.Of(address),
        };
        return run.As(@"psql `\copy`, INSERT … ON CONFLICT");
    }
}
