using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.State;

/// <summary>
/// A run of <c>generate</c> in parts, each with a transaction of its own: what every part and the end have to know.
/// Only one is open at a time.
/// </summary>
public sealed record GenerationRun
{
    /// <summary>Its row in <c>runs</c>.</summary>
    [JsonIgnore]
    public long Id { get; init; }

    /// <summary>When it was opened.</summary>
    [JsonIgnore]
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Whether several commands work on it; otherwise all parts are one command's own.</summary>
    public required bool IsShared { get; init; }

    /// <summary>The inputs, and each table's range of rows and keys.</summary>
    public required GenerationRecord Record { get; init; }

    /// <summary>How many rows were asked for by <c>--rows</c>; null for what the scenario says.</summary>
    public long? RowCount { get; init; }

    /// <summary>How many parts there are; null until the first of them begins.</summary>
    public int? ShardCount { get; init; }

    /// <summary>A hash of what the plan was made of besides the inputs.</summary>
    public required string Basis { get; init; }

    /// <summary>The keys that the tables had: planning goes by them, and the parts find the tables without.</summary>
    public required ImmutableArray<KeysOfTable> Keys { get; init; }

    /// <summary>Where numbering stood.</summary>
    public required ImmutableArray<SequenceValue> Numbering { get; init; }

    /// <summary>The statements that put back what was taken off, and fail where a definition is another.</summary>
    public required ImmutableArray<string> PutBack { get; init; }

    internal string Write() => JsonSerializer.Serialize(this, GenerationRunJson.Default.GenerationRun);

    internal static GenerationRun Read(string json)
    {
        GenerationRun run = JsonSerializer.Deserialize(json, GenerationRunJson.Default.GenerationRun)!;
        return run with
        {
            Record = run.Record with { Parameters = run.Record.Parameters.WithComparers(StringComparer.Ordinal) },
        };
    }
}

/// <summary>The keys of one table.</summary>
public sealed record KeysOfTable(
    ObjectName Table,
    UniqueKey? PrimaryKey,
    ImmutableArray<UniqueKey> UniqueKeys,
    ImmutableArray<ForeignKey> ForeignKeys)
{
    /// <summary>The keys of a table.</summary>
    public static KeysOfTable Of(Table table) => new(table.Name, table.PrimaryKey, table.UniqueKeys, table.ForeignKeys);
}

/// <summary>A part of a run as its row of <c>runs</c> says.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Rows">How many rows it wrote, by table (<c>schema.name</c>); null while it is not done.</param>
public sealed record GenerationShard(int Number, ImmutableDictionary<string, long>? Rows)
{
    /// <summary>Its row in <c>runs</c>.</summary>
    [JsonIgnore]
    public long Id { get; init; }

    internal string Write() => JsonSerializer.Serialize(this, GenerationRunJson.Default.GenerationShard);

    internal static GenerationShard Read(string json) =>
        JsonSerializer.Deserialize(json, GenerationRunJson.Default.GenerationShard)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(GenerationRun))]
[JsonSerializable(typeof(GenerationShard))]
internal sealed partial class GenerationRunJson : JsonSerializerContext;
