namespace Furrow.Migrations;

/// <summary>
/// A migration as it lies in the folder: its up file, its down file where there is one, and the up file's text.
/// </summary>
/// <param name="Version">Its place in the order.</param>
/// <param name="Name">Its name without version and suffixes.</param>
/// <param name="UpPath">The up file's full path.</param>
/// <param name="DownPath">The down file's full path; null when there is none.</param>
/// <param name="Text">The up file's text.</param>
/// <param name="Checksum">SHA-256 of the text as <see cref="Data.TextChecksum"/> takes it.</param>
public sealed record MigrationFile(
    MigrationVersion Version, string Name, string UpPath, string? DownPath, string Text, string Checksum)
{
    /// <summary>Version and name, for people.</summary>
    public string Title => Name.Length == 0 ? Version.Text : $"{Version.Text} {Name}";
}
