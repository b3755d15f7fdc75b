using System.Text.Json;
using Furrow.Providers;
using Furrow.Workflows;

namespace Furrow.Cli.Documents;

/// <summary>The documents of <c>lock</c> and <c>unlock</c>.</summary>
internal static class LockDocument
{
    /// <summary>The fields of <c>lock</c>.</summary>
    public static void Show(Utf8JsonWriter json, LockResult result) => WriteLock(json, result.Lock);

    /// <summary>The fields of <c>unlock</c>; the lock is the one that was found.</summary>
    public static void Unlock(Utf8JsonWriter json, LockResult result)
    {
        json.WriteBoolean("removed", result.Removed);
        WriteLock(json, result.Lock);
    }

    /// <summary>The lock, or null.</summary>
    public static void WriteLock(Utf8JsonWriter json, LockState? state)
    {
        if (state is null)
        {
            json.WriteNull("lock");
            return;
        }

        json.WriteStartObject("lock");
        json.WriteString("holder", state.Holder);
        json.WriteTime("since", state.Since);
        json.WriteBoolean("alive", state.Alive);
        json.WriteEndObject();
    }
}
