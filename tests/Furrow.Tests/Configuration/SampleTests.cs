using Furrow.Configuration;
using Furrow.Tests.House;

namespace Furrow.Tests.Configuration;

public sealed class SampleTests
{
    [Fact]
    public async Task Every_sample_has_a_configuration_that_resolves_without_any_variable()
    {
        string[] samples = Directory.GetDirectories(Path.Combine(SourceTree.Root, "samples"));
        Assert.NotEmpty(samples);
        foreach (string sample in samples)
        {
            ProjectConfiguration configuration = await ProjectLoader.LoadAsync(
                ProjectDirectory.At(sample), new Dictionary<string, string>(StringComparer.Ordinal),
                ProjectOverrides.None, TestContext.Current.CancellationToken);
            Assert.Equal(DatabaseAddress.SqliteScheme, configuration.Database.Value.Scheme);
        }
    }
}
