using Furrow.Configuration;

namespace Furrow.Tests.Configuration;

public sealed class ByteSizeTextTests
{
    [Theory]
    [InlineData("5GB", 5_000_000_000)]
    [InlineData("500MB", 500_000_000)]
    [InlineData("1GiB", 1_073_741_824)]
    [InlineData("1.5GB", 1_500_000_000)]
    [InlineData("10 kb", 10_000)]
    [InlineData("7B", 7)]
    [InlineData("2TiB", 2_199_023_255_552)]
    public void Sizes_are_read(string text, long bytes)
    {
        Assert.True(ByteSizeText.TryParse(text, out long value));
        Assert.Equal(bytes, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("GB")]
    [InlineData("-1GB")]
    [InlineData("1,5GB")]
    [InlineData("5 parsecs")]
    [InlineData(".5GB")]
    [InlineData("99999999999TB")]
    [InlineData("79228162514264337593543950336B")]
    public void Everything_else_is_no_size(string text) => Assert.False(ByteSizeText.TryParse(text, out _));
}
