using Furrow.Seeds.Content;

namespace Furrow.Tests.Seeds.Content;

/// <summary>References to rows by natural keys.</summary>
public sealed class SeedReferenceParserTests
{
    [Theory]
    [InlineData("organizations[slug=acme]", "organizations|slug=acme|")]
    [InlineData("billing.packages[code=x].id", "billing,packages|code=x|id")]
    [InlineData(" t [ a = 1 , b = two words ] . c ", "t|a=1,b=two words|c")]
    [InlineData("t[a=\"x, y]\"\"z\",b=\"\"]", "t|a='x, y]\"z',b=''|")]
    [InlineData("\"my.schema\".\"a[b\"[\"c=d\"=e].\"f.g\"", "my.schema,a[b|c=d=e|f.g")]
    [InlineData("users[email=ann+x@example.com]", "users|email=ann+x@example.com|")]
    [InlineData("t[a=b=c]", "t|a=b=c|")]
    [InlineData("t[a=O'Brien]", "t|a=O'Brien|")]
    public void A_reference_has_a_table_keys_and_perhaps_a_column(string text, string parts)
    {
        SeedReference reference = SeedReferenceParser.Parse(text, out string? problem)!;
        Assert.Null(problem);
        IEnumerable<string> keys = reference.Key.Select(k => $"{k.Column}={(k.IsQuoted ? $"'{k.Value}'" : k.Value)}");
        Assert.Equal(parts, $"{string.Join(",", reference.Table)}|{string.Join(",", keys)}|{reference.Result}");
    }

    [Theory]
    [InlineData("", "expected a table at character 1")]
    [InlineData("organizations", "expected [ after a table's name at character 14")]
    [InlineData("a.b.c[d=e]", "expected [ after a table's name at character 4")]
    [InlineData("t[]", "expected a column at character 3")]
    [InlineData("t[a]", "expected = after a column's name at character 4")]
    [InlineData("t[a=]", "expected a value at character 5")]
    [InlineData("t[a=b", "expected ] after a value at character 6")]
    [InlineData("t[a=b,]", "expected a column at character 7")]
    [InlineData("t[a=\"b]", "the quote is never closed at character 5")]
    [InlineData("t[a=\"b\"c]", "expected ] after a value at character 8")]
    [InlineData("t[a=b]x", "expected the end at character 7")]
    [InlineData("t[a=b].", "expected a column at character 8")]
    [InlineData("t[a=b,a=c]", "the column a stands twice at character 8")]
    public void What_is_none_says_where_and_what_was_expected(string text, string problem)
    {
        Assert.Null(SeedReferenceParser.Parse(text, out string? found));
        Assert.Equal($"{problem} of the reference {text}", found);
    }
}
