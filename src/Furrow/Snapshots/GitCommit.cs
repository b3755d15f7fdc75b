namespace Furrow.Snapshots;

/// <summary>Which commit a directory has checked out, from git's own files: git need not be installed.</summary>
public static class GitCommit
{
    private const string RefPrefix = "ref: ";
    private const int HashLengthMin = 40;
    private const int LinksMax = 5;

    /// <summary>The commit's hash in hex; null outside of a repository, and before its first commit.</summary>
    public static string? Find(string directory)
    {
        try
        {
            for (string? at = Path.GetFullPath(directory); at is not null; at = Path.GetDirectoryName(at))
            {
                if (GitDirectory(Path.Combine(at, ".git")) is { } git)
                {
                    return Read(git);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A name without the commit is better than no snapshot.
        }

        return null;
    }

    // In a worktree and in a submodule `.git` is a file that says where the directory is.
    private static string? GitDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            return path;
        }

        const string Prefix = "gitdir: ";
        string? line = File.Exists(path) ? FirstLine(path) : null;
        return line?.StartsWith(Prefix, StringComparison.Ordinal) == true
            ? Path.GetFullPath(line[Prefix.Length..], Path.GetDirectoryName(path)!)
            : null;
    }

    private static string? Read(string git)
    {
        string shared = Path.Combine(git, "commondir") is var common && File.Exists(common)
            ? Path.GetFullPath(FirstLine(common) ?? ".", git)
            : git;
        string? value = FirstLine(Path.Combine(git, "HEAD"));
        for (int link = 0; link < LinksMax && value is not null; link++)
        {
            if (!value.StartsWith(RefPrefix, StringComparison.Ordinal))
            {
                return IsHash(value) ? value : null;
            }

            string name = value[RefPrefix.Length..];
            value = FirstLine(Path.Combine(git, name)) ?? FirstLine(Path.Combine(shared, name))
                ?? Packed(Path.Combine(shared, "packed-refs"), name);
        }

        return null;
    }

    private static string? Packed(string path, string name) => !File.Exists(path) ? null : File.ReadLines(path)
        .Where(line => line.EndsWith(' ' + name, StringComparison.Ordinal))
        .Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)])
        .FirstOrDefault();

    private static string? FirstLine(string path) =>
        File.Exists(path) ? File.ReadLines(path).FirstOrDefault()?.Trim() : null;

    private static bool IsHash(string text) => text.Length >= HashLengthMin && text.All(char.IsAsciiHexDigitLower);
}
