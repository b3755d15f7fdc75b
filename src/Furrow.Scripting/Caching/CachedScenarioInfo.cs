using System.Collections.Immutable;
using Furrow.Scenarios;

namespace Furrow.Scripting.Caching;

/// <summary>What a scenario says about itself as bytes.</summary>
internal static class CachedScenarioInfo
{
    public static byte[] Write(ImmutableArray<InfoEntry> entries)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(entries.Length);
        foreach (InfoEntry entry in entries)
        {
            writer.Write(entry.Path.Length);
            foreach (string key in entry.Path)
            {
                writer.Write(key);
            }

            writer.Write(entry.Text);
            writer.Write(entry.Line);
            writer.Write(entry.Column);
        }

        writer.Flush();
        return stream.ToArray();
    }

    public static ImmutableArray<InfoEntry> Read(byte[] content)
    {
        using BinaryReader reader = new(new MemoryStream(content));
        ImmutableArray<InfoEntry>.Builder entries = ImmutableArray.CreateBuilder<InfoEntry>();
        for (int count = reader.ReadInt32(); count > 0; count--)
        {
            string[] path = new string[reader.ReadInt32()];
            for (int i = 0; i < path.Length; i++)
            {
                path[i] = reader.ReadString();
            }

            entries.Add(new InfoEntry([.. path], reader.ReadString(), reader.ReadInt32(), reader.ReadInt32()));
        }

        return entries.DrainToImmutable();
    }
}
