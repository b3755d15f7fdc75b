using Furrow.Sql;

namespace Furrow.Tests.Sql;

public sealed class LeadingCommentsTests
{
    [Fact]
    public void Keys_and_values_are_read_up_to_the_first_other_line()
    {
        const string text = """
            -- Packages on sale.
            -- version: 1.2.0
            --description:  Billing: packages  

              -- depends : no key
            -- Depends: no key either
            -- requires:
            -- https://example.com and std::vector
            -- a::b
            -- from-file_x: y
            select 1; -- after: no
            -- later: no
            """;
        Assert.Equal(
            [
                new("version", "1.2.0", 2),
                new("description", "Billing: packages", 3),
                new("requires", "", 7),
                new LeadingComment("from-file_x", "y", 10),
            ],
            LeadingComments.Read(text, "--"));
    }

    [Theory]
    [InlineData("# version: 2\r\n# tables: a, b\r\nid,name", "#")]
    [InlineData("\uFEFF// version: 2\n// tables: a, b\nclass X;", "//")]
    [InlineData("--version:2\n--tables:a, b", "--")]
    public void The_prefix_line_ends_and_byte_order_mark_vary(string text, string prefix) =>
        Assert.Equal(
            [new("version", "2", 1), new LeadingComment("tables", "a, b", 2)], LeadingComments.Read(text, prefix));

    [Theory]
    [InlineData("")]
    [InlineData("select 1\n-- a: b")]
    [InlineData("/* a: b */\n-- c: d")]
    [InlineData("# a: b")]
    [InlineData("--")]
    [InlineData("-- a")]
    [InlineData("-- : b")]
    public void Other_heads_say_nothing(string text) => Assert.Empty(LeadingComments.Read(text, "--"));
}
