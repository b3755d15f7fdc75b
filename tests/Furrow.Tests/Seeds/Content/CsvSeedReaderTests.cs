using Furrow.Data;
using Furrow.Seeds.Content;

namespace Furrow.Tests.Seeds.Content;

/// <summary>RFC 4180, with NULL and empty text told apart.</summary>
public sealed class CsvSeedReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "a=plain(1) b=plain(2)")]
    [InlineData("a,b\r\n1,2", "a=plain(1) b=plain(2)")]
    [InlineData("a,b\r1,2\r", "a=plain(1) b=plain(2)")]
    [InlineData("\uFEFFa,b\n1,2", "a=plain(1) b=plain(2)")]
    [InlineData("a,b\n,\"\"", "a=null b=quoted()")]
    [InlineData("a,b\n\"x,y\",\"say \"\"hi\"\"\"", "a=quoted(x,y) b=quoted(say \"hi\")")]
    [InlineData("a,b\n\"x\r\ny\nz\",1", "a=quoted(x\r\ny\nz) b=plain(1)")]
    [InlineData("a,b\n x , y", "a=plain( x ) b=plain( y)")]
    [InlineData("# version: 1.0.0\n\n  # more\n a ,\"b \"\n1,2", "a=plain(1) b =plain(2)")]
    [InlineData("a,b\n\n1,2\n   \n", "a=plain(1) b=plain(2)")]
    [InlineData("a,b\n#1,2", "a=plain(#1) b=plain(2)")]
    [InlineData("a\n\"\"", "a=quoted()")]
    public void Cells_are_read_as_they_stand(string text, string row) =>
        Assert.Equal(row, SeedText.Show(Assert.Single(SeedText.Read("05_t.csv", text)[0].Rows)));

    [Fact]
    public void Every_cell_knows_its_line_and_column()
    {
        SeedTable table = SeedText.Read("t.csv", "# c\r\na,b,c\r\n\"x\r\ny\",,\"z\"\r\n\r\n1,2,3")[0];
        Assert.Equal(
            [new TextPlace(3, 1), new(4, 4), new(4, 5), new(6, 1), new(6, 3), new(6, 5)],
            table.Rows.SelectMany(row => row.Cells).Select(cell => cell.Place));
        Assert.Equal([new TextPlace(3, 1), new(6, 1)], table.Rows.Select(row => row.Place));
    }

    [Theory]
    [InlineData("users.csv", "users")]
    [InlineData("05_users.csv", "users")]
    [InlineData("10_billing.packages.csv", "billing.packages")]
    [InlineData("010-user_roles.csv", "user_roles")]
    [InlineData("2024.csv", "2024")]
    [InlineData("5_.csv", "5_")]
    [InlineData("10users.csv", "10users")]
    public void The_table_is_the_files_name_without_prefix_and_extension(string file, string table) =>
        Assert.Equal(table, CsvSeedReader.TableName("/seeds/base/" + file));

    [Theory]
    [InlineData("", "1:1 there is no header line.")]
    [InlineData("# only: this", "1:1 there is no header line.")]
    [InlineData("a,,b\n1,2,3", "1:3 a column of the header has no name.")]
    [InlineData("a,b,a\n1,2,3", "1:5 the column a stands twice in the header.")]
    [InlineData("a,b\n1", "2:1 1 cell in this row, 2 in the header.")]
    [InlineData("a,b\n1,2\n1,2,3\n", "3:1 3 cells in this row, 2 in the header.")]
    [InlineData("a,b\n1,\"x", "2:3 the quote that opens this cell is never closed.")]
    [InlineData("a,b\n\"x\"y,2", "2:4 text follows the closing quote of a cell.")]
    [InlineData("a,b\n5\" pipe,2", "2:1 a quote stands inside a cell that does not begin with one.")]
    public void What_breaks_the_rules_is_said_with_its_place(string text, string problem) =>
        Assert.Equal(problem, SeedText.Problems("t.csv", text)[0]);

    [Fact]
    public void All_problems_are_said_at_once()
    {
        string[] problems = SeedText.Problems("t.csv", "a,b\n1\n1,2\n\"x\"y,2\n1,2,3\n");
        Assert.Equal(3, problems.Length);
        Assert.StartsWith("2:1 ", problems[0], StringComparison.Ordinal);
        Assert.StartsWith("4:4 ", problems[1], StringComparison.Ordinal);
        Assert.StartsWith("5:1 ", problems[2], StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_fifty_problems_are_counted()
    {
        string[] problems = SeedText.Problems("t.csv", "a,b\n" + string.Concat(Enumerable.Repeat("1\n", 70)));
        Assert.Equal(51, problems.Length);
        Assert.Equal("… and 20 more.", problems[^1]);
    }

    [Theory]
    [InlineData("# key: b\na,b\n1,2\n", "b@1")]
    [InlineData("# version: 1.0.0\n# key: b , a\na,b\n1,2\n", "b@2 a@2")]
    [InlineData("a,b\n# key: b,2\n", null)]
    [InlineData("# key:\na,b\n", null)]
    public void A_comment_before_the_header_names_the_key(string text, string? key) => Assert.Equal(
        key,
        SeedText.Read("t.csv", text)[0].Key is { } columns
            ? string.Join(' ', columns.Select(column => $"{column.Name}@{column.Place.Line}"))
            : null);

    [Fact]
    public void A_header_alone_is_a_table_without_rows() => Assert.Empty(SeedText.Read("t.csv", "a,b\n")[0].Rows);

    [Fact]
    public void Quotes_that_are_never_closed_cost_no_more_than_one_look()
    {
        string text = "a\n" + string.Concat(Enumerable.Repeat("\"\"\"x\"\n", 200_000));
        Assert.Equal(200_000, SeedText.Read("t.csv", text)[0].Rows.Count);
    }
}
