using System.Collections.Immutable;
using System.Text.Json;
using Furrow.Providers;
using Furrow.Snapshots;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Cli.Documents;

/// <summary>The documents of the snapshot commands.</summary>
internal static class SnapshotDocument
{
    /// <summary>The fields of <c>snapshot create</c> and <c>snapshot verify</c>.</summary>
    public static void Write(
        Utf8JsonWriter json, SnapshotMetadata snapshot, ImmutableArray<SnapshotDifference> differences)
    {
        json.WriteStartObject("snapshot");
        SnapshotMetadataJson.WriteFields(json, snapshot);
        json.WriteEndObject();
        json.WriteObjects("differences", differences, difference =>
        {
            json.WriteString("schema", difference.Table?.Schema);
            json.WriteString("table", difference.Table?.Name);
            json.WriteString("reason", difference.Reason);
        });
    }

    /// <summary>The fields of <c>snapshot restore</c>.</summary>
    public static void Restored(Utf8JsonWriter json, SnapshotRestoreResult result)
    {
        Write(json, result.Snapshot, []);
        WriteReplaced(json, result.Replaced);
        json.WriteStrings("seeds", [.. result.Seeds.Seeds.Select(seed => seed.Name)]);
    }

    /// <summary>The fields of <c>snapshot undo</c>.</summary>
    public static void Undone(Utf8JsonWriter json, SnapshotUndoResult result)
    {
        WritePrevious(json, "restored", result.Restored);
        WriteReplaced(json, result.Replaced);
    }

    /// <summary>The fields of <c>snapshot prune</c>.</summary>
    public static void Pruned(Utf8JsonWriter json, SnapshotPruneResult result)
    {
        json.WriteObjects("pruned", result.Pruned, snapshot =>
        {
            json.WriteString("name", snapshot.Name);
            json.WriteString("reason", snapshot.Reason.ToString().ToLowerInvariant());
            json.WriteNumber("sizeBytes", snapshot.SizeBytes);
        });
        json.WriteStrings("inUse", result.InUse);
        json.WriteNumber("kept", result.KeptCount);
    }

    /// <summary>The snapshots, as <c>snapshot list</c> and <c>list</c> show them.</summary>
    public static void List(Utf8JsonWriter json, ImmutableArray<StoredSnapshot> snapshots) =>
        json.WriteObjects("snapshots", snapshots, snapshot =>
        {
            json.WriteString("name", snapshot.Name);
            json.WriteString("environment", snapshot.Metadata?.Environment);
            json.WriteString("provider", snapshot.Metadata?.Provider);
            json.WriteTime("timestamp", snapshot.At);
            json.WriteString("changelog", snapshot.Metadata?.Changelog);
            json.WriteString("recipe", snapshot.Metadata?.Recipe);
            json.WriteNumberOrNull("sizeBytes", snapshot.Metadata?.SizeBytes);
            json.WriteNumberOrNull("rows", snapshot.Metadata?.Tables.Sum(table => table.Rows));
            json.WriteString("problem", snapshot.Problem);
        });

    private static void WriteReplaced(Utf8JsonWriter json, Replaced replaced)
    {
        WritePrevious(json, "previous", replaced.Previous);
        json.WriteNumber("endedSessions", replaced.EndedSessions);
    }

    private static void WritePrevious(Utf8JsonWriter json, string name, PreviousDatabase? previous)
    {
        if (previous is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("place", previous.Place);
        json.WriteTime("replacedAt", previous.ReplacedAt);
        json.WriteNumber("sizeBytes", previous.SizeBytes);
        json.WriteEndObject();
    }
}
