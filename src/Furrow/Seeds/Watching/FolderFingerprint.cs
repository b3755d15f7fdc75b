using System.Globalization;
using System.Text;
using Furrow.Data;

namespace Furrow.Seeds.Watching;

/// <summary>
/// Names, sizes and times of the files in a folder and in the folders in it: what tells cheaply that something changed.
/// </summary>
internal static class FolderFingerprint
{
    /// <summary>The fingerprint; null where the folder is not there.</summary>
    public static string? Of(string folder)
    {
        StringBuilder text = new();
        try
        {
            DirectoryInfo root = new(folder);
            if (!root.Exists)
            {
                return null;
            }

            Add(text, root);
            foreach (DirectoryInfo directory in
                root.EnumerateDirectories().OrderBy(d => d.Name, StringComparer.Ordinal))
            {
                text.Append(directory.Name).Append("/\n");
                Add(text, directory);
            }
        }
        catch (Exception e) when (TextFile.IsUnreadable(e))
        {
            // It is changing this very moment, or cannot be read: reading it says which.
            text.Append(e.GetType().Name);
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, DirectoryInfo directory)
    {
        foreach (FileInfo file in directory.EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            text.Append(file.Name)
                .Append(CultureInfo.InvariantCulture, $" {(file.Exists ? file.Length : -1)}")
                .Append(CultureInfo.InvariantCulture, $" {file.LastWriteTimeUtc.Ticks}\n");
        }
    }
}
