using Furrow.Configuration;
using Furrow.Seeds.LockFile;
using Furrow.Seeds.Secrets;
using Furrow.Sensitive.Secrets;

namespace Furrow.Tests.Docs;

/// <summary>Holds docs/checking.md against seeds.lock and the search for secrets.</summary>
public sealed class CheckingPageTests
{
    private static readonly DocPage Page = DocPage.Read("checking.md");

    [Fact]
    public void The_example_of_a_lock_is_what_furrow_writes()
    {
        string text = Assert.Single(Page.BlocksIn("")).Text;
        Assert.Equal(text, SeedLock.Parse(text).Write());
        Assert.Equal(2, SeedLock.Parse(text).Entries.Length);
    }

    [Fact]
    public void The_example_of_settings_allows_a_seed() => Assert.Equal(
        ["base/05_demo_keys"],
        ConfigurationResolver.Resolve(Given(Assert.Single(Page.BlocksIn("yaml")).Text)).Seeds.AllowSecrets);

    [Fact]
    public void Names_count_as_the_page_says()
    {
        string list = Page.Text[Page.Text.IndexOf("The last word of a name counts", StringComparison.Ordinal)..];
        string[] halves = list[..list.IndexOf(".\n", StringComparison.Ordinal)].Split("but not");
        Assert.All(DocPage.Codes(halves[0]), name => Assert.NotEqual(SecretNameKind.None, SecretName.KindOf(name)));
        Assert.All(DocPage.Codes(halves[1]), name => Assert.Equal(SecretNameKind.None, SecretName.KindOf(name)));
    }

    [Fact]
    public void Placeholders_are_those_of_the_page()
    {
        string[] placeholders = ["", "***", "!", "disabled", "${NAME}", "<name>"];
        Assert.All(placeholders, text => Assert.Null(SecretValue.Judge(SecretNameKind.Password, text)));
        Assert.All(placeholders.Skip(1), text => Assert.Contains($"`{text}`", Page.Text, StringComparison.Ordinal));
        Assert.Equal(SecretKind.Password, SecretValue.Judge(SecretNameKind.Password, "changeme"));
        Assert.Null(SecretValue.Judge(SecretNameKind.Password, "ab"));
    }

    private static ConfigurationSources Given(string yaml) => new()
    {
        Directory = "/projects/studio",
        ProjectFileText = yaml,
        DotEnvText = null,
        Variables = new Dictionary<string, string>(StringComparer.Ordinal),
        Overrides = ProjectOverrides.None,
    };
}
