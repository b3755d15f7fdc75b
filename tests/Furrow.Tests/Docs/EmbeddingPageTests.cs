using System.Reflection;

namespace Furrow.Tests.Docs;

/// <summary>Holds the tables of docs/embedding.md against the types that hosts use.</summary>
public sealed class EmbeddingPageTests
{
    private static readonly DocPage Page = DocPage.Read("embedding.md");

    [Fact]
    public void The_methods_are_those_of_the_project()
    {
        IEnumerable<string> actual = typeof(FurrowProject)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName && method.Name != nameof(IAsyncDisposable.DisposeAsync))
            .Select(method => method.Name);
        Assert.Equal(actual, Page.Table("method", "does").Column("method").SelectMany(DocPage.Codes));
    }

    [Fact]
    public void The_options_are_those_that_a_host_may_set() => Assert.Equal(
        typeof(FurrowOptions).GetProperties().Select(property => property.Name),
        Page.Table("option", "default", "meaning").Column("option").SelectMany(DocPage.Codes));

    [Fact]
    public void The_waiting_times_are_the_defaults()
    {
        FurrowOptions options = new();
        DocTable table = Page.Table("option", "default", "meaning");
        Assert.Equal($"{options.LockTimeout.TotalSeconds} s", table.Rows.Single(row => row[0] == "`LockTimeout`")[1]);
        Assert.Equal($"{options.ConnectWait.TotalSeconds} s", table.Rows.Single(row => row[0] == "`ConnectWait`")[1]);
    }
}
