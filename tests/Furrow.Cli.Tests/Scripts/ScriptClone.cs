namespace Furrow.Cli.Tests.Scripts;

/// <summary>
/// A directory with the repository's scripts, one source file and a <c>dotnet</c> that records its calls and "builds"
/// in no time. The path has spaces.
/// </summary>
internal sealed class ScriptClone : IDisposable
{
    private const string Dotnet = """
        #!/bin/sh
        clone=$(dirname "$0")/..
        echo "$*" >>"$clone/calls"
        case $1 in
            --list-sdks) cat "$clone/sdks" ;;
            --list-runtimes) cat "$clone/runtimes" ;;
            publish)
                while [ "$1" != -o ]; do shift; done
                sleep 0.2
                cp "$clone/src/Program.cs" "$2/Furrow.Cli.dll"
                if [ -e "$clone/after-publish" ]; then . "$clone/after-publish"; fi
                ;;
            *Furrow.Cli.dll)
                cat "$1"; shift
                pwd
                for argument; do echo "[$argument]"; done
                ;;
            *.Tests.dll)
                project=$(basename "$1" .dll)
                while [ "$1" != -xml ]; do shift; done
                . "$clone/tests/$project/run"
                ;;
        esac
        """;

    /// <summary>All that the scripts may count on besides dotnet.</summary>
    private static readonly string[] Tools =
    [
        "bash", "basename", "cat", "chmod", "cp", "dirname", "env", "find", "flock", "grep", "ls", "mkdir", "mkfifo",
        "mktemp", "mv", "perl", "ps", "readlink", "rm", "sed", "sh", "sha256sum", "shasum", "sleep", "sort",
        "touch", "tr",
        "xargs",
    ];

    private readonly string home = Directory.CreateTempSubdirectory("furrow scripts ").FullName;

    public ScriptClone()
    {
        Root = Path.Combine(home, "a clone");
        CopyScripts();
        Write("src/Program.cs", "version 1\n");
        Write("sdks", "8.0.100 [/somewhere]\n10.0.100 [/somewhere]\n");
        Write("runtimes", "Microsoft.NETCore.App 10.0.0 [/somewhere]\n");
        Write("bin/dotnet", Dotnet, executable: true);
        LinkTools();
    }

    public string Root { get; }

    public string Furrow => Path.Combine(Root, "furrow");

    /// <summary>How often dotnet was called with this first word.</summary>
    public int Calls(string verb) =>
        File.Exists(PathOf("calls")) ? File.ReadLines(PathOf("calls")).Count(line => line.Split(' ')[0] == verb) : 0;

    public string PathOf(string name) => Path.Combine(Root, name);

    public string MakeDirectory(string name) => Directory.CreateDirectory(Path.Combine(home, name)).FullName;

    public void Write(string name, string content, bool executable = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), content.ReplaceLineEndings("\n"));
        if (executable && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(PathOf(name), File.GetUnixFileMode(PathOf(name)) | UnixFileMode.UserExecute);
    }

    public Task<ScriptRun> RunFurrowAsync(params string[] arguments) => RunAsync(Furrow, home, arguments);

    public Task<ScriptRun> RunAsync(string program, string directory, params string[] arguments) =>
        ScriptRun.StartAsync(program, directory, arguments, new Dictionary<string, string?>
        {
            ["PATH"] = PathOf("bin") + Path.PathSeparator + PathOf("tools"),
            ["HOME"] = home,
            ["DOTNET_ROOT"] = Path.Combine(home, "nowhere"),
            ["FURROW_DOTNET_SEARCH"] = "",
            ["FURROW_TEST_POSTGRES"] = "postgres://nobody@127.0.0.1:1/none",
        });

    public void Dispose() => Directory.Delete(home, recursive: true);

    private void CopyScripts()
    {
        Directory.CreateDirectory(PathOf("build"));
        foreach (string script in Directory.GetFiles(Path.Combine(SourceTree.Root, "build"), "*.sh"))
            File.Copy(script, PathOf("build/" + Path.GetFileName(script)));
        foreach (string script in (string[])["furrow", "test"])
            File.Copy(Path.Combine(SourceTree.Root, script), PathOf(script));
    }

    private void LinkTools()
    {
        Directory.CreateDirectory(PathOf("tools"));
        string[] directories = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        foreach (string tool in Tools)
        {
            string? found = directories.Select(directory => Path.Combine(directory, tool)).FirstOrDefault(File.Exists);
            if (found is not null) File.CreateSymbolicLink(PathOf("tools/" + tool), found);
        }
    }
}
