using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Data;
using Furrow.Errors;
using Furrow.Scenarios.Reading;

namespace Furrow.Scenarios;

/// <summary>The scenarios of a project: the <c>.yaml</c> files of its folder, by name.</summary>
public static class ScenarioFolder
{
    private static readonly string[] Extensions = [".yaml", ".yml"];

    /// <summary>Every scenario; none where the folder is missing.</summary>
    /// <exception cref="FurrowException">Code <c>scenario.invalid</c>: a file cannot be read as one.</exception>
    public static async Task<ImmutableArray<Scenario>> ReadAsync(
        ProjectConfiguration configuration, CancellationToken cancellationToken)
    {
        ImmutableArray<Scenario>.Builder scenarios = ImmutableArray.CreateBuilder<Scenario>();
        foreach (string path in Files(configuration))
        {
            scenarios.Add(await ReadAsync(configuration, path, cancellationToken));
        }

        return scenarios.ToImmutable();
    }

    /// <summary>The scenarios' names, without reading the files.</summary>
    public static ImmutableArray<string> Names(ProjectConfiguration configuration) =>
        [.. Files(configuration).Select(path => Path.GetFileNameWithoutExtension(path))];

    /// <summary>The scenario of that name; null where there is none.</summary>
    public static async Task<Scenario?> FindAsync(
        ProjectConfiguration configuration, string name, CancellationToken cancellationToken) =>
        Files(configuration).FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == name) is { } found
            ? await ReadAsync(configuration, found, cancellationToken)
            : null;

    private static async Task<Scenario> ReadAsync(
        ProjectConfiguration configuration, string path, CancellationToken cancellationToken) => ScenarioReader.Read(
        Path.GetFileNameWithoutExtension(path),
        Path.GetRelativePath(configuration.Directory, path).Replace('\\', '/'),
        await TextFile.ReadAsync(path, cancellationToken));

    private static string[] Files(ProjectConfiguration configuration)
    {
        if (!Directory.Exists(configuration.ScenariosDirectory))
        {
            return [];
        }

        string[] files =
        [
            .. Directory.EnumerateFiles(configuration.ScenariosDirectory)
                .Where(path => Extensions.Contains(Path.GetExtension(path), StringComparer.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
        string? twice = files.GroupBy(Path.GetFileNameWithoutExtension, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null
            ? files
            : throw new FurrowException(
                ErrorCode.ScenarioInvalid,
                $"There are two files for the scenario {twice}: {twice}.yaml and {twice}.yml.")
            {
                Hint = "Keep one of them.",
            };
    }
}
