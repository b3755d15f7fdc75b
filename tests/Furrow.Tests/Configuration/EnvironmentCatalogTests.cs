using Furrow.Configuration;
using Furrow.Safety;

namespace Furrow.Tests.Configuration;

public sealed class EnvironmentCatalogTests
{
    [Theory]
    [InlineData("dev", "development")]
    [InlineData("Development", "development")]
    [InlineData("testing", "test")]
    [InlineData("TEST", "test")]
    [InlineData("stage", "staging")]
    [InlineData("Staging", "staging")]
    [InlineData("prod", "production")]
    [InlineData(" PROD ", "production")]
    public void Aliases_in_any_case_find_the_environment(string name, string expected) =>
        Assert.Equal(expected, EnvironmentCatalog.BuiltIn.Find(name)?.Name);

    [Theory]
    [InlineData("development", "base development")]
    [InlineData("test", "base development test")]
    [InlineData("staging", "base")]
    [InlineData("production", "base")]
    public void Built_in_environments_have_the_documented_folders(string name, string folders) =>
        Assert.Equal(folders.Split(' '), EnvironmentCatalog.BuiltIn.Find(name)!.Folders);

    [Fact]
    public void An_environment_that_is_not_there_is_not_found()
    {
        Assert.Null(EnvironmentCatalog.BuiltIn.Find("demo"));
        Assert.Equal("production", EnvironmentCatalog.BuiltIn.Nearest("prodution"));
        Assert.Null(EnvironmentCatalog.BuiltIn.Nearest("ci"));
    }

    [Fact]
    public void An_own_environment_has_its_folder_and_the_strictest_verdicts_unless_it_says_otherwise()
    {
        EnvironmentCatalog catalog = Read("environments: { Demo: {}, ci: { like: testing, folders: [] } }");

        EnvironmentDefinition demo = catalog.Find("DEMO")!;
        Assert.Equal("demo", demo.Name);
        Assert.Equal(["base", "demo"], demo.Folders);
        Assert.Equal(EnvironmentKind.Production, demo.VerdictsLike);
        Assert.False(demo.IsBuiltIn);
        Assert.Equal(EnvironmentKind.Test, catalog.Find("ci")!.VerdictsLike);
        Assert.Empty(catalog.Find("ci")!.Folders);
        Assert.Equal("development, test, staging, production, demo, ci", catalog.Names);
    }

    [Fact]
    public void A_built_in_environment_may_change_its_folders_and_nothing_else()
    {
        EnvironmentDefinition staging = Read("environments: { stage: { folders: [base, demo] } }").Find("staging")!;
        Assert.Equal(["base", "demo"], staging.Folders);
        Assert.Equal(EnvironmentKind.Staging, staging.VerdictsLike);
        Assert.True(staging.IsBuiltIn);
    }

    [Fact]
    public void Development_and_test_are_equally_strict_and_below_staging_and_production()
    {
        EnvironmentDefinition Of(string name) => EnvironmentCatalog.BuiltIn.Find(name)!;

        Assert.False(Of("test").IsStricterThan(Of("development")));
        Assert.False(Of("development").IsStricterThan(Of("test")));
        Assert.True(Of("staging").IsStricterThan(Of("test")));
        Assert.True(Of("production").IsStricterThan(Of("staging")));
        Assert.False(Of("staging").IsStricterThan(Of("production")));
    }

    private static EnvironmentCatalog Read(string text) => ProjectFile.Parse(text, "furrow.yaml").Environments;
}
