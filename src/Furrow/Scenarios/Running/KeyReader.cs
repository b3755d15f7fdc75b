using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Generation.Programs;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Scenarios.Running;

/// <summary>
/// Finds out how the numbered keys of tables go on: behind the largest key there is and behind what was handed out
/// already. Others cannot add rows meanwhile.
/// </summary>
internal sealed class KeyReader(ISession session, SqlDialect dialect, ProviderCapabilities capabilities)
{
    /// <summary>Keeps others from writing to the tables until the transaction ends.</summary>
    public async Task LockAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        if (!capabilities.ConcurrentWriters || tables.Count == 0)
        {
            return;
        }

        string names = string.Join(", ", tables.Select(table => dialect.QuoteName(table.Name.Schema, table.Name.Name)));
        await using DbCommand command = session.CreateCommand($"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>How each table's keys go on; tables without a numbered key are left out.</summary>
    public async Task<ImmutableDictionary<ObjectName, KeySequence>> ReadAsync(
        DatabaseSchema schema,
        IReadOnlyList<(Table Table, Column Column)> numbered,
        CancellationToken cancellationToken)
    {
        ImmutableDictionary<ObjectName, KeySequence>.Builder keys =
            ImmutableDictionary.CreateBuilder<ObjectName, KeySequence>();
        ImmutableArray<SequenceValue> standing = await session.Transfer.ReadNumberingAsync(
            [.. numbered.Select(pair => pair.Table)], cancellationToken);
        foreach ((Table table, Column column) in numbered)
        {
            Sequence? sequence = schema.Sequences.FirstOrDefault(
                known => known.OwnerTable == table.Name && known.OwnerColumn == column.Name);
            ObjectName numbering = sequence?.Name ?? table.Name;
            long increment = sequence?.Increment ?? 1;
            long? max = await ReadMaxAsync(table, column, increment, cancellationToken);
            long next = standing.FirstOrDefault(value => value.Sequence == numbering) is { } at
                ? at.IsCalled ? at.LastValue + increment : at.LastValue
                : sequence?.Start ?? 1;
            long after = max is { } used ? used + increment : next;
            keys[table.Name] = new KeySequence(
                increment > 0 ? Math.Max(next, after) : Math.Min(next, after), increment);
        }

        return keys.ToImmutable();
    }

    private async Task<long?> ReadMaxAsync(
        Table table, Column column, long increment, CancellationToken cancellationToken)
    {
        string end = increment > 0 ? "max" : "min";
        await using DbCommand command = session.CreateCommand(
            $"SELECT {end}({dialect.QuoteIdentifier(column.Name)}) "
                + $"FROM {dialect.QuoteName(table.Name.Schema, table.Name.Name)}");
        object? value = await command.ExecuteScalarAsync(cancellationToken);
        return value is null or DBNull
            ? null
            : Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
    }
}
