using System.Security.Cryptography;
using System.Text;

namespace Furrow.Scripting.Caching;

/// <summary>A name for a cached file: the hash of everything that decides its content.</summary>
internal sealed class CacheKey : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds a text; its length keeps it apart from the next one.</summary>
    public CacheKey Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    /// <summary>Adds bytes.</summary>
    public CacheKey Add(byte[] bytes)
    {
        _hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
        _hash.AppendData(bytes);
        return this;
    }

    /// <summary>Adds what identifies the build of a type's assembly.</summary>
    public CacheKey Add(Type type) => Add(type.Module.ModuleVersionId.ToString("N"));

    /// <summary>The name; nothing can be added after this.</summary>
    public string Name(string extension) => $"{Convert.ToHexStringLower(_hash.GetHashAndReset())}{extension}";

    /// <inheritdoc />
    public void Dispose() => _hash.Dispose();
}
