using Furrow.Errors;

namespace Furrow.Configuration;

/// <summary>Finds the directory of a project: the one that holds furrow.yaml.</summary>
public static class ProjectDirectory
{
    /// <summary>The nearest project at or above a directory, as a full path: for somebody who names none.</summary>
    /// <exception cref="FurrowException">Code <c>config.invalid</c>: there is none, or no such directory.</exception>
    public static string Find(string startDirectory)
    {
        string start = Existing(startDirectory);
        for (string? at = start; at is not null; at = Path.GetDirectoryName(at))
        {
            if (IsProject(at)) return at;
        }

        throw new FurrowException(ErrorCode.ConfigInvalid, $"no {ProjectFile.FileName} in {start} or above")
        {
            Hint = "change into a project, name one with -C DIR, or make one here with: furrow init",
        };
    }

    /// <summary>Exactly this directory, as a full path: what somebody means who names it with <c>-C</c>.</summary>
    /// <exception cref="FurrowException">Code <c>config.invalid</c>: it is no project, or does not exist.</exception>
    public static string At(string directory)
    {
        string full = Existing(directory);
        if (IsProject(full)) return full;

        throw new FurrowException(ErrorCode.ConfigInvalid, $"no {ProjectFile.FileName} in {full}")
        {
            Hint = $"check the directory, or make a project there with: furrow init -C {directory}",
        };
    }

    private static string Existing(string directory)
    {
        string full = directory.Length == 0 ? "" : Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (Directory.Exists(full)) return full;

        string found = File.Exists(full) ? "is a file, not a directory" : "does not exist or cannot be entered";
        throw new FurrowException(ErrorCode.ConfigInvalid, $"the project directory '{directory}' {found}")
        {
            Hint = "name a directory that holds furrow.yaml",
        };
    }

    /// <summary>Anything of that name counts: a furrow.yaml that cannot be read must not be passed over.</summary>
    private static bool IsProject(string directory)
    {
        string path = Path.Combine(directory, ProjectFile.FileName);
        return Path.Exists(path) || new FileInfo(path).LinkTarget is not null;
    }
}
