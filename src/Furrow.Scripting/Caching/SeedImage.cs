namespace Furrow.Scripting.Caching;

/// <summary>A compiled seed: the assembly, its symbols, and the name of the seed's class.</summary>
internal sealed record SeedImage(string TypeName, byte[] Assembly, byte[] Symbols)
{
    public byte[] Write()
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(TypeName);
        writer.Write(Assembly.Length);
        writer.Write(Assembly);
        writer.Write(Symbols.Length);
        writer.Write(Symbols);
        writer.Flush();
        return stream.ToArray();
    }

    public static SeedImage Read(byte[] content)
    {
        using BinaryReader reader = new(new MemoryStream(content));
        return new SeedImage(
            reader.ReadString(), reader.ReadBytes(reader.ReadInt32()), reader.ReadBytes(reader.ReadInt32()));
    }
}
