using Furrow.Errors;

namespace Furrow.Scripting.Compiling;

/// <summary>
/// The assemblies of the runtime that this process runs on. They serve the compiler as well as a development kit's
/// reference assemblies do, which a production machine has not.
/// </summary>
internal static class FrameworkAssemblies
{
    /// <summary>Where the runtime's own assemblies are; null where they are part of a single file.</summary>
    public static string? Folder => typeof(object).Assembly.Location is { Length: > 0 } core
        ? Path.GetDirectoryName(core)
        : null;

    /// <summary>Their full paths.</summary>
    /// <exception cref="FurrowException">Code <c>seed.invalid</c>: the runtime has no files.</exception>
    public static IEnumerable<string> Paths()
    {
        string folder = Folder ?? throw new FurrowException(
            ErrorCode.SeedInvalid, "C# seeds cannot be compiled by a program that is published as a single file.")
        {
            Hint = "Publish it without PublishSingleFile, or compile the seeds into it with Furrow.Generators.",
        };
        string listed = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        return listed.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => string.Equals(Path.GetDirectoryName(path), folder, StringComparison.Ordinal));
    }
}
