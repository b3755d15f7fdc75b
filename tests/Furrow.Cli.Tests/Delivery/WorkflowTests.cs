using Furrow.Cli.Tests.Fire;
using Furrow.Cli.Tests.Scripts;
using YamlDotNet.RepresentationModel;

namespace Furrow.Cli.Tests.Delivery;

/// <summary>The workflow that people copy: its steps, run in its environment on a new production database.</summary>
public sealed class WorkflowTests : IDisposable
{
    private readonly DeliveryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Its_steps_bring_a_production_database_up_to_date_and_find_nothing_left()
    {
        await _folder.CopySampleAsync();
        await using PostgresFireDatabase database = new();
        await database.CreateAsync();
        YamlMappingNode job = ReadJob();
        Dictionary<string, string?> environment = ((YamlMappingNode)job["env"]).Children
            .ToDictionary(pair => pair.Key.ToString(), pair => (string?)pair.Value.ToString());
        Assert.Equal("${{ secrets.DATABASE_URL }}", environment["DATABASE_URL"]);
        environment["DATABASE_URL"] = database.Url;
        environment["PATH"] = $"{SourceTree.Root}:{Environment.GetEnvironmentVariable("PATH")}";

        string[] commands = [.. Commands(job)];
        Assert.Equal("dotnet tool install --global Furrow.Tool", commands[0]);
        Assert.Equal(["furrow migrate --force", "furrow seed --yes", "furrow status --exit-code"], commands[1..]);
        foreach (string command in commands[1..])
        {
            await DeliveryFolder.RunAsync(_folder.Project, command, environment);
        }

        string again = await DeliveryFolder.RunAsync(_folder.Project, "furrow status --json", environment);
        Assert.Contains("\"stamp\":\"production\"", again, StringComparison.Ordinal);
    }

    private static YamlMappingNode ReadJob()
    {
        YamlStream yaml = [];
        using StreamReader reader = new(Path.Combine(SourceTree.Root, "deploy/workflow/database.yml"));
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode["jobs"]["update"];
    }

    private static IEnumerable<string> Commands(YamlMappingNode job) =>
        from YamlMappingNode step in (YamlSequenceNode)job["steps"]
        where step.Children.ContainsKey("run")
        select step["run"].ToString();
}
