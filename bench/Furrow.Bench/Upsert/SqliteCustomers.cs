using System.Data.Common;
using Furrow.Bench.Measuring;
using Furrow.Configuration;
using Microsoft.Data.Sqlite;

namespace Furrow.Bench.Upsert;

/// <summary>The table on SQLite, and its shell.</summary>
internal sealed class SqliteCustomers(DatabaseAddress address) : ICustomerDatabase
{
    // The shell reads an empty field as an empty text and every value as text: what SQL can put right, it does.
    private static readonly string Upsert = $"""
        INSERT INTO customers SELECT CAST(id AS INTEGER), email, full_name, city, nullif(note, ''), credit,
            is_active = 'true', signed_up_at, nullif(birthday, '')
        FROM temp.incoming WHERE true ON CONFLICT (id) DO UPDATE
        SET ({Customers.Columns}) = ({Customers.ColumnsOf("excluded")})
        WHERE ({Customers.ColumnsOf("customers")}) IS NOT ({Customers.ColumnsOf("excluded")});
        """;

    public string Name => "SQLite";

    public DatabaseAddress Address => address;

    public string CreateTable => """
        CREATE TABLE customers (
            id INTEGER PRIMARY KEY,
            email TEXT NOT NULL UNIQUE,
            full_name TEXT NOT NULL,
            city TEXT NOT NULL,
            note TEXT,
            credit DECIMAL(12,2) NOT NULL CHECK (credit >= 0),
            is_active BOOLEAN NOT NULL,
            signed_up_at TIMESTAMPTZ NOT NULL,
            birthday DATE
        );
        """;

    public string EmptyTable => "DELETE FROM customers";

    public DbConnection Connect() => new SqliteConnection($"Data Source={address.Path};Pooling=false");

    public Contender? OwnClient(string csvFile) =>
        InstalledProgram.Find("sqlite3") is not { } shell
            ? null
            : new ProgramRun(
                shell, "-bail", address.Path!, "BEGIN;",
                $"CREATE TEMP TABLE incoming ({Customers.Columns});",
                $".import --csv --skip 1 --schema temp '{csvFile}' incoming",
                Upsert, "COMMIT;").As("sqlite3 `.import`, INSERT … ON CONFLICT");
}
