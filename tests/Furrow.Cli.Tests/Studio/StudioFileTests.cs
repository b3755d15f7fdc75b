using Furrow.Cli.Tests.Running;

namespace Furrow.Cli.Tests.Studio;

/// <summary>What is generated into files is what would have been generated into the database.</summary>
public sealed class StudioFileTests
{
    private static readonly string[] Medium = ["generate", "medium", "--as-of", StudioRules.AsOf];

    [Theory]
    [InlineData("sqlite", "csv")]
    [InlineData("sqlite", "json")]
    [InlineData("sqlite", "sql")]
    [InlineData("postgres", "csv")]
    [InlineData("postgres", "json")]
    [InlineData("postgres", "sql")]
    public async Task Files_leave_the_database_alone_and_bring_the_same_rows(string database, string format)
    {
        await using SampleProject project = await SampleProject.MigrateAsync("pilates", database);
        await project.RunAsync(Medium);
        string direct = await ExportAsync(project, "direct");
        await project.RunAsync("clear", "--yes");
        string files = Path.Combine(project.Folder, "rows");
        await project.RunAsync([.. Medium, "--format", format, "--out", files]);
        Assert.Equal("", await project.ReadTablesAsync("development"));
        await project.RunAsync("import", files, "--yes");
        Assert.Equal(direct, await ExportAsync(project, "imported"));
    }

    [Fact]
    public async Task Where_generating_is_refused_there_are_no_files_either()
    {
        await using SampleProject project = SampleProject.Copy("pilates", "sqlite");
        await project.RunAsync("migrate", "--env", "production", "--yes");
        string files = Path.Combine(project.Folder, "rows");
        CliResult result = await project.TryAsync(
            "generate", "light", "--format", "csv", "--out", files, "--env", "production", "--yes");
        Assert.Equal(ExitCode.Refused, result.ExitCode);
        Assert.False(Directory.Exists(files));
    }

    private static async Task<string> ExportAsync(SampleProject project, string name)
    {
        string folder = Path.Combine(project.Folder, name);
        await project.RunAsync("export", "--format", "csv", "--out", folder, "--include-sensitive");
        return string.Concat(Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetFileName(file)}\n{File.ReadAllText(file)}"));
    }
}
