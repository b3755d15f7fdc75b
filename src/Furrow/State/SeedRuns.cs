using System.Data.Common;
using System.Text;
using System.Text.Json;

namespace Furrow.State;

/// <summary>Sums up the seed history, in one query whatever its length.</summary>
public sealed class SeedRuns
{
    private readonly StateStore _store;

    /// <summary>Works on a database's own tables.</summary>
    public SeedRuns(StateStore store) => _store = store;

    /// <summary>Every seed that ever ran, by name; empty where furrow's tables are not there.</summary>
    public async Task<IReadOnlyList<SeedMetrics>> ReadAsync(CancellationToken cancellationToken)
    {
        List<SeedMetrics> metrics = [];
        if (!_store.Exists)
        {
            return metrics;
        }

        string table = _store.Names["seed_history"];
        string sql = $"""
            SELECT m.name, m.runs, m.failures, h.duration_ms, m.median, CAST(h.details AS text)
            FROM (
                SELECT name, count(*) AS runs, count(*) FILTER (WHERE failed = 1) AS failures,
                    max(id) FILTER (WHERE failed = 0) AS last_id,
                    (min(duration_ms) FILTER (WHERE failed = 0 AND place = (among + 1) / 2)
                        + max(duration_ms) FILTER (WHERE failed = 0 AND place = (among + 2) / 2)) / 2 AS median
                FROM (
                    SELECT id, name, duration_ms, CASE result WHEN 'failed' THEN 1 ELSE 0 END AS failed,
                        row_number() OVER (PARTITION BY name, result = 'failed' ORDER BY duration_ms, id) AS place,
                        count(*) OVER (PARTITION BY name, result = 'failed') AS among
                    FROM {table} WHERE result <> 'rolled-back') AS r
                GROUP BY name) AS m
            LEFT JOIN {table} h ON h.id = m.last_id
            """;
        await using DbCommand command = _store.Session.CreateCommand(sql);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            metrics.Add(new SeedMetrics(reader.GetString(0), (int)reader.GetInt64(1), (int)reader.GetInt64(2))
            {
                LastMs = reader.IsDBNull(3) ? null : reader.GetInt64(3),
                MedianMs = reader.IsDBNull(4) ? null : reader.GetInt64(4),
                Rows = reader.IsDBNull(5) ? null : RowsOf(reader.GetString(5)),
            });
        }

        return [.. metrics.OrderBy(run => run.Name, StringComparer.Ordinal)];
    }

    // A reader, not a document: what a document is made of is compiled anew at every start.
    private static long RowsOf(string details)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(details));
        long rows = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            bool isTables = reader.ValueTextEquals("tables"u8);
            reader.Read();
            if (isTables) rows = RowsOf(ref reader);
            else reader.Skip();
        }

        return rows;
    }

    private static long RowsOf(ref Utf8JsonReader tables)
    {
        long rows = 0;
        while (tables.Read() && tables.TokenType != JsonTokenType.EndArray)
        {
            if (tables.TokenType == JsonTokenType.PropertyName
                && (tables.ValueTextEquals("inserted"u8) || tables.ValueTextEquals("updated"u8)
                    || tables.ValueTextEquals("deleted"u8)))
            {
                tables.Read();
                rows += tables.GetInt64();
            }
        }

        return rows;
    }
}
