using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;

namespace Furrow.State;

/// <summary>
/// Makes the histories true again when rows or tables are gone. What happened stays written down; it is only no longer
/// in force. Belongs into the transaction that removes.
/// </summary>
public sealed class ClearedHistory
{
    // Attempts up to this mark say nothing about what is in the tables now.
    private const string Mark = "cleared";

    private readonly StateStore _store;

    /// <summary>The histories of a store.</summary>
    public ClearedHistory(StateStore store) => _store = store;

    private string Seeds => _store.Names["seed_history"];

    /// <summary>
    /// Makes applied seeds Inactive, so that they are pending again: those that wrote to one of the tables since they
    /// were last cleared, or, for null, all. Returns their names in order.
    /// </summary>
    public async Task<ImmutableArray<string>> ForgetSeedsAsync(
        IReadOnlySet<string>? tables, CancellationToken cancellationToken)
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        if (!_store.Exists)
        {
            return [];
        }

        await using (DbCommand command = _store.Session.CreateCommand(
            $"""
            SELECT a.name, CAST(h.details AS text) FROM {Seeds} a JOIN {Seeds} h ON h.name = a.name
            WHERE a.status = 'Active' AND h.result <> 'failed' AND h.id > COALESCE(
                (SELECT max(c.id) FROM {Seeds} c WHERE c.name = a.name AND c.notes = '{Mark}'), 0)
            """))
        {
            await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                if (tables is null || TablesOf(reader, 1).Any(tables.Contains))
                {
                    names.Add(reader.GetString(0));
                }
            }
        }

        return await ForgetNamedSeedsAsync(names, cancellationToken);
    }

    /// <summary>Makes those of the named seeds Inactive that are applied. Returns the names in order.</summary>
    public async Task<ImmutableArray<string>> ForgetNamedSeedsAsync(
        IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        foreach (string name in names)
        {
            await using DbCommand forget = _store.Session.CreateCommand(
                $"UPDATE {Seeds} SET status = 'Inactive', notes = '{Mark}' WHERE name = @name AND status = 'Active'")
                .With("name", name);
            await forget.ExecuteNonQueryAsync(cancellationToken);
            await _store.SeedChanges.ForgetAsync(name, cancellationToken);
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Makes applied seeds and generated rows Inactive whose table is there no longer, as after a migration was taken
    /// back: their rows went with it. Returns the seeds' names in order.
    /// </summary>
    public async Task<ImmutableArray<string>> ForgetGoneTablesAsync(CancellationToken cancellationToken)
    {
        HashSet<string> gone = (await ReadSeedTablesAsync(cancellationToken))
            .SelectMany(tables => tables).ToHashSet(StringComparer.Ordinal);
        foreach (PastGeneration run in await new PastGenerations(_store).ReadAsync(cancellationToken))
        {
            gone.UnionWith(run.Record.Tables.Where(table => !table.IsCleared).Select(table => table.Name));
        }

        if (gone.Count == 0)
        {
            return [];
        }

        gone.ExceptWith((await _store.Session.ReadSchemaAsync(cancellationToken)).Tables
            .Select(table => table.Name.ToString()));
        if (gone.Count == 0)
        {
            return [];
        }

        await _store.Generations.ForgetAsync(gone, cancellationToken);
        return await ForgetSeedsAsync(gone, cancellationToken);
    }

    /// <summary>The tables, as <c>schema.name</c>, that each seed ever wrote to.</summary>
    public async Task<ILookup<string, string>> ReadSeedTablesAsync(CancellationToken cancellationToken)
    {
        List<(string Seed, string Table)> written = [];
        if (!_store.Exists)
        {
            return written.ToLookup(pair => pair.Seed, pair => pair.Table, StringComparer.Ordinal);
        }

        await using DbCommand command = _store.Session.CreateCommand(
            $"SELECT name, CAST(details AS text) FROM {Seeds} WHERE result <> 'failed' ORDER BY id");
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            string seed = reader.GetString(0);
            written.AddRange(TablesOf(reader, 1).Select(table => (seed, table)));
        }

        return written.Distinct().ToLookup(pair => pair.Seed, pair => pair.Table, StringComparer.Ordinal);
    }

    /// <summary>Makes everything pending again: no migration and no seed is in force any more.</summary>
    public async Task ForgetAllAsync(Actor actor, long operationId, CancellationToken cancellationToken)
    {
        await ForgetSeedsAsync(tables: null, cancellationToken);
        await _store.Generations.ForgetAsync(tables: null, cancellationToken);
        await using DbCommand command = _store.Session.CreateCommand(
            $"""
            UPDATE {_store.Names["migration_history"]}
            SET status = 'rolled-back', rolled_back_at = {_store.Provider.Time("@now")}, rolled_back_by = @user,
                rolled_back_host = @host, rolled_back_operation_id = @operation,
                statement_index = NULL, statement_state = NULL, statement_checksum = NULL
            WHERE status IN ('applied', 'started', 'baseline')
            """)
            .With("now", _store.Clock.GetUtcNow()).With("user", actor.User).With("host", actor.Host)
            .With("operation", operationId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static IEnumerable<string> TablesOf(DbDataReader reader, int ordinal)
    {
        if (reader.IsDBNull(ordinal))
        {
            return [];
        }

        using JsonDocument json = JsonDocument.Parse(reader.GetString(ordinal));
        return json.RootElement.TryGetProperty("tables", out JsonElement tables)
            ? [.. tables.EnumerateArray().Select(table => table.GetProperty("name").GetString()!)]
            : [];
    }
}
