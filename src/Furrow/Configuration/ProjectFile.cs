using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Furrow.Providers;

namespace Furrow.Configuration;

/// <summary>What furrow.yaml says, checked and typed. What it does not say is null or has its default.</summary>
public sealed record ProjectFile
{
    /// <summary>The file's name in a project.</summary>
    public const string FileName = "furrow.yaml";

    /// <summary>The file, as errors name it.</summary>
    public required string Path { get; init; }

    /// <summary>The project's name.</summary>
    public Located<string>? Name { get; init; }

    /// <summary>The database's text, variables filled in; may hold a password.</summary>
    public Located<string>? Database { get; init; }

    /// <summary>The environment, as written.</summary>
    public Located<string>? Environment { get; init; }

    /// <summary>The built-in environments and the project's own.</summary>
    public EnvironmentCatalog Environments { get; init; } = EnvironmentCatalog.BuiltIn;

    /// <summary>The schema of furrow's own tables.</summary>
    public Located<string>? StateSchema { get; init; }

    /// <summary>The user schemas; null for all but the system's.</summary>
    public ImmutableArray<string>? Schemas { get; init; }

    /// <summary>Which kind of lock PostgreSQL uses.</summary>
    public Located<LockKind>? Lock { get; init; }

    /// <summary>The <c>migrations</c> section.</summary>
    public MigrationsSettings Migrations { get; init; } = new();

    /// <summary>The <c>seeds</c> section.</summary>
    public SeedsSettings Seeds { get; init; } = new();

    /// <summary>The <c>scenarios</c> section.</summary>
    public ScenariosSettings Scenarios { get; init; } = new();

    /// <summary>The <c>snapshots</c> section.</summary>
    public SnapshotsSettings Snapshots { get; init; } = new();

    /// <summary>The <c>setup</c> section.</summary>
    public SetupSettings Setup { get; init; } = new();

    /// <summary>The <c>sensitive</c> section, in the order of the file.</summary>
    public ImmutableArray<SensitiveColumn> Sensitive { get; init; } = [];

    /// <summary>The <c>hooks</c> section.</summary>
    public HooksSettings Hooks { get; init; } = new();

    /// <summary>How events are written.</summary>
    public Located<LogFormat>? LogFormat { get; init; }

    /// <summary>The file that also gets every event, as written.</summary>
    public Located<string>? LogFile { get; init; }

    /// <summary>Reads the text of a furrow.yaml. An empty one is fine.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The file, as errors name it.</param>
    /// <param name="variables">What <c>${NAME}</c> stands for; none by default.</param>
    /// <param name="settledElsewhere">
    /// Keys that a stronger source gives (<c>database</c>, <c>environment</c>, <c>log.format</c>, <c>log.file</c>):
    /// what the file says there is neither filled in nor checked.
    /// </param>
    /// <exception cref="Errors.FurrowException">
    /// Code <c>config.invalid</c>, with every problem of the file: the first one's place in
    /// <see cref="Errors.FurrowException.File"/>, Line and Column, and all of them in Detail when there are several.
    /// </exception>
    public static ProjectFile Parse(
        string text,
        string path,
        IReadOnlyDictionary<string, string>? variables = null,
        IReadOnlySet<string>? settledElsewhere = null)
    {
        var problems = new ConfigProblems();
        var scope = new ConfigScope(
            path,
            problems,
            variables ?? ReadOnlyDictionary<string, string>.Empty,
            settledElsewhere ?? ReadOnlySet<string>.Empty);

        ConfigNode? root = ConfigTreeReader.Read(text, path, problems);
        ProjectFile file = ProjectFileReader.Read(scope, root);
        problems.ThrowIfAny();
        return file;
    }

    /// <summary>The file's name: its values may hold secrets.</summary>
    public override string ToString() => Path;
}
