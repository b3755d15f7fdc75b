using System.Collections.Immutable;
using System.Globalization;
using Furrow.Postgres.Catalog;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Removal;

/// <summary>
/// Empties tables: asks about them, keeps others from writing to them, makes sure that nothing outside refers to their
/// rows, and removes those. Row-level security that would hide rows is an error, never a shorter list.
/// </summary>
internal sealed class PostgresClear(NpgsqlConnection connection)
{
    private const string KeepSecurity = "furrow.row_security";

    public async Task<ClearOutcome> RunAsync(ClearRequest request, CancellationToken cancellationToken)
    {
        ClearTargets targets = await ClearInspection.RunAsync(connection, request, cancellationToken);
        ImmutableArray<ClearObstacle> obstacles = FindObstacles(targets);
        if (obstacles.IsEmpty)
        {
            obstacles = await LockAsync(targets, cancellationToken);
        }

        return obstacles.IsEmpty
            ? new ClearOutcome([], await ClearAsync(targets, request, cancellationToken))
            : new ClearOutcome(obstacles, []);
    }

    private static ImmutableArray<ClearObstacle> FindObstacles(ClearTargets targets)
    {
        HashSet<ObjectName> needOwner =
        [
            .. targets.Triggers.Select(trigger => trigger.Table),
            .. targets.Sequences.Select(sequence => sequence.Table),
        ];
        return
        [
            .. targets.Tables
                .Where(table => !table.MayDelete || (!table.IsOwned && needOwner.Contains(table.Name)))
                .Select(table => new ClearObstacle(ClearObstacleKind.NotPermitted, table.Name)),
            .. targets.Tables.Where(table => table.HasDeleteRule)
                .Select(table => new ClearObstacle(ClearObstacleKind.HasDeleteRule, table.Name)),
        ];
    }

    // Who reads may go on. A table that stays and whose rows deletion would change is kept still too, so that none
    // comes between the look and the deed; other keys make the deletion fail by themselves.
    private async Task<ImmutableArray<ClearObstacle>> LockAsync(
        ClearTargets targets, CancellationToken cancellationToken)
    {
        ObjectName[] tables = [.. targets.Tables.Where(table => table.HoldsRows).Select(table => table.Name)];
        IReadOnlyList<ClearReference> outside = targets.FromOutside();
        if (tables.Length == 0)
        {
            return [];
        }

        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command(
            $"LOCK TABLE {string.Join(", ", tables.Select(Only))} IN SHARE ROW EXCLUSIVE MODE"));
        string[] changed = [.. outside.Where(r => r.Changes).Select(From).Distinct(StringComparer.Ordinal)];
        if (changed.Length > 0)
        {
            batch.BatchCommands.Add(RawSql.Command($"LOCK TABLE {string.Join(", ", changed)} IN SHARE MODE"));
        }

        batch.BatchCommands.Add(RawSql.Command(
            $"SELECT set_config('{KeepSecurity}', current_setting('row_security'), true)"));
        batch.BatchCommands.Add(RawSql.Command("SET LOCAL row_security = off"));
        if (outside.Count > 0)
        {
            batch.BatchCommands.Add(RawSql.Command(string.Join("\nUNION ALL\n", outside.Select(Probe))));
        }

        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        ImmutableArray<int> found = outside.Count == 0
            ? []
            : await reader.ReadSetAsync(row => row.GetInt32(0), cancellationToken);
        return
        [
            .. found.Order().Select(place => outside[place]).Select(reference => new ClearObstacle(
                ClearObstacleKind.ReferencedByRows, reference.Referenced, reference.Table, reference.Key)),
        ];
    }

    private static string Probe(ClearReference reference, int place)
    {
        string refers = reference.IsCopy
            ? $"{reference.Condition} AND EXISTS (SELECT FROM {To(reference)} r WHERE {reference.Match})"
            : reference.Condition;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {place} WHERE EXISTS (SELECT FROM {From(reference)} o WHERE {refers})");
    }

    private async Task<ImmutableArray<TableRowCount>> ClearAsync(
        ClearTargets targets, ClearRequest request, CancellationToken cancellationToken)
    {
        ClearBlock block = new(targets);
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command(block.Write(request)));
        batch.BatchCommands.Add(RawSql.Command(
            $"SELECT set_config('row_security', current_setting('{KeepSecurity}', true), true) "
            + $"WHERE current_setting('{KeepSecurity}', true) <> ''"));
        batch.BatchCommands.Add(RawSql.Command($"SELECT current_setting('{ClearBlock.Counts}')"));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        long[] counts =
        [
            .. reader.GetString(0).Trim('{', '}').Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(count => long.Parse(count, CultureInfo.InvariantCulture)),
        ];
        return [.. block.Counted.Select((table, place) => new TableRowCount(table, counts[place]))];
    }

    private static string From(ClearReference reference) =>
        reference.IsPartitioned ? Quote(reference.Table) : Only(reference.Table);

    private static string To(ClearReference reference) =>
        reference.IsReferencedPartitioned ? Quote(reference.Referenced) : Only(reference.Referenced);

    private static string Only(ObjectName name) => $"ONLY {Quote(name)}";

    private static string Quote(ObjectName name) => SqlDialect.Postgres.QuoteName(name.Schema, name.Name);
}
