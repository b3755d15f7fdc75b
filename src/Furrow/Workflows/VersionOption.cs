using Furrow.Errors;
using Furrow.Migrations;

namespace Furrow.Workflows;

/// <summary>A migration's version as it is typed.</summary>
internal static class VersionOption
{
    /// <summary>Reads it; null for null.</summary>
    /// <param name="name">The option or argument.</param>
    /// <param name="text">What was typed.</param>
    /// <exception cref="FurrowException">Code <c>usage</c>: it is no version.</exception>
    public static MigrationVersion? Parse(string name, string? text)
    {
        if (text is null)
        {
            return null;
        }

        return MigrationVersion.TryParse(text, out MigrationVersion? version) ? version : throw new FurrowException(
            ErrorCode.Usage, $"{name} is '{text}'; expected a migration's version, digits only.");
    }

    /// <summary>Refuses a version that no file has.</summary>
    /// <exception cref="FurrowException">Code <c>usage</c>.</exception>
    public static void RefuseUnknown(string name, MigrationVersion? version, MigrationSet files)
    {
        if (version is not null && files.Versioned.All(file => file.Version != version))
        {
            throw new FurrowException(ErrorCode.Usage, $"{name} {version} is no version of this project.")
            {
                Hint = files.Versioned.Length == 0
                    ? "There are no migrations."
                    : $"Versions run from {files.Versioned[0].Version} to {files.Versioned[^1].Version}; "
                        + "`furrow list` shows them.",
            };
        }
    }
}
