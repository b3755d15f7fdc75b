using System.Text;
using Furrow.Errors;
using Furrow.Configuration;

namespace Furrow.Tests.Configuration;

public sealed class ProjectDirectoryTests : IDisposable
{
    private static readonly Dictionary<string, string> NoVariables = [];

    private readonly string _root = Directory.CreateTempSubdirectory("furrow-project-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_project_is_found_from_below()
    {
        string below = Directory.CreateDirectory(Path.Combine(_root, "seeds", "base")).FullName;
        Write("furrow.yaml", "");
        Assert.Equal(_root, ProjectDirectory.Find(below));
        Assert.Equal(_root, ProjectDirectory.Find(_root + "/"));
        Assert.Equal(_root, ProjectDirectory.At(_root + "/."));
    }

    [Fact]
    public void The_nearest_project_is_the_one()
    {
        Write("furrow.yaml", "");
        Write("inner/furrow.yaml", "");
        Assert.Equal(Path.Combine(_root, "inner"), ProjectDirectory.Find(Path.Combine(_root, "inner")));
    }

    [Fact]
    public void A_named_directory_is_taken_exactly()
    {
        Write("furrow.yaml", "");
        string below = Directory.CreateDirectory(Path.Combine(_root, "below")).FullName;
        FurrowException e = Assert.Throws<FurrowException>(() => ProjectDirectory.At(below));
        Assert.Equal((ErrorCode.ConfigInvalid, $"no furrow.yaml in {below}"), (e.Code, e.Message));
        Assert.Contains("furrow init", e.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_is_no_project_the_remedy_is_named()
    {
        FurrowException e = Assert.Throws<FurrowException>(() => ProjectDirectory.Find(_root));
        Assert.Equal((ErrorCode.ConfigInvalid, $"no furrow.yaml in {_root} or above"), (e.Code, e.Message));
        Assert.Contains("furrow init", e.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing", "does not exist")]
    [InlineData("furrow.yaml", "is a file, not a directory")]
    public void A_directory_that_is_none_is_said(string name, string message)
    {
        Write("furrow.yaml", "");
        string path = Path.Combine(_root, name);
        foreach (Func<string, string> find in (Func<string, string>[])[ProjectDirectory.At, ProjectDirectory.Find])
        {
            FurrowException e = Assert.Throws<FurrowException>(() => find(path));
            Assert.Contains(message, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Files_are_read_and_resolved()
    {
        Write("furrow.yaml", "\uFEFFname: studio\r\nenvironment: ${E}\r\n");
        Write(".env", "\uFEFFE=test\r\n");
        ProjectConfiguration configuration = await LoadAsync();
        Assert.Equal(("studio", "test"), (configuration.Name.Value, configuration.Environment.Value.Name));
        Assert.Equal(Path.Combine(_root, ".furrow", "studio.db"), configuration.Database.Value.Path);
    }

    [Fact]
    public async Task A_folder_called_dot_env_is_not_a_file_of_variables()
    {
        Write("furrow.yaml", "");
        Write(".env/pyvenv.cfg", "");
        Assert.Equal(SettingSource.Default, (await LoadAsync()).Database.Source);
    }

    [Fact]
    public async Task A_project_file_that_is_a_directory_is_said()
    {
        Directory.CreateDirectory(Path.Combine(_root, "furrow.yaml"));
        Assert.Equal(_root, ProjectDirectory.At(_root));
        FurrowException e = await RefusedAsync();
        Assert.Equal("furrow.yaml cannot be read: it is a directory", e.Message);
        Assert.Equal("furrow.yaml", e.File);
    }

    [Fact]
    public async Task A_project_file_that_is_a_dangling_link_is_said()
    {
        File.CreateSymbolicLink(Path.Combine(_root, "furrow.yaml"), "nowhere.yaml");
        Assert.Equal(_root, ProjectDirectory.Find(_root));
        FurrowException e = await RefusedAsync();
        Assert.StartsWith("furrow.yaml cannot be read: it does not exist, or", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("furrow.yaml")]
    [InlineData(".env")]
    public async Task A_file_that_is_not_UTF_8_is_said_with_the_line(string name)
    {
        Write("furrow.yaml", "");
        await File.WriteAllBytesAsync(
            Path.Combine(_root, name), [.. Encoding.ASCII.GetBytes("# one\n# two\n# caf"), 0xE9, (byte)'\n'],
            TestContext.Current.CancellationToken);
        FurrowException e = await RefusedAsync();
        Assert.Equal($"{name} cannot be read: line 3 is not UTF-8", e.Message);
        Assert.Equal((name, 3), (e.File, e.Line));
    }

    [Fact]
    public async Task A_file_of_absurd_size_is_refused()
    {
        Write("furrow.yaml", new string('#', (1 << 20) + 1));
        Assert.Equal("furrow.yaml is larger than 1024 KiB", (await RefusedAsync()).Message);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_said()
    {
        // Built by hand: the administrator may read everything, so a real file proves nothing when tests run as one.
        FurrowException e = ConfigurationText.Unreadable("furrow.yaml", new UnauthorizedAccessException(), false);
        Assert.Equal((ErrorCode.ConfigInvalid, "furrow.yaml cannot be read: permission denied"), (e.Code, e.Message));
    }

    private void Write(string name, string text)
    {
        string path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private Task<ProjectConfiguration> LoadAsync() =>
        ProjectLoader.LoadAsync(_root, NoVariables, ProjectOverrides.None, TestContext.Current.CancellationToken);

    private Task<FurrowException> RefusedAsync() => Assert.ThrowsAsync<FurrowException>(LoadAsync);
}
