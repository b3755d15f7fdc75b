namespace Furrow.Seeds.LockFile;

/// <summary>A seed as seeds.lock lists it.</summary>
/// <param name="Name">The seed: <c>folder/file-without-extension</c>.</param>
/// <param name="Kind">What it is written in, as a word: <c>sql</c>.</param>
/// <param name="Version">Its version as written.</param>
/// <param name="Checksum">The checksum of its content, as the history keeps it.</param>
public sealed record SeedLockEntry(string Name, string Kind, string Version, string Checksum)
{
    /// <summary>The entry of a seed as it is now.</summary>
    public static SeedLockEntry Of(SeedFile seed) => new(seed.Name, seed.Kind.Word(), seed.Version, seed.Checksum);
}
