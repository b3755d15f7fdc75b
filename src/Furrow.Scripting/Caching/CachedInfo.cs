using System.Collections.Immutable;
using Furrow.Seeds;

namespace Furrow.Scripting.Caching;

/// <summary>What a seed says about itself as bytes.</summary>
internal static class CachedInfo
{
    public static byte[] Write(ImmutableArray<MetadataEntry> entries)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(entries.Length);
        foreach (MetadataEntry entry in entries)
        {
            writer.Write(entry.Key);
            writer.Write(entry.Text);
            writer.Write(entry.Line);
            writer.Write(entry.Items.Length);
            foreach (string item in entry.Items)
            {
                writer.Write(item);
            }
        }

        writer.Flush();
        return stream.ToArray();
    }

    public static ImmutableArray<MetadataEntry> Read(byte[] content)
    {
        using BinaryReader reader = new(new MemoryStream(content));
        ImmutableArray<MetadataEntry>.Builder entries = ImmutableArray.CreateBuilder<MetadataEntry>();
        for (int count = reader.ReadInt32(); count > 0; count--)
        {
            string key = reader.ReadString();
            string text = reader.ReadString();
            int line = reader.ReadInt32();
            string[] items = new string[reader.ReadInt32()];
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = reader.ReadString();
            }

            entries.Add(new MetadataEntry(key, text, [.. items], line));
        }

        return entries.DrainToImmutable();
    }
}
