using System.Globalization;
using Microsoft.EntityFrameworkCore.Migrations;

namespace EfMigrations;

/// <summary>The statements of the benchmark's migration of this number.</summary>
internal abstract class SmallMigration(int number) : Migration
{
    private string Table => "t" + number.ToString("000", CultureInfo.InvariantCulture);

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            $"CREATE TABLE {Table} (id bigint PRIMARY KEY, name text NOT NULL, made timestamptz DEFAULT now());");
        migrationBuilder.Sql($"CREATE INDEX {Table}_name ON {Table} (name);");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql($"DROP TABLE {Table};");
}
