using Furrow.Configuration;
using Furrow.Sensitive;
using Furrow.Sensitive.Detection;
using Furrow.Sensitive.Replacement;

namespace Furrow.Tests.Docs;

/// <summary>Holds docs/sensitive-data.md against the code.</summary>
public sealed class SensitivePageTests
{
    private static readonly DocPage Page = DocPage.Read("sensitive-data.md");

    [Fact]
    public void The_generators_are_those_of_the_code() => Assert.Equal(
        Generators.All.Select(generator => $"`{generator.Name}` | {generator.What} | {generator.FitsWhat}"),
        Page.Table("generator", "makes", "for", "different values").Rows.Select(row => string.Join(" | ", row[..3])));

    [Fact]
    public void The_bounds_are_those_of_the_code()
    {
        Assert.Contains($"at most {SensitiveDetection.SampledRowsMax} rows", Page.Text, StringComparison.Ordinal);
        Assert.Contains($"the first {ContentScan.LengthMax} characters", Page.Text, StringComparison.Ordinal);
        Assert.Contains($"values up to {SharedPart.OriginalLengthMax} characters", Page.Text, StringComparison.Ordinal);
        Assert.Contains($"{SensitiveKey.LengthMin} characters or more", Page.Text, StringComparison.Ordinal);
        Assert.Contains($"{DateForm.Days} a year", Page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shares_are_those_of_the_code()
    {
        string[] shares = [.. Page.Table("content", "share", "not counted").Column("share")];
        Assert.Equal(
            ContentTally.Shares.Select(share => share == 0 ? "one value" : $"{share * 100:0} %"), shares);
    }

    [Fact]
    public void Every_example_parses() => Assert.All(Page.BlocksIn("yaml"), block =>
        Assert.NotEmpty(ProjectFile.Parse(block.Text, "furrow.yaml", new Dictionary<string, string>()).Sensitive));
}
