namespace Furrow.Seeds;

/// <summary>
/// The order of seeds: folder as the environment lists them, numeric prefix, name. Never the order of a map or a
/// directory.
/// </summary>
public static class SeedOrder
{
    /// <summary>Folder by name, then prefix and name: for lists over every folder.</summary>
    public static IComparer<SeedFile> WithinFolders { get; } = Comparer<SeedFile>.Create((left, right) =>
    {
        int byFolder = string.CompareOrdinal(left.Folder, right.Folder);
        return byFolder != 0 ? byFolder : ComparePrefixAndName(left, right);
    });

    /// <summary>
    /// The seeds of some folders in the order they run: folders as given, then prefix and name, except that what a seed
    /// depends on comes before it.
    /// </summary>
    /// <exception cref="Errors.FurrowException">
    /// Code <c>seed.invalid</c>: a dependency is missing, lies outside these folders, or runs in a circle.
    /// </exception>
    public static IReadOnlyList<SeedFile> Arrange(IReadOnlyList<SeedFile> all, IReadOnlyList<string> folders) =>
        new SeedArrangement(all, folders).Arrange();

    internal static int ComparePrefixAndName(SeedFile left, SeedFile right)
    {
        int byPrefix = (left.Prefix ?? long.MaxValue).CompareTo(right.Prefix ?? long.MaxValue);
        return byPrefix != 0 ? byPrefix : string.CompareOrdinal(left.Name, right.Name);
    }
}
