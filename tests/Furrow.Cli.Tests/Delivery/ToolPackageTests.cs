using Furrow.Cli.Tests.Scripts;

namespace Furrow.Cli.Tests.Delivery;

/// <summary>The .NET tool, packed, installed from the packages alone and used.</summary>
public sealed class ToolPackageTests : IDisposable
{
    private readonly DeliveryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_packed_tool_installs_and_sets_a_project_up()
    {
        await _folder.CopySampleAsync();
        string packages = _folder.PathOf("packages");
        string pack = Path.Combine(SourceTree.Root, "build/pack");
        string packed = await DeliveryFolder.RunAsync(SourceTree.Root, $"'{pack}' '{packages}' Furrow.Cli");
        Assert.Equal(
            ["Furrow.Tool", "Furrow.Tool.any", "Furrow.Tool.linux-x64"],
            packed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(NameOf));

        // No configuration but this folder as the one source of packages, and no cache of an earlier installation.
        Dictionary<string, string?> environment = new() { ["NUGET_PACKAGES"] = _folder.PathOf("cache") };
        string tools = _folder.PathOf("tools");
        await DeliveryFolder.RunAsync(
            _folder.Project,
            $"dotnet tool install Furrow.Tool --tool-path '{tools}' --source '{packages}'",
            environment);

        string done = await DeliveryFolder.RunAsync(_folder.Project, $"'{tools}/furrow' setup");
        Assert.Contains("Applied 8 migrations and 18 seeds", done, StringComparison.Ordinal);
        await DeliveryFolder.RunAsync(_folder.Project, $"'{tools}/furrow' status --exit-code");
    }

    private static string NameOf(string path) =>
        Path.GetFileName(path).Split(".0.", 2)[0];
}
