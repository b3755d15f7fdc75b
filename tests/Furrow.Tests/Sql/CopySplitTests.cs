using Furrow.Sql;

namespace Furrow.Tests.Sql;

public sealed class CopySplitTests
{
    [Theory]
    [InlineData("copy t from stdin;")]
    [InlineData("COPY public.\"T;x\" (a, \"to\") FROM STDIN WITH (FORMAT csv, NULL ';');")]
    [InlineData("copy binary t from stdin ; -- rows follow; really")]
    [InlineData("Copy t From /* x */ Stdout;")]
    public void Rows_after_the_statement_are_its_data(string statement)
    {
        string text = $"a;\n{statement}\n1\tit's\n\\N\t$$\n\\.\nb;\n";
        SqlScript script = SqlSplitter.Split(text, SqlDialect.Postgres);
        Assert.Empty(script.Problems);
        Assert.Equal(3, script.Statements.Count);
        SqlStatement copy = script.Statements[1];
        Assert.Equal((SqlStatementKind.Copy, 3), (copy.Kind, copy.CopyDataLine));
        Assert.Equal("1\tit's\n\\N\t$$\n", copy.CopyData.ToString());
        Assert.Equal(("b", 6), (script.Statements[2].Text, script.Statements[2].Line));
        ScriptAssert.SlicesCoverTheText(script);
    }

    [Theory]
    [InlineData("\\.\n", "")]
    [InlineData("\\.", "")]
    [InlineData("\n\\.\n", "\n")]
    [InlineData("\\.x\n \\.\n\\..\n\\.", "\\.x\n \\.\n\\..\n")]
    [InlineData("a\r\n\\.\r\n", "a\r\n")]
    [InlineData("a\\\n\\.\n", "a\\\n")]
    public void Only_a_line_of_its_own_ends_the_rows(string rows, string expected)
    {
        SqlScript script = SqlSplitter.Split("copy t from stdin;\n" + rows, SqlDialect.Postgres);
        Assert.Empty(script.Problems);
        Assert.Equal(expected, Assert.Single(script.Statements).CopyData.ToString());
    }

    [Theory]
    [InlineData("copy t from '/tmp/stdin';")]
    [InlineData("copy t from program 'stdin';")]
    [InlineData("copy (select * from stdin) to '/tmp/x';")]
    [InlineData("comment on table t is 'copy t from stdin';")]
    [InlineData("insert into t select copy from stdin;")]
    public void Without_a_client_there_are_no_rows(string statement)
    {
        SqlScript script = SqlSplitter.Split(statement + "\nselect 1;", SqlDialect.Postgres);
        Assert.Empty(script.Problems);
        Assert.All(script.Statements, one => Assert.Equal(SqlStatementKind.Ordinary, one.Kind));
        Assert.Equal(2, script.Statements.Count);
    }

    [Fact]
    public void Data_is_a_slice_of_the_text_and_not_a_copy()
    {
        string text = "copy t from stdin;\n" + new string('x', 1_000_000) + "\n\\.\n";
        _ = SqlSplitter.Split(text, SqlDialect.Postgres);
        long before = GC.GetAllocatedBytesForCurrentThread();
        SqlScript script = SqlSplitter.Split(text, SqlDialect.Postgres);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(1_000_001, Assert.Single(script.Statements).CopyData.Length);
        Assert.True(allocated < 20_000, $"{allocated} bytes");
    }

    [Fact]
    public void Sqlite_knows_no_copy()
    {
        SqlScript script = SqlSplitter.Split("copy t from stdin; select 1", SqlDialect.Sqlite);
        Assert.All(script.Statements, one => Assert.Equal(SqlStatementKind.Ordinary, one.Kind));
        Assert.Equal(2, script.Statements.Count);
    }
}
