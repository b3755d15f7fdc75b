using Furrow.Schema;
using Furrow.Sqlite.Catalog;

namespace Furrow.Sqlite.Tests.Catalog;

public sealed class DeclaredTypeTests
{
    [Theory]
    [InlineData("INT", TypeAffinity.Integer, TypeKind.Int64)]
    [InlineData("INTEGER", TypeAffinity.Integer, TypeKind.Int64)]
    [InlineData("bigint", TypeAffinity.Integer, TypeKind.Int64)]
    [InlineData("UNSIGNED BIG INT", TypeAffinity.Integer, TypeKind.Int64)]
    [InlineData("TINYINT(1)", TypeAffinity.Integer, TypeKind.Int64)]
    [InlineData("INT8", TypeAffinity.Integer, TypeKind.Int64)]
    [InlineData("CHARACTER(20)", TypeAffinity.Text, TypeKind.Text)]
    [InlineData("VARYING CHARACTER(255)", TypeAffinity.Text, TypeKind.Text)]
    [InlineData("NVARCHAR(100)", TypeAffinity.Text, TypeKind.Text)]
    [InlineData("CLOB", TypeAffinity.Text, TypeKind.Text)]
    [InlineData("BLOB", TypeAffinity.Blob, TypeKind.Bytes)]
    [InlineData("LONGBLOB", TypeAffinity.Blob, TypeKind.Bytes)]
    [InlineData("BYTEA", TypeAffinity.Numeric, TypeKind.Bytes)]
    [InlineData("", TypeAffinity.Blob, TypeKind.Other)]
    [InlineData("REAL", TypeAffinity.Real, TypeKind.Float64)]
    [InlineData("DOUBLE PRECISION", TypeAffinity.Real, TypeKind.Float64)]
    [InlineData("FLOAT", TypeAffinity.Real, TypeKind.Float64)]
    [InlineData("FLOATING POINT", TypeAffinity.Integer, TypeKind.Float64)]
    [InlineData("POINT", TypeAffinity.Integer, TypeKind.Other)]
    [InlineData("NUMERIC", TypeAffinity.Numeric, TypeKind.Numeric)]
    [InlineData("DECIMAL(10,5)", TypeAffinity.Numeric, TypeKind.Numeric)]
    [InlineData("BOOLEAN", TypeAffinity.Numeric, TypeKind.Boolean)]
    [InlineData("DATE", TypeAffinity.Numeric, TypeKind.Date)]
    [InlineData("DATETIME", TypeAffinity.Numeric, TypeKind.Timestamp)]
    [InlineData("TIMESTAMP(3) WITH TIME ZONE", TypeAffinity.Numeric, TypeKind.TimestampTz)]
    [InlineData("timestamptz", TypeAffinity.Numeric, TypeKind.TimestampTz)]
    [InlineData("TIME", TypeAffinity.Numeric, TypeKind.Time)]
    [InlineData("INTERVAL", TypeAffinity.Integer, TypeKind.Interval)]
    [InlineData("uuid", TypeAffinity.Numeric, TypeKind.Uuid)]
    [InlineData("JSONB", TypeAffinity.Numeric, TypeKind.Json)]
    [InlineData("STRING", TypeAffinity.Numeric, TypeKind.Other)]
    [InlineData("text[]", TypeAffinity.Text, TypeKind.Array)]
    public void Declared_names_say_affinity_and_kind(string declared, object affinity, TypeKind kind)
    {
        Assert.Equal(affinity, TypeAffinities.Of(declared));
        Assert.Equal(kind, DeclaredType.Read(declared).Kind);
        Assert.Equal(declared, DeclaredType.Read(declared).SqlName);
    }

    [Fact]
    public async Task The_affinities_are_SQLites_own()
    {
        await using SqliteHarness harness = new();
        string[] names =
            ["INT", "CHARINT", "CLOB", "BLOB", "", "REAL", "FLOATING POINT", "STRING", "DATE", "BLOBTEXT", "xDOUBx"];
        foreach (string name in names)
        {
            await harness.RunAsync(
                "DROP TABLE IF EXISTS t", $"CREATE TABLE t (a {name})", "INSERT INTO t VALUES ('1'), (2)");
            string? stored = await harness.ScalarAsync("SELECT group_concat(typeof(a), ' ') FROM t");
            string expected = TypeAffinities.Of(name) switch
            {
                TypeAffinity.Blob => "text integer",
                TypeAffinity.Text => "text text",
                TypeAffinity.Real => "real real",
                _ => "integer integer",
            };
            Assert.Equal((name, expected), (name, stored));
        }
    }

    [Theory]
    [InlineData("VARCHAR(20)", 20, null, null)]
    [InlineData("TEXT", null, null, null)]
    [InlineData("NUMERIC(12, 2)", null, 12, 2)]
    [InlineData("DECIMAL(5)", null, 5, 0)]
    [InlineData("NUMERIC", null, null, null)]
    [InlineData("TIMESTAMP(3)", null, 3, null)]
    [InlineData("INT(11)", null, null, null)]
    public void Numbers_in_parentheses_are_read(string declared, int? length, int? precision, int? scale)
    {
        ColumnType type = DeclaredType.Read(declared);
        Assert.Equal((length, precision, scale), (type.LengthMax, type.Precision, type.Scale));
    }
}
