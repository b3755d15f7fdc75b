namespace Furrow.Migrations;

/// <summary>A versioned migration as it lies in the folder.</summary>
/// <param name="Version">Its place in the order.</param>
/// <param name="Name">Its name without version and suffixes; may be empty.</param>
/// <param name="Up">What applies it.</param>
/// <param name="Down">What takes it back; null when there is nothing.</param>
/// <param name="Checksum">SHA-256 of the way up as <see cref="Data.TextChecksum"/> takes it.</param>
public sealed record MigrationFile(
    MigrationVersion Version, string Name, MigrationScript Up, MigrationScript? Down, string Checksum)
{
    /// <summary>Version and name, for people.</summary>
    public string Title => Name.Length == 0 ? Version.Text : $"{Version.Text} {Name}";
}
