using System.Text.Json;
using Furrow.Cli.Tests.Scripts;

namespace Furrow.Cli.Tests.Delivery;

/// <summary>
/// The Dockerfile's own commands, run outside of a container with the image's paths below a folder: what it builds is
/// there, starts from anywhere, and its command sets a project up.
/// </summary>
public sealed class DockerfileTests : IDisposable
{
    private readonly DeliveryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Its_steps_build_an_image_whose_command_sets_a_project_up()
    {
        await _folder.CopySampleAsync();
        string image = _folder.PathOf("image");
        Directory.CreateDirectory(Path.Combine(image, "opt"));
        Directory.CreateDirectory(Path.Combine(image, "usr/local/bin"));
        string[] lines = await File.ReadAllLinesAsync(
            Path.Combine(SourceTree.Root, "deploy/docker/Dockerfile"), TestContext.Current.CancellationToken);

        foreach (string step in lines.Where(line => line.StartsWith("RUN ", StringComparison.Ordinal)))
        {
            await DeliveryFolder.RunAsync(SourceTree.Root, Inside(image, step["RUN ".Length..]));
        }

        string[] command = JsonSerializer.Deserialize<string[]>(
            lines.Single(line => line.StartsWith("CMD ", StringComparison.Ordinal))["CMD ".Length..])!;
        Assert.Equal(["furrow", "setup", "--yes"], command);
        Dictionary<string, string?> environment = new()
        {
            ["PATH"] = $"{image}/usr/local/bin:{Environment.GetEnvironmentVariable("PATH")}",
            ["HOME"] = "/nowhere",
        };
        string done = await DeliveryFolder.RunAsync(_folder.Project, string.Join(' ', command), environment);
        Assert.Contains("Applied 8 migrations and 18 seeds", done, StringComparison.Ordinal);
    }

    [Fact]
    public void What_it_copies_from_its_first_stage_is_what_that_stage_makes()
    {
        string text = File.ReadAllText(Path.Combine(SourceTree.Root, "deploy/docker/Dockerfile"));
        Assert.Contains("COPY --from=build /opt/furrow /opt/furrow", text, StringComparison.Ordinal);
        Assert.Contains("USER $APP_UID", text, StringComparison.Ordinal);
        Assert.Equal(1, text.Split("WORKDIR /project\n").Length - 1);
    }

    private static string Inside(string image, string step) => step
        .Replace(" /opt/", $" {image}/opt/", StringComparison.Ordinal)
        .Replace(" /usr/", $" {image}/usr/", StringComparison.Ordinal);
}
