using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Scenarios;
using Furrow.Seeds;
using Furrow.Snapshots;

namespace Furrow.Cli.Completion;

/// <summary>
/// What a project offers to complete: names of seeds, environments and snapshots, from its files alone.
/// </summary>
internal sealed record SuggestedValues(
    ImmutableArray<string> Seeds, ImmutableArray<string> Environments, ImmutableArray<string> Snapshots)
{
    /// <summary>Nothing: no completion is asked for.</summary>
    public static SuggestedValues None { get; } = new([], [], []);

    /// <summary>The scenarios, whose parameters are options. Default none.</summary>
    public ImmutableArray<Scenario> Scenarios { get; init; } = [];

    /// <summary>The names of all presets.</summary>
    public IEnumerable<string> Presets =>
        Scenarios.SelectMany(scenario => scenario.Presets).Select(preset => preset.Name).Append("custom")
            .Distinct(StringComparer.Ordinal);

    /// <summary>
    /// Reads only what the command line of <c>generate</c> is made of; nothing where there is no project, or its files
    /// are wrong: the command itself says so.
    /// </summary>
    public static async Task<SuggestedValues> ReadScenariosAsync(
        string? directory, CliHost host, CancellationToken cancellationToken)
    {
        try
        {
            await using FurrowProject project = await OpenAsync(directory, host, cancellationToken);
            return None with
            {
                Scenarios = await project.ReadScenariosAsync(cancellationToken),
            };
        }
        catch (FurrowException)
        {
            return None;
        }
    }

    /// <summary>Reads the project that the typed line is about; nothing where there is none.</summary>
    public static async Task<SuggestedValues> ReadAsync(
        SuggestRequest request, CliHost host, CancellationToken cancellationToken)
    {
        try
        {
            await using FurrowProject project = await OpenAsync(request.Directory(), host, cancellationToken);
            ProjectConfiguration configuration = project.Configuration;
            return new SuggestedValues(
                [.. (await ReadSeedsAsync(configuration, cancellationToken)).Select(seed => seed.Name)],
                [.. configuration.Environments.All.Select(environment => environment.Name)],
                [.. new SnapshotFolder(configuration.SnapshotsDirectory, path => path).Names()])
            {
                Scenarios = await project.ReadScenariosAsync(cancellationToken),
            };
        }
        catch (FurrowException)
        {
            return None;
        }
    }

    private static Task<FurrowProject> OpenAsync(
        string? directory, CliHost host, CancellationToken cancellationToken)
    {
        string start = Path.GetFullPath(directory ?? ".", host.CurrentDirectory);
        return FurrowProject.OpenAsync(
            directory is null ? ProjectDirectory.Find(start) : ProjectDirectory.At(start),
            options =>
            {
                host.UseProviders(options);
                options.Variables = host.Variables;
            },
            cancellationToken);
    }

    private static Task<IReadOnlyList<SeedFile>> ReadSeedsAsync(
        ProjectConfiguration configuration, CancellationToken cancellationToken) =>
        SeedFolder.ReadAsync(
            configuration.SeedsDirectory,
            path => path,
            new Lazy<ISeedCompiler>(static () => new UnreadCode()),
            cancellationToken);

    /// <summary>Names are all that is completed: no seed is read for them.</summary>
    private sealed class UnreadCode : ISeedCompiler
    {
        public ImmutableArray<MetadataEntry> ReadInfo(SeedSource source, CancellationToken cancellationToken) => [];

        public ISeedCode Compile(SeedCompilation compilation, CancellationToken cancellationToken) =>
            throw new NotSupportedException("Completion runs no seeds.");
    }
}
