using System.Text.Json;
using Furrow.Seeds.LockFile;
using Furrow.Workflows;

namespace Furrow.Cli.Documents;

/// <summary>The documents of <c>seed-sync</c> and <c>seed-clean</c>.</summary>
internal static class SeedSyncDocument
{
    /// <summary>The fields of <c>seed-sync</c>.</summary>
    public static void Sync(Utf8JsonWriter json, SeedSyncResult result)
    {
        json.WriteString("file", result.Path);
        json.WriteBoolean("written", result.Written);
        json.WriteNumber("seeds", result.Count);
        json.WriteObjects("changes", result.Changes, change =>
        {
            json.WriteString("name", change.Name);
            json.WriteString("change", Word(change.Kind));
            json.WriteString("before", change.Before?.Version);
            json.WriteString("version", change.After?.Version);
        });
        if (result.Accepted is not { } accepted)
        {
            json.WriteNull("accepted");
            return;
        }

        json.WriteStartObject("accepted");
        json.WriteString("name", accepted.Name);
        json.WriteString("version", accepted.Version);
        json.WriteBoolean("wasDrift", accepted.WasDrift);
        json.WriteEndObject();
    }

    /// <summary>The fields of <c>seed-clean</c>.</summary>
    public static void Clean(Utf8JsonWriter json, SeedCleanResult result)
    {
        json.WriteObjects("orphaned", result.Orphaned, name => json.WriteString("name", name));
        json.WriteObjects("unlisted", result.Unlisted, name => json.WriteString("name", name));
    }

    /// <summary>A change in a word.</summary>
    public static string Word(SeedLockChangeKind kind) => kind switch
    {
        SeedLockChangeKind.Added => "added",
        SeedLockChangeKind.Changed => "changed",
        SeedLockChangeKind.Versioned => "versioned",
        SeedLockChangeKind.Removed => "removed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of change"),
    };
}
