using Furrow.Errors;
using Furrow.Configuration;

namespace Furrow.Tests.Configuration;

public sealed class DotEnvFileTests
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("  A = b  ", "b")]
    [InlineData("export A=b", "b")]
    [InlineData("export\tA=b", "b")]
    [InlineData("A=b # comment", "b")]
    [InlineData("A=b#c", "b#c")]
    [InlineData("A=#b", "#b")]
    [InlineData("A=two words", "two words")]
    [InlineData("A=b=c", "b=c")]
    [InlineData("A='$x \\n # \"'", "$x \\n # \"")]
    [InlineData("A=\"a\\n\\t\\\"\\\\ # ' \\d\"", "a\n\t\"\\ # ' \\d")]
    [InlineData("A=\"b\" # comment", "b")]
    [InlineData("A='first\nsecond'", "first\nsecond")]
    [InlineData("A=\"first\r\nsecond\"", "first\nsecond")]
    [InlineData("A=b\r\nB=c\r\n", "b")]
    [InlineData("\uFEFFA=b", "b")]
    [InlineData("# A=x\n\n  # more\nA=b", "b")]
    [InlineData("A=x\nA=b", "b")]
    [InlineData("A=${B}$C", "${B}$C")]
    [InlineData("A=q\"q", "q\"q")]
    public void Assignments_are_read(string text, string expected) =>
        Assert.Equal(expected, DotEnvFile.Parse(text).Find("A")?.Value);

    [Theory]
    [InlineData("A=")]
    [InlineData("A=''")]
    [InlineData("A= # comment")]
    [InlineData("B=x")]
    [InlineData("export=x")]
    public void An_empty_value_counts_as_not_set(string text) => Assert.Null(DotEnvFile.Parse(text).Find("A"));

    [Fact]
    public void Entries_know_their_lines()
    {
        DotEnvFile file = DotEnvFile.Parse("# one\nA=1\nB=\"x\ny\"\nC=3\r\n\r\nD=4");
        Assert.Equal([("A", 2), ("B", 3), ("C", 5), ("D", 7)], file.Entries.Select(e => (e.Name, e.Line)));
    }

    [Fact]
    public void A_variable_may_be_called_export() =>
        Assert.Equal("x", DotEnvFile.Parse("export=x").Find("export")?.Value);

    [Theory]
    [InlineData("A=1\ns3cret", 2, "neither NAME=value nor a comment")]
    [InlineData("=s3cret", 1, "neither NAME=value nor a comment")]
    [InlineData("1A=s3cret", 1, "neither NAME=value nor a comment")]
    [InlineData("export A", 1, "neither NAME=value nor a comment")]
    [InlineData("A B=s3cret", 1, "neither NAME=value nor a comment")]
    [InlineData("A='s3cret\n\n", 1, "the quote ' is never closed")]
    [InlineData("A=1\nB=\"s3cret\\\"", 2, "the quote \" is never closed")]
    [InlineData("A='x's3cret", 1, "something follows the closing quote")]
    [InlineData("A='x'#s3cret", 1, "something follows the closing quote")]
    public void A_malformed_line_is_named_and_never_shown(string text, int line, string message)
    {
        FurrowException e = Assert.Throws<FurrowException>(() => DotEnvFile.Parse(text));

        Assert.Equal((ErrorCode.ConfigInvalid, ".env", line), (e.Code, e.File, e.Line));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.NotNull(e.Hint);
        Assert.DoesNotContain("s3cret", e.ToString() + e.Detail + e.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void All_malformed_lines_are_reported_at_once()
    {
        FurrowException e = Assert.Throws<FurrowException>(() => DotEnvFile.Parse("one\nA=1\ntwo\n"));
        Assert.Contains(".env:1: ", e.Detail, StringComparison.Ordinal);
        Assert.Contains(".env:3: ", e.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_do_not_show_when_an_entry_is_written_out()
    {
        DotEnvFile file = DotEnvFile.Parse("A=s3cret");
        Assert.Equal("A (line 1)", file.Entries[0].ToString());
        Assert.DoesNotContain("s3cret", file.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_for_seeds_leave_out_empty_ones_of_every_source()
    {
        Given given = new();
        given.DotEnv[0] = "EMPTY=";
        given.DotEnv[1] = "BOTH=from the file";
        given.DotEnv[2] = "FILE=from the file";
        given.Variables["BOTH"] = "from the process";
        given.Variables["FILE"] = "";
        IReadOnlyDictionary<string, string> merged = given.Sources().MergedVariables();
        Assert.Equal(["BOTH", "FILE"], merged.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("from the process", merged["BOTH"]);
        Assert.Equal("from the file", merged["FILE"]);
    }
}
