using System.Text;
using Furrow.Errors;
using Furrow.Sql;

namespace Furrow.Tests.Sql;

public sealed class CopyTextTests
{
    public static TheoryData<string, string?[]> Fields => new()
    {
        { "", [""] },
        { "\t", ["", ""] },
        { @"\N", [null] },
        { "\\N\t\\\\N\tN", [null, @"\N", "N"] },
        { @"\Nx", ["Nx"] },
        { @"\b\f\n\r\t\v\\", ["\b\f\n\r\t\v\\"] },
        { "a\\\tb", ["a\tb"] },
        { @"\101\60\0608", ["A0" + "08"] },
        { @"\x41\x4a\x4Ag\xg", ["AJJgxg"] },
        { @"\303\251\xc3\xa9é", ["ééé"] },
        { @"\q\'", ["q'"] },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void Fields_are_read_as_the_server_reads_them(string row, string?[] expected)
    {
        Assert.Equal(expected, Assert.Single(CopyText.ReadRows((row + "\n").AsMemory())).Fields);
    }

    [Fact]
    public void Rows_carry_their_lines_and_end_at_the_marker()
    {
        const string data = "a\\\nb\nc\r\n\n\\.\nd\n";
        Assert.Equal(
            [("a\nb", 10), ("c", 12), ("", 13)],
            CopyText.ReadRows(data.AsMemory(), 10).Select(row => (row.Fields[0]!, row.Line)));
        Assert.Equal("x", Assert.Single(CopyText.ReadRows(@"x\".AsMemory())).Fields[0]);
        Assert.Equal("x", Assert.Single(CopyText.ReadRows("x".AsMemory())).Fields[0]);
        Assert.Empty(CopyText.ReadRows("".AsMemory()));
    }

    [Theory]
    [InlineData("ok\nsecret\rx\n")]
    [InlineData("ok\nsecret\0\n")]
    [InlineData("ok\nsecret\\0\n")]
    [InlineData("ok\nsecret\\303\n")]
    [InlineData("ok\nsecret\\xffx\n")]
    public void What_no_server_takes_is_an_error_with_its_line(string data)
    {
        var error = Assert.Throws<FurrowException>(
            () => CopyText.ReadRows(data.AsMemory(), 5, ErrorCode.ImportFailed).ToList());
        Assert.Equal((ErrorCode.ImportFailed, 6), (error.Code, error.Line));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_written_with_escapes()
    {
        var target = new StringBuilder();
        CopyText.AppendRow(target, null, "", "a\tb\nc\r\\d", @"\.", "\v\f\b");
        Assert.Equal("\\N\t\ta\\tb\\nc\\r\\\\d\t\\\\.\t\\v\\f\\b\n", target.ToString());
        Assert.Throws<ArgumentException>(() => CopyText.AppendField(target, "a\0"));
    }

    [Theory]
    [InlineData("copy t from stdin", null, "t", "", CopyFormat.Text, "")]
    [InlineData("COPY Public.Ünits (Id, \"Na\"\"me\") FROM STDIN", "public", "Ünits", "id|Na\"me", CopyFormat.Text, "")]
    [InlineData("copy db.s.t(a) from stdin with (format CSV)", "s", "t", "a", CopyFormat.Csv, "with (format CSV)")]
    [InlineData("copy t from stdin (header, format 'csv')", null, "t", "", CopyFormat.Csv, "(header, format 'csv')")]
    [InlineData("copy t from stdin (null 'csv')", null, "t", "", CopyFormat.Text, "(null 'csv')")]
    [InlineData("copy t from stdin csv header", null, "t", "", CopyFormat.Csv, "csv header")]
    [InlineData("copy binary t from stdin", null, "t", "", CopyFormat.Binary, "")]
    [InlineData("copy binary from stdin", null, "binary", "", CopyFormat.Text, "")]
    [InlineData("copy binary.t from stdin where csv", "binary", "t", "", CopyFormat.Text, "where csv")]
    public void A_statement_names_its_target(
        string text, string? schema, string table, string columns, CopyFormat format, string options)
    {
        CopyStatement? copy = CopyStatement.Parse(text);
        Assert.NotNull(copy);
        Assert.Equal((schema, table, format, options), (copy.Schema, copy.Table, copy.Format, copy.Options));
        Assert.Equal(columns, string.Join('|', copy.Columns));
    }

    [Theory]
    [InlineData("select 1")]
    [InlineData("copy")]
    [InlineData("copy t to stdout")]
    [InlineData("copy (select 1) to stdout")]
    [InlineData("copy t from 'file'")]
    [InlineData("copy t (a,) from stdin")]
    [InlineData("copy t () from stdin")]
    [InlineData("copy a.b.c.d from stdin")]
    [InlineData("copy \"t from stdin")]
    public void Other_statements_name_none(string text) => Assert.Null(CopyStatement.Parse(text));
}
