using System.Collections.Immutable;
using System.IO.Enumeration;
using Furrow.Data;

namespace Furrow.Migrations.Formats;

/// <summary>A file or folder that lies in the migrations folder.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Name">Its name.</param>
/// <param name="Children">The names of what lies in it, in order; null for a file.</param>
internal sealed record FolderEntry(string Path, string Name, ImmutableArray<string>? Children)
{
    /// <summary>Whether it is a folder with this file in it.</summary>
    public bool Holds(string child) => Children is { } names && names.Contains(child, StringComparer.Ordinal);

    /// <summary>
    /// What lies in a folder, in order of name, without what is hidden or ignored. What cannot be listed is reported.
    /// </summary>
    public static IReadOnlyList<FolderEntry> List(
        string folder, ImmutableArray<string> ignore, FolderProblems problems) =>
    [
        .. Names(folder, problems)
            .Where(name => !name.StartsWith('.') && !IsIgnored(name, ignore))
            .Select(name => Of(System.IO.Path.Combine(folder, name), name, problems)),
    ];

    private static FolderEntry Of(string path, string name, FolderProblems problems) =>
        new(path, name, Directory.Exists(path) ? [.. Names(path, problems)] : null);

    private static IEnumerable<string> Names(string folder, FolderProblems problems)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFileSystemEntries(folder)
                    .Select(path => System.IO.Path.GetFileName(path))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (TextFile.IsUnreadable(e))
        {
            problems.Report(folder, $"cannot be read: {e.Message}");
            return [];
        }
    }

    private static bool IsIgnored(string name, ImmutableArray<string> ignore) =>
        ignore.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));
}
