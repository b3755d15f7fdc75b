using Furrow.Planning;
using Furrow.Schema;

namespace Furrow.Tests.Planning;

/// <summary>
/// Loads rows the way a plan says into tables that check their constraints as a database does, row by row: NOT NULL
/// and keys at once, but for the keys that the plan defers, which are checked at the end. Knows nothing of graphs.
/// </summary>
internal sealed class LoadSimulation
{
    private readonly DatabaseSchema _schema;
    private readonly LoadPlan _plan;
    private readonly Random _chance;
    private readonly Dictionary<ObjectName, List<Row>> _stored = [];
    private readonly Dictionary<(ObjectName Table, string Key), CycleBreak> _breaks;

    private LoadSimulation(RandomSchema source, int seed)
    {
        _schema = source.Build();
        _plan = source.Plan();
        _chance = new Random(seed);
        _breaks = _plan.Breaks.ToDictionary(broken => (broken.Table, broken.Key.Name));
    }

    private sealed record Row(int Id, Dictionary<string, int?> Values);

    /// <summary>The first violation, or null when all rows are in and unchanged.</summary>
    public static string? Violation(RandomSchema source, int seed) => new LoadSimulation(source, seed).Run();

    private string? Run()
    {
        Dictionary<ObjectName, List<Row>> rows = MakeRows();
        foreach (LoadStep step in _plan.Steps)
        {
            foreach (ObjectName table in step.Tables)
            {
                if (WriteGroup(table, rows) is { } violation)
                {
                    return violation;
                }
            }

            foreach (CycleBreak.NullThenUpdate update in step.Breaks.OfType<CycleBreak.NullThenUpdate>())
            {
                if (Update(update, rows) is { } violation)
                {
                    return violation;
                }
            }
        }

        return _stored.SelectMany(table => table.Value.Select(row => CheckAll(table.Key, row)))
            .FirstOrDefault(violation => violation is not null)
            ?? (rows.All(table => Same(table.Value, _stored[table.Key])) ? null : "rows were lost or changed");
    }

    private static bool Same(List<Row> expected, List<Row> stored) =>
        expected.Count == stored.Count && stored.TrueForAll(row =>
            expected.Find(original => original.Id == row.Id)?.Values.All(value =>
                row.Values[value.Key] == value.Value) ?? false);

    /// <summary>
    /// An ordinary table's rows at its turn; a partitioned tree's all at the turn of the partitioned table, through
    /// which they are written.
    /// </summary>
    private string? WriteGroup(ObjectName name, Dictionary<ObjectName, List<Row>> rows)
    {
        Table table = _schema.Find(name)!;
        if (table.PartitionOf is not null)
        {
            return null;
        }

        List<(ObjectName Table, Row Row)> pending = [.. Holders(name)
            .SelectMany(holder => rows[holder.Name].Select(row => (holder.Name, row)))];
        pending = [.. pending.OrderBy(_ => _chance.Next())];
        if (_breaks.Values.Any(broken => broken is CycleBreak.RowOrder order && order.WriteTo == name))
        {
            // Rows only refer to rows of a lower number here, so this is an order of rows that works.
            pending = [.. pending.OrderBy(item => item.Row.Id)];
        }

        return pending.Select(item => Insert(item.Table, item.Row)).FirstOrDefault(violation => violation is not null);
    }

    private string? Insert(ObjectName name, Row row)
    {
        Table table = _schema.Find(name)!;
        var values = new Dictionary<string, int?>(row.Values, StringComparer.Ordinal);
        foreach ((ObjectName declaredBy, ForeignKey key) in KeysOf(table))
        {
            if (_breaks.GetValueOrDefault((declaredBy, key.Name)) is CycleBreak.NullThenUpdate update)
            {
                foreach (string column in update.Columns)
                {
                    if (!table.Find(column)!.IsWritable)
                    {
                        return $"{name}.{column} cannot be written";
                    }

                    values[column] = null;
                }
            }
        }

        var written = new Row(row.Id, values);
        (_stored.TryGetValue(name, out List<Row>? stored) ? stored : _stored[name] = []).Add(written);
        return CheckNotNull(table, written) ?? CheckKeys(table, written, isAtEnd: false);
    }

    private string? Update(CycleBreak.NullThenUpdate update, Dictionary<ObjectName, List<Row>> rows)
    {
        foreach (Table holder in Holders(update.Table))
        {
            foreach (Row row in _stored.GetValueOrDefault(holder.Name) ?? [])
            {
                Row original = rows[holder.Name].Single(candidate => candidate.Id == row.Id);
                foreach (string column in update.Columns)
                {
                    row.Values[column] = original.Values[column];
                }

                if (CheckKeys(holder, row, isAtEnd: false) is { } violation)
                {
                    return violation;
                }
            }
        }

        return null;
    }

    private string? CheckAll(ObjectName name, Row row)
    {
        Table table = _schema.Find(name)!;
        return CheckNotNull(table, row) ?? CheckKeys(table, row, isAtEnd: true);
    }

    private static string? CheckNotNull(Table table, Row row) => table.Columns
        .Where(column => !column.IsNullable && row.Values[column.Name] is null)
        .Select(column => $"{table.Name}.{column.Name} is NULL").FirstOrDefault();

    private string? CheckKeys(Table table, Row row, bool isAtEnd)
    {
        foreach ((ObjectName declaredBy, ForeignKey key) in KeysOf(table))
        {
            CycleBreak? broken = _breaks.GetValueOrDefault((declaredBy, key.Name));
            bool isLater = broken is not (null or CycleBreak.RowOrder or CycleBreak.NullThenUpdate);
            if ((!isLater || isAtEnd) && !IsSatisfied(key, row))
            {
                return $"{table.Name}.{key.Name} is violated by row {row.Id}, {(isAtEnd ? "at the end" : "at once")}";
            }
        }

        return null;
    }

    private bool IsSatisfied(ForeignKey key, Row row)
    {
        int?[] values = [.. key.Columns.Select(column => row.Values[column])];
        int nulls = values.Count(value => value is null);
        if (key.IsMatchFull ? nulls == values.Length : nulls > 0)
        {
            return true;
        }

        return Holders(key.ReferencedTable)
            .SelectMany(holder => _stored.GetValueOrDefault(holder.Name) ?? [])
            .Any(other => key.ReferencedColumns.Select(column => other.Values[column]).SequenceEqual(values));
    }

    /// <summary>Between one and three rows a table; every key refers to something unless it is NULL.</summary>
    private Dictionary<ObjectName, List<Row>> MakeRows()
    {
        int id = 0;
        var rows = new Dictionary<ObjectName, List<Row>>();
        foreach (Table table in _schema.Tables.Where(table => table.Kind == TableKind.Ordinary))
        {
            rows[table.Name] = [.. Enumerable.Range(0, _chance.Next(1, 4)).Select(_ => new Row(++id, []))];
        }

        foreach ((ObjectName name, List<Row> own) in rows)
        {
            Table table = _schema.Find(name)!;
            foreach (Row row in own)
            {
                foreach (Column column in table.Columns)
                {
                    row.Values[column.Name] = column.Name == "id" ? row.Id : 1;
                }

                foreach ((ObjectName declaredBy, ForeignKey key) in KeysOf(table))
                {
                    string column = key.Columns[^1];
                    bool isNull = table.Find(column)!.IsNullable && !key.IsMatchFull && _chance.Next(4) == 0;
                    row.Values[column] = isNull ? null : Target(declaredBy, key, row, rows);
                }
            }
        }

        return rows;
    }

    /// <summary>Any row; of the same table or tree none of a higher number, so that an order exists.</summary>
    private int Target(ObjectName declaredBy, ForeignKey key, Row row, Dictionary<ObjectName, List<Row>> rows)
    {
        int[] ids = [.. Holders(key.ReferencedTable).SelectMany(holder => rows[holder.Name]).Select(other => other.Id)];
        int[] fitting = declaredBy == key.ReferencedTable ? [.. ids.Where(id => id <= row.Id)] : ids;
        return fitting[_chance.Next(fitting.Length)];
    }

    private IEnumerable<Table> Holders(ObjectName name) => _schema.Tables.Where(table =>
        table.Kind == TableKind.Ordinary && (table.Name == name || table.PartitionOf == name));

    private static IEnumerable<(ObjectName DeclaredBy, ForeignKey Key)> KeysOf(Table table) =>
        table.ForeignKeys.Select(key => (key.IsInherited ? table.PartitionOf!.Value : table.Name, key));
}
