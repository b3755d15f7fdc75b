using System.Data.Common;

namespace Furrow.State;

/// <summary>A <c>generate</c> that was.</summary>
/// <param name="Record">What was put in, and what came of it.</param>
/// <param name="IsActive">Whether all its rows are there, as far as furrow knows.</param>
/// <param name="DurationMs">How long it took.</param>
public sealed record PastGeneration(GenerationRecord Record, bool IsActive, long DurationMs);

/// <summary>Reads the generation history, whole.</summary>
public sealed class PastGenerations
{
    private readonly StateStore _store;

    /// <summary>Works on a database's own tables.</summary>
    public PastGenerations(StateStore store) => _store = store;

    /// <summary>Every run, the oldest first; none where furrow's tables are not there.</summary>
    public async Task<IReadOnlyList<PastGeneration>> ReadAsync(CancellationToken cancellationToken)
    {
        List<PastGeneration> runs = [];
        if (!_store.Exists)
        {
            return runs;
        }

        await using DbCommand command = _store.Session.CreateCommand(
            $"""
            SELECT scenario, preset, checksum, recipe, random_seed, as_of, generator_version,
                CAST(parameters AS text), CAST(tables AS text), status, duration_ms
            FROM {_store.Names["generation_history"]} ORDER BY id
            """);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            GenerationRecord record = new()
            {
                Scenario = reader.GetString(0),
                Preset = reader.IsDBNull(1) ? null : reader.GetString(1),
                Checksum = reader.GetString(2),
                Recipe = reader.GetString(3),
                RandomSeed = reader.GetInt64(4),
                AsOf = reader.GetString(5),
                GeneratorVersion = reader.GetInt32(6),
                Parameters = GenerationHistory.ReadParameters(reader.GetString(7)),
                Tables = GenerationHistory.ReadTables(reader.GetString(8)),
            };
            runs.Add(new PastGeneration(record, reader.GetString(9) == "Active", reader.GetInt64(10)));
        }

        return runs;
    }
}
