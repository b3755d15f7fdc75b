using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Furrow.Errors;
using Furrow.Schema;

namespace Furrow.Snapshots;

/// <summary>The metadata file of a snapshot.</summary>
public static class SnapshotMetadataJson
{
    /// <summary>
    /// The format that this furrow writes, and the only one it reads. It is 2 since rows are hashed in another way:
    /// what 1 says of them could not be held against anything.
    /// </summary>
    public const int Format = 2;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The whole file.</summary>
    public static byte[] Write(SnapshotMetadata metadata)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }))
        {
            json.WriteStartObject();
            WriteFields(json, metadata);
            json.WriteEndObject();
        }

        return [.. bytes.WrittenSpan, (byte)'\n'];
    }

    /// <summary>Its fields, as documents show them too.</summary>
    public static void WriteFields(Utf8JsonWriter json, SnapshotMetadata metadata)
    {
        json.WriteNumber("format", Format);
        json.WriteString("name", metadata.Name);
        json.WriteString("version", metadata.Version);
        json.WriteString("timestamp", metadata.Timestamp.UtcDateTime.ToString(
            TimeFormat, CultureInfo.InvariantCulture));
        json.WriteString("environment", metadata.Environment);
        json.WriteString("changelog", metadata.Changelog);
        json.WriteString("provider", metadata.Provider);
        json.WriteString("serverVersion", metadata.ServerVersion);
        json.WriteNumber("serverMajor", metadata.ServerMajor);
        json.WriteString("encoding", metadata.Encoding);
        json.WriteString("collation", metadata.Collation);
        json.WriteString("clientVersion", metadata.ClientVersion);
        json.WriteString("tool", metadata.Tool);
        json.WriteString("stateSchema", metadata.StateSchema);
        json.WriteString("recipe", metadata.Recipe);
        json.WriteString("state", metadata.State);
        json.WriteString("catalog", metadata.Catalog);
        json.WriteString("file", metadata.File);
        json.WriteString("place", metadata.Place);
        json.WriteString("checksum", metadata.Checksum);
        json.WriteNumber("sizeBytes", metadata.SizeBytes);
        json.WriteString("scenario", metadata.Scenario);
        WriteApplied(json, metadata);
        WriteTables(json, metadata);
    }

    /// <summary>Reads a metadata file.</summary>
    /// <exception cref="FurrowException">Code <c>snapshot.corrupt</c>: it is none.</exception>
    public static SnapshotMetadata Read(byte[] text, string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            int format = root.GetProperty("format").GetInt32();
            return format == Format ? Read(root) : throw Unreadable(
                file, $"it has the format {format}, and this furrow knows {Format}");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException)
        {
            throw Unreadable(file, e.Message);
        }
    }

    private static void WriteApplied(Utf8JsonWriter json, SnapshotMetadata metadata)
    {
        WriteItems(json, "migrations", metadata.Migrations, migration =>
        {
            json.WriteString("version", migration.Version);
            json.WriteString("name", migration.Name);
        });
        WriteItems(json, "seeds", metadata.Seeds, seed =>
        {
            json.WriteString("name", seed.Name);
            json.WriteString("version", seed.Version);
            json.WriteBoolean("volatile", seed.IsVolatile);
        });
    }

    private static void WriteTables(Utf8JsonWriter json, SnapshotMetadata metadata)
    {
        json.WriteStartObject("recordCounts");
        foreach (SnapshotTable table in metadata.Tables)
        {
            json.WriteNumber(CountName(metadata, table.Table), table.Rows);
        }

        json.WriteEndObject();
        WriteItems(json, "tables", metadata.Tables, table =>
        {
            json.WriteString("schema", table.Table.Schema);
            json.WriteString("name", table.Table.Name);
            json.WriteNumber("rows", table.Rows);
            json.WriteString("checksum", table.Checksum);
            json.WriteBoolean("withoutRows", table.IsWithoutRows);
        });
        WriteItems(json, "extensions", metadata.Extensions, extension =>
        {
            json.WriteString("name", extension.Name);
            json.WriteString("version", extension.Version);
            json.WriteString("schema", extension.Schema);
        });
    }

    private static void WriteItems<T>(Utf8JsonWriter json, string name, ImmutableArray<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // People know their tables without the schema, where that is enough to tell them apart.
    private static string CountName(SnapshotMetadata metadata, ObjectName table) =>
        metadata.Tables.Count(other => other.Table.Name == table.Name) == 1 ? table.Name : table.ToString();

    private static SnapshotMetadata Read(JsonElement root) => new()
    {
        Name = Text(root, "name"),
        Version = Text(root, "version"),
        Timestamp = root.GetProperty("timestamp").GetDateTimeOffset(),
        Environment = Text(root, "environment"),
        Changelog = root.GetProperty("changelog").GetString(),
        Provider = Text(root, "provider"),
        ServerVersion = Text(root, "serverVersion"),
        ServerMajor = root.GetProperty("serverMajor").GetInt32(),
        Encoding = Text(root, "encoding"),
        Collation = Text(root, "collation"),
        ClientVersion = Text(root, "clientVersion"),
        Tool = Text(root, "tool"),
        StateSchema = Text(root, "stateSchema"),
        Recipe = Text(root, "recipe"),
        State = Text(root, "state"),
        Catalog = Text(root, "catalog"),
        File = root.GetProperty("file").GetString(),
        Place = root.GetProperty("place").GetString(),
        Checksum = root.GetProperty("checksum").GetString(),
        SizeBytes = root.GetProperty("sizeBytes").GetInt64(),
        Scenario = root.GetProperty("scenario").GetString(),
        Migrations = Items(
            root, "migrations", item => new SnapshotMigration(Text(item, "version"), Text(item, "name"))),
        Seeds = Items(root, "seeds", item => new SnapshotSeed(
            Text(item, "name"), Text(item, "version"), item.GetProperty("volatile").GetBoolean())),
        Tables = Items(root, "tables", item => new SnapshotTable(
            new ObjectName(Text(item, "schema"), Text(item, "name")),
            item.GetProperty("rows").GetInt64(),
            Text(item, "checksum"),
            item.GetProperty("withoutRows").GetBoolean())),
        Extensions = Items(root, "extensions", item => new Extension(
            Text(item, "name"), Text(item, "version"), Text(item, "schema"))),
    };

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    private static ImmutableArray<T> Items<T>(JsonElement root, string name, Func<JsonElement, T> read) =>
        [.. root.GetProperty(name).EnumerateArray().Select(read)];

    private static FurrowException Unreadable(string file, string why) => new(
        ErrorCode.SnapshotCorrupt, $"The metadata of the snapshot cannot be read: {why.TrimEnd('.')}.")
    {
        File = file,
        Hint = "Take another snapshot: furrow snapshot list",
    };
}
