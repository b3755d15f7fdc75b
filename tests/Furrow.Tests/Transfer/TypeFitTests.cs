using Furrow.Schema;
using Furrow.Transfer.Importing;

namespace Furrow.Tests.Transfer;

public sealed class TypeFitTests
{
    [Theory]
    [InlineData("integer", TypeKind.Int64)]
    [InlineData("bigint", TypeKind.Int16)]
    [InlineData("integer", TypeKind.Numeric)]
    [InlineData("numeric(12,2)", TypeKind.Numeric)]
    [InlineData("timestamp(3) with time zone", TypeKind.TimestampTz)]
    [InlineData("date", TypeKind.Timestamp)]
    [InlineData("jsonb", TypeKind.Text)]
    [InlineData("character varying(20)", TypeKind.Enum)]
    [InlineData("public.mood", TypeKind.Int32)]
    [InlineData("", TypeKind.Int32)]
    [InlineData("integer[]", TypeKind.Array)]
    public void Values_that_may_fit_are_left_to_the_database(string type, TypeKind column) =>
        Assert.True(Takes(type, isForeign: false, column));

    [Theory]
    [InlineData("text", TypeKind.Int32)]
    [InlineData("numeric(12,2)", TypeKind.Int64)]
    [InlineData("double precision", TypeKind.Float32)]
    [InlineData("timestamp without time zone", TypeKind.Date)]
    [InlineData("timestamp with time zone", TypeKind.Timestamp)]
    [InlineData("boolean", TypeKind.Int32)]
    [InlineData("uuid", TypeKind.Json)]
    [InlineData("integer[]", TypeKind.Int32)]
    [InlineData("integer", TypeKind.Array)]
    public void Types_that_never_fit_or_lose_are_refused(string type, TypeKind column) =>
        Assert.False(Takes(type, isForeign: false, column));

    [Theory]
    [InlineData("TEXT", TypeKind.Uuid, true)]
    [InlineData("INTEGER", TypeKind.Boolean, true)]
    [InlineData("REAL", TypeKind.Numeric, true)]
    [InlineData("BLOB", TypeKind.Int32, false)]
    [InlineData("boolean", TypeKind.Int64, false)]
    public void Another_kind_of_database_keeps_more_as_text_and_numbers(string type, TypeKind column, bool takes) =>
        Assert.Equal(takes, Takes(type, isForeign: true, column));

    private static bool Takes(string type, bool isForeign, TypeKind column) => TypeFit.Takes(
        type, isForeign, new ColumnType { Kind = column, SqlName = "", Name = new ObjectName("pg_catalog", "x") });
}
