using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Data;
using Furrow.Errors;
using Furrow.Scenarios.Reading;

namespace Furrow.Scenarios;

/// <summary>
/// The scenarios of a project by name: the <c>.yaml</c> and <c>.cs</c> files of its folder, and those compiled into the
/// application.
/// </summary>
public static class ScenarioFolder
{
    private const string CodeExtension = ".cs";

    private static readonly string[] Extensions = [".yaml", ".yml", CodeExtension];

    /// <summary>Every scenario; none where the folder is missing. Runs nothing of those in C#.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>scenario.invalid</c>: a file cannot be read as one, or two have one name.
    /// </exception>
    public static async Task<ImmutableArray<Scenario>> ReadAsync(
        ProjectConfiguration configuration, ScenarioSurroundings surroundings, CancellationToken cancellationToken)
    {
        string[] files = Files(configuration);
        RefuseNamesakes(configuration, files, surroundings.Compiled);
        CodeScenarios code = new(configuration, surroundings);
        List<Scenario> scenarios = [.. surroundings.Compiled.Select(CodeScenarios.Describe)];
        foreach (string path in files)
        {
            string name = Path.GetFileNameWithoutExtension(path);
            string shown = Show(configuration, path);
            string text = await ReadTextAsync(configuration, path, cancellationToken);
            scenarios.Add(Path.GetExtension(path) == CodeExtension
                ? await code.ReadAsync(name, new ScenarioSource(shown, text), cancellationToken)
                : ScenarioReader.Read(name, shown, text));
        }

        return [.. scenarios.OrderBy(scenario => scenario.Name, StringComparer.Ordinal)];
    }

    /// <summary>A path as messages show it.</summary>
    internal static string Show(ProjectConfiguration configuration, string path) =>
        Path.GetRelativePath(configuration.Directory, path).Replace('\\', '/');

    /// <summary>The text of a file of scenarios.</summary>
    /// <exception cref="FurrowException">Code <c>scenario.invalid</c>: the file cannot be read as text.</exception>
    internal static async Task<string> ReadTextAsync(
        ProjectConfiguration configuration, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await TextFile.ReadAsync(path, cancellationToken);
        }
        catch (Exception exception) when (TextFile.IsUnreadable(exception))
        {
            bool isText = exception is not InvalidDataException;
            string message = $"The file cannot be read: {exception.Message.TrimEnd('.')}.";
            throw new FurrowException(ErrorCode.ScenarioInvalid, message, exception)
            {
                File = Show(configuration, path),
                Hint = isText ? "Let this user read it, or move it away." : "Save it as UTF-8, or move it away.",
            };
        }
    }

    /// <summary>Whether a file or folder holds what scenarios in C# share.</summary>
    internal static bool IsShared(string path) => Path.GetFileName(path).StartsWith('_');

    private static string[] Files(ProjectConfiguration configuration) =>
        !Directory.Exists(configuration.ScenariosDirectory) ? [] :
        [
            .. Directory.EnumerateFiles(configuration.ScenariosDirectory)
                .Where(path => Extensions.Contains(Path.GetExtension(path), StringComparer.Ordinal)
                    && !(Path.GetExtension(path) == CodeExtension && IsShared(path)))
                .Order(StringComparer.Ordinal),
        ];

    private static void RefuseNamesakes(
        ProjectConfiguration configuration, string[] files, IReadOnlyList<CompiledScenario> compiled)
    {
        IGrouping<string, string>? twice = files
            .Select(path => (Name: Path.GetFileNameWithoutExtension(path), Shown: Show(configuration, path)))
            .Concat(compiled.Select(scenario => (scenario.Name, Shown: "one that is compiled into the application")))
            .GroupBy(place => place.Name, place => place.Shown, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new FurrowException(
                ErrorCode.ScenarioInvalid,
                $"The scenario {twice.Key} is there {twice.Count()} times: {string.Join(" and ", twice)}.")
            {
                Hint = "Keep one of them, or rename the others.",
            };
        }
    }
}
