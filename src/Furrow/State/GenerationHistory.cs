using System.Collections.Immutable;
using System.Data.Common;
using System.Text;
using System.Text.Json;

namespace Furrow.State;

/// <summary>What was generated into this database, and which of it is still there whole.</summary>
public sealed class GenerationHistory
{
    private readonly StateStore _store;

    internal GenerationHistory(StateStore store) => _store = store;

    private string Table => _store.Names["generation_history"];

    /// <summary>
    /// The last run of a recipe whose tables were not cleared since; null for none. Earlier runs of the recipe are
    /// continued by it.
    /// </summary>
    public async Task<GenerationRecord?> FindAsync(string recipe, CancellationToken cancellationToken)
    {
        if (!_store.Exists)
        {
            return null;
        }

        await using DbCommand command = _store.Session.CreateCommand(
            $"""
            SELECT scenario, preset, checksum, random_seed, as_of, generator_version,
                CAST(parameters AS text), CAST(tables AS text)
            FROM {Table} WHERE recipe = @recipe AND status = 'Active' ORDER BY id DESC LIMIT 1
            """).With("recipe", recipe);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        return !await reader.ReadAsync(cancellationToken)
            ? null
            : new GenerationRecord
            {
                Scenario = reader.GetString(0),
                Preset = reader.IsDBNull(1) ? null : reader.GetString(1),
                Checksum = reader.GetString(2),
                Recipe = recipe,
                RandomSeed = reader.GetInt64(3),
                AsOf = reader.GetString(4),
                GeneratorVersion = reader.GetInt32(5),
                Parameters = ReadParameters(reader.GetString(6)),
                Tables = ReadTables(reader.GetString(7)),
            };
    }

    /// <summary>Records a run. Belongs into the transaction that wrote its rows.</summary>
    public async Task AddAsync(
        GenerationRecord record, StateAuthor author, long durationMs, CancellationToken cancellationToken)
    {
        await using DbCommand command = _store.Session.CreateCommand(
            $"""
            INSERT INTO {Table} (scenario, preset, checksum, recipe, random_seed, as_of, generator_version,
                environment, parameters, tables, status, applied_at, applied_by, host, duration_ms, tool_version,
                operation_id)
            VALUES (@scenario, @preset, @checksum, @recipe, @seed, @as_of, @generator, @environment,
                {_store.Provider.Json("@parameters")}, {_store.Provider.Json("@tables")}, 'Active',
                {_store.Provider.Time("@at")}, @user, @host, @duration, @tool, @operation)
            """)
            .With("scenario", record.Scenario).With("preset", record.Preset).With("checksum", record.Checksum)
            .With("recipe", record.Recipe).With("seed", record.RandomSeed).With("as_of", record.AsOf)
            .With("generator", record.GeneratorVersion).With("environment", author.Environment)
            .With("parameters", Write(record.Parameters)).With("tables", Write(record.Tables))
            .With("at", _store.Clock.GetUtcNow().AddMilliseconds(-durationMs)).With("user", author.Actor.User)
            .With("host", author.Actor.Host).With("duration", durationMs).With("tool", author.Actor.ToolVersion)
            .With("operation", author.OperationId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Notes that tables (<c>schema.name</c>), or, for null, all, hold no row of any run any more. Runs that wrote to
    /// one of them become Inactive: their rows are not all there.
    /// </summary>
    public async Task ForgetAsync(IReadOnlySet<string>? tables, CancellationToken cancellationToken)
    {
        if (!_store.Exists)
        {
            return;
        }

        List<(long Id, ImmutableArray<GeneratedTable> Tables)> changed = [];
        await using (DbCommand command = _store.Session.CreateCommand($"SELECT id, CAST(tables AS text) FROM {Table}"))
        {
            await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                ImmutableArray<GeneratedTable> before = ReadTables(reader.GetString(1));
                if (before.Any(IsHit))
                {
                    changed.Add((
                        reader.GetInt64(0),
                        [.. before.Select(table => IsHit(table) ? table with { IsCleared = true } : table)]));
                }
            }
        }

        foreach ((long id, ImmutableArray<GeneratedTable> left) in changed)
        {
            await using DbCommand forget = _store.Session.CreateCommand(
                $"UPDATE {Table} SET status = 'Inactive', tables = {_store.Provider.Json("@tables")} WHERE id = @id")
                .With("id", id).With("tables", Write(left));
            await forget.ExecuteNonQueryAsync(cancellationToken);
        }

        bool IsHit(GeneratedTable table) => !table.IsCleared && (tables is null || tables.Contains(table.Name));
    }

    internal static ImmutableSortedDictionary<string, string> ReadParameters(string text)
    {
        using JsonDocument json = JsonDocument.Parse(text);
        return json.RootElement.EnumerateObject().ToImmutableSortedDictionary(
            property => property.Name, property => property.Value.GetString()!, StringComparer.Ordinal);
    }

    internal static ImmutableArray<GeneratedTable> ReadTables(string text)
    {
        using JsonDocument json = JsonDocument.Parse(text);
        return
        [
            .. json.RootElement.EnumerateArray().Select(table => new GeneratedTable(
                table.GetProperty("name").GetString()!,
                table.GetProperty("first").GetInt64(),
                table.GetProperty("rows").GetInt64(),
                Number(table, "base"),
                Number(table, "increment"))
            {
                IsCleared = table.TryGetProperty("cleared", out JsonElement cleared) && cleared.GetBoolean(),
            }),
        ];

        static long? Number(JsonElement table, string name) =>
            table.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;
    }

    private static string Write(ImmutableSortedDictionary<string, string> parameters) => Write(json =>
    {
        json.WriteStartObject();
        foreach ((string name, string value) in parameters)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    });

    private static string Write(ImmutableArray<GeneratedTable> tables) => Write(json =>
    {
        json.WriteStartArray();
        foreach (GeneratedTable table in tables)
        {
            json.WriteStartObject();
            json.WriteString("name", table.Name);
            json.WriteNumber("first", table.First);
            json.WriteNumber("rows", table.Rows);
            WriteNumber("base", table.Base);
            WriteNumber("increment", table.Increment);
            if (table.IsCleared)
            {
                json.WriteBoolean("cleared", true);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();

        void WriteNumber(string name, long? value)
        {
            if (value is { } number)
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteNull(name);
            }
        }
    });

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
