using System.Collections.Immutable;
using Furrow.Safety;

namespace Furrow.Configuration;

/// <summary>Reads the <c>environments</c> section of furrow.yaml.</summary>
internal static class EnvironmentsReader
{
    public static EnvironmentCatalog Read(ConfigScope scope, ConfigNode? node)
    {
        EnvironmentCatalog catalog = EnvironmentCatalog.BuiltIn;
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (ConfigEntry entry in ConfigSection.EntriesOf(scope, "environments", node))
        {
            string name = EnvironmentName.Normalize(entry.Key);
            if (!EnvironmentName.IsValid(name))
                scope.Report(entry, $"an environment's name must be {EnvironmentName.Expected}");
            else if (!lines.TryAdd(name, entry.Line))
                scope.Report(entry, $"the environment '{name}' is already given on line {lines[name]}", "keep one");
            else
                catalog = catalog.With(ReadOne(scope, name, entry));
        }

        return catalog;
    }

    private static EnvironmentDefinition ReadOne(ConfigScope scope, string name, ConfigEntry entry)
    {
        ConfigSection section = ConfigSection.Open(scope, $"environments.{entry.Key}", entry.Value, "folders", "like");
        EnvironmentDefinition? builtIn = EnvironmentCatalog.BuiltIn.Find(name);
        ImmutableArray<string> folders = ReadFolders(scope, section) ?? builtIn?.Folders ?? ["base", name];
        return builtIn is null
            ? new(name, folders, ReadLike(section), IsBuiltIn: false)
            : KeepVerdicts(scope, section, builtIn with { Folders = folders });
    }

    /// <summary>Names that everybody knows must mean what everybody expects.</summary>
    private static EnvironmentDefinition KeepVerdicts(
        ConfigScope scope, ConfigSection section, EnvironmentDefinition builtIn)
    {
        if (section.Node("like") is { } like)
        {
            scope.Report(
                like,
                $"'{builtIn.Name}' is built in: its folders can be changed, its safety verdicts cannot",
                "remove 'like', or give the environment a name of its own");
        }

        return builtIn;
    }

    /// <summary>The strictest where the project does not say.</summary>
    private static EnvironmentKind ReadLike(ConfigSection section)
    {
        const string Expected = "one of development, test, staging, production";
        return section.Value("like", Expected, static (string text, out EnvironmentKind kind) =>
        {
            kind = EnvironmentName.KindOf(text) ?? EnvironmentKind.Production;
            return EnvironmentName.KindOf(text) is not null;
        })?.Value ?? EnvironmentKind.Production;
    }

    private static ImmutableArray<string>? ReadFolders(ConfigScope scope, ConfigSection section)
    {
        if (section.TextList("folders") is not { } listed) return null;

        var folders = ImmutableArray.CreateBuilder<string>();
        foreach (Located<string> folder in listed)
        {
            ConfigScalar at = new(folder.Value, folder.Line, folder.Column);
            if (folder.Value is "." or ".." || folder.Value.Any(c => c is '/' or '\\' || char.IsControl(c)))
                scope.Report(at, "an environment's folder must be a folder's name in the seeds folder, not a path");
            else if (folders.Contains(folder.Value))
                scope.Report(at, $"the folder '{folder.Value}' is listed twice");
            else
                folders.Add(folder.Value);
        }

        return folders.ToImmutable();
    }
}
