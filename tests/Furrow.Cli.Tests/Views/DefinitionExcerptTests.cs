using Furrow.Cli.Views;

namespace Furrow.Cli.Tests.Views;

public sealed class DefinitionExcerptTests
{
    private static readonly string Long = string.Join(' ', Enumerable.Range(1000, 100));

    [Fact]
    public void Short_ones_are_shown_whole_in_one_line() =>
        Assert.Equal(("a b c", "(nothing more)"), DefinitionExcerpt.Of("a\n  b\tc\r\n", " "));

    [Fact]
    public void Long_ones_begin_shortly_before_they_differ()
    {
        (string before, string after) = DefinitionExcerpt.Of($"{Long} old end", $"{Long} new end");
        Assert.Equal("… 1089 1090 1091 1092 1093 1094 1095 1096 1097 1098 1099 old end", before);
        Assert.Equal("… 1089 1090 1091 1092 1093 1094 1095 1096 1097 1098 1099 new end", after);
    }

    [Fact]
    public void What_comes_after_the_difference_is_cut()
    {
        (string before, string after) = DefinitionExcerpt.Of($"old {Long}", $"new {Long}");
        Assert.Equal("old 1000 ", before[..9]);
        Assert.Equal("new 1000 ", after[..9]);
        Assert.All([before, after], line => Assert.Equal((302, " …"), (line.Length, line[^2..])));
    }

    [Fact]
    public void One_long_word_is_cut_inside()
    {
        string word = new('x', 400);
        string same = "… " + new string('x', 60);
        Assert.Equal((same + "1", same + "2"), DefinitionExcerpt.Of(word + "1", word + "2"));
    }

    [Fact]
    public void One_that_ends_where_the_other_goes_on_shows_its_end()
    {
        (string before, string after) = DefinitionExcerpt.Of(Long, Long + " more");
        Assert.EndsWith("1098 1099", before, StringComparison.Ordinal);
        Assert.EndsWith("1098 1099 more", after, StringComparison.Ordinal);
    }
}
