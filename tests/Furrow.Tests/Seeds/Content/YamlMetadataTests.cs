using Furrow.Errors;
using Furrow.Seeds;

namespace Furrow.Tests.Seeds.Content;

/// <summary>Metadata of yaml seeds whatever their rows hold.</summary>
public sealed class YamlMetadataTests
{
    [Fact]
    public void A_reference_in_flow_style_does_not_stop_the_reading_of_metadata()
    {
        SeedMetadata metadata = SeedMetadata.Read(
            "tables: [{ table: t, rows: [{ a: !ref b[c=d], e: 1 }] }]\nversion: 2.1.0\n", SeedKind.Yaml, "f");
        Assert.Equal("2.1.0", metadata.Version);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_an_error_in_the_file()
    {
        FurrowException thrown = Assert.Throws<FurrowException>(
            () => SeedMetadata.Read("description: \"\\ud800\\u0000\"", SeedKind.Yaml, "f"));
        Assert.Equal((ErrorCode.SeedInvalid, "f"), (thrown.Code, thrown.File));
    }
}
