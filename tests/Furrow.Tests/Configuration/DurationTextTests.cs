using FsCheck;
using FsCheck.Fluent;
using Furrow.Configuration;

namespace Furrow.Tests.Configuration;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("5s", 5_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("90d", 7_776_000_000)]
    [InlineData("2W", 1_209_600_000)]
    [InlineData("0s", 0)]
    [InlineData("1s500ms", 1_500)]
    public void Durations_are_read(string text, long milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out TimeSpan value));
        Assert.Equal(milliseconds, value.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("1.5h")]
    [InlineData("5 s")]
    [InlineData("5y")]
    [InlineData("30s1m")]
    [InlineData("1s1s")]
    [InlineData("5s ")]
    [InlineData("99999999999999999999s")]
    [InlineData("9999999999999w")]
    [InlineData("9223372036854775807ms1ms")]
    public void Everything_else_is_no_duration(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Fact]
    public void A_written_duration_reads_back() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        milliseconds =>
        {
            TimeSpan value = TimeSpan.FromMilliseconds(milliseconds);
            return DurationText.TryParse(DurationText.Format(value), out TimeSpan read) && read == value;
        }).QuickCheckThrowOnFailure();
}
