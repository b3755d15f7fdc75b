using Furrow.Data;

namespace Furrow.Tests.Data;

/// <summary>A checkout that rewrites line ends is no drift; anything else is.</summary>
public sealed class TextChecksumTests
{
    private const string Text = "one\ntwo\n\nfour ü線\n";

    [Theory]
    [InlineData("one\r\ntwo\r\n\r\nfour ü線\r\n")]
    [InlineData("one\rtwo\r\rfour ü線\r")]
    [InlineData("one\r\ntwo\n\rfour ü線\n")]
    [InlineData("\uFEFFone\ntwo\n\nfour ü線\n")]
    public void Line_ends_and_a_byte_order_mark_do_not_count(string other) =>
        Assert.Equal(TextChecksum.Of(Text), TextChecksum.Of(other));

    [Theory]
    [InlineData("one\ntwo\n\nfour ü線")]
    [InlineData("one\ntwo\nfour ü線\n")]
    [InlineData("one\ntwo \n\nfour ü線\n")]
    [InlineData("One\ntwo\n\nfour ü線\n")]
    [InlineData("one\ntwo\n\nfour u\u0308線\n")]
    [InlineData("one\n\uFEFFtwo\n\nfour ü線\n")]
    [InlineData("")]
    public void Everything_else_does(string other) => Assert.NotEqual(TextChecksum.Of(Text), TextChecksum.Of(other));

    [Fact]
    public void It_is_the_one_that_histories_hold() => Assert.Equal(
        "98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4", TextChecksum.Of("hi\r\n"));
}
