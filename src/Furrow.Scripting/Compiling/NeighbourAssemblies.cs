namespace Furrow.Scripting.Compiling;

/// <summary>The assemblies beside one that furrow.yaml names: where its own dependencies are looked for.</summary>
internal static class NeighbourAssemblies
{
    /// <summary>All files that may be one, by name.</summary>
    public static IEnumerable<FileInfo> Of(string reference) => new FileInfo(reference).Directory!
        .EnumerateFiles("*.dll").OrderBy(file => file.Name, StringComparer.Ordinal);

    /// <summary>The path of an assembly: one of the references themselves, or beside one; null for none.</summary>
    public static string? Find(string name, IEnumerable<string> references)
    {
        string? beside = null;
        foreach (string reference in references)
        {
            if (string.Equals(Path.GetFileNameWithoutExtension(reference), name, StringComparison.OrdinalIgnoreCase))
            {
                return reference;
            }

            string candidate = Path.Combine(Path.GetDirectoryName(reference)!, name + ".dll");
            beside ??= File.Exists(candidate) ? candidate : null;
        }

        return beside;
    }
}
