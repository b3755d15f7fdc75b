using System.Collections.Immutable;

namespace Furrow.Seeds;

/// <summary>What a seed is written in.</summary>
public enum SeedKind
{
    /// <summary>Statements.</summary>
    Sql,

    /// <summary>Rows of one table.</summary>
    Csv,

    /// <summary>Rows of tables.</summary>
    Json,

    /// <summary>Rows of tables.</summary>
    Yaml,

    /// <summary>A class in C#.</summary>
    Cs,
}

/// <summary>When a seed that was applied is applied again.</summary>
public enum SeedPolicy
{
    /// <summary>Once per version; other content under the same version is drift. The default of sql and cs.</summary>
    Once,

    /// <summary>When its content or version changes.</summary>
    OnChange,

    /// <summary>Every time; never counts as pending.</summary>
    Always,

    /// <summary>
    /// When its content or version changes: missing rows are inserted, changed ones updated, by key. The default of
    /// csv, json and yaml.
    /// </summary>
    Upsert,
}

/// <summary>A seed as it lies in the folder, with its metadata read; its rows are not parsed yet.</summary>
public sealed record SeedFile
{
    /// <summary>Identity: <c>folder/file-without-extension</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The folder: <c>base</c>, <c>development</c>, …</summary>
    public required string Folder { get; init; }

    /// <summary>The file's full path.</summary>
    public required string Path { get; init; }

    /// <summary>The path to show: relative to the project, with forward slashes.</summary>
    public required string DisplayPath { get; init; }

    /// <summary>What it is written in.</summary>
    public required SeedKind Kind { get; init; }

    /// <summary>When it is applied again.</summary>
    public required SeedPolicy Policy { get; init; }

    /// <summary>Its version; default <c>1.0.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>What it is for; empty when not said.</summary>
    public string Description { get; init; } = "";

    /// <summary>Names of the seeds it needs applied before it.</summary>
    public ImmutableArray<string> Depends { get; init; } = [];

    /// <summary>Migration versions it needs applied before it.</summary>
    public ImmutableArray<string> Requires { get; init; } = [];

    /// <summary>The tables it says it writes, as written there; empty when not said.</summary>
    public ImmutableArray<string> Tables { get; init; } = [];

    /// <summary>Whether it reads secrets or services and so runs after every restore.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>
    /// Scripts that bring older versions up to this one (<c>NAME.from-1.0.0.sql</c>); empty when there are none.
    /// </summary>
    public ImmutableArray<SeedUpgrade> Upgrades { get; init; } = [];

    /// <summary>The script that takes it back (<c>NAME.down.sql</c>); null when there is none.</summary>
    public SeedDown? Down { get; init; }

    /// <summary>The whole text.</summary>
    public required string Text { get; init; }

    /// <summary>Its checksum (<see cref="Data.TextChecksum"/>).</summary>
    public required string Checksum { get; init; }

    /// <summary>The files that are compiled into each C# seed; empty for other kinds.</summary>
    public ImmutableArray<SeedSource> SharedSources { get; init; } = [];

    /// <summary>For a seed that is compiled into the application: that one; null for a file.</summary>
    public CompiledSeed? Compiled { get; init; }

    /// <summary>
    /// The numeric prefix of the file name; null without one. Prefixless seeds come last in their folder.
    /// </summary>
    public long? Prefix { get; init; }
}

/// <summary>A companion that takes a seed's rows back.</summary>
/// <param name="DisplayPath">The path to show.</param>
/// <param name="Text">The whole script.</param>
public sealed record SeedDown(string DisplayPath, string Text);

/// <summary>A companion that upgrades a seed's rows from an older version.</summary>
/// <param name="From">The version that it starts from.</param>
/// <param name="DisplayPath">The path to show.</param>
/// <param name="Text">The whole script.</param>
public sealed record SeedUpgrade(SeedVersion From, string DisplayPath, string Text);
