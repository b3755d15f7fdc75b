using System.Collections.Immutable;
using Furrow.Providers;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Changes;

/// <summary>Where rows are put back: a table, and the columns that were kept of it.</summary>
internal sealed record UndoTarget(
    SqliteConnection Connection, SqliteTransaction Transaction, CapturedTable Table, ImmutableArray<string> Columns)
{
    public SqliteCommand Command(string sql, int parameters)
    {
        SqliteCommand command = Connection.CreateCommand();
        command.Transaction = Transaction;
        command.CommandText = sql;
        CellCode.AddParameters(command, parameters);
        return command;
    }
}

/// <summary>The rows of one table on their way back.</summary>
internal sealed class TableUndo
{
    private readonly UndoTarget _target;
    private readonly List<KeptRow> _rows;

    public TableUndo(UndoTarget target, List<KeptRow> rows)
    {
        _target = target;
        _rows = rows;
    }

    public string Name => _target.Table.Name;

    /// <summary>What putting everything back writes.</summary>
    public TableChanges Counts => new(
        SqliteName.Of(Name), Count(KeptRow.Deleted), Count(KeptRow.Updated), Count(KeptRow.Inserted));

    private bool HasKey => !_target.Table.Key.IsEmpty;

    /// <summary>
    /// How many rows are not as they were left: changed, gone, or there again although they were deleted.
    /// </summary>
    public long CountChanged()
    {
        if (!HasKey)
        {
            return CountMissing();
        }

        using SqliteCommand find = _target.Command(
            $"SELECT {Cells} FROM {_target.Table.Sql} t WHERE {Where}", _target.Table.Key.Length);
        return _rows.Count(row =>
        {
            BindAll(find, row.Key!);
            string? now = (string?)find.ExecuteScalar();
            return row.Kind == KeptRow.Deleted ? now is not null : now is null || KeptRow.Checksum(now) != row.After;
        });
    }

    /// <summary>Puts the rows of one kind back.</summary>
    public void PutBack(string kind)
    {
        List<KeptRow> rows = _rows.FindAll(row => row.Kind == kind);
        if (rows.Count == 0)
        {
            return;
        }

        switch (kind)
        {
            case KeptRow.Inserted when HasKey:
                Run($"DELETE FROM {_target.Table.Sql} AS t WHERE {Where}", DeleteReferring(rows), row => row.Key!);
                break;
            case KeptRow.Inserted:
                DeleteAlike(rows);
                break;
            case KeptRow.Updated:
                Run($"UPDATE {_target.Table.Sql} AS t SET {Set} WHERE {Where}", rows, row => $"{row.Key},{row.Before}");
                break;
            default:
                string names = string.Join(", ", _target.Columns.Select(SqliteName.Quote));
                string values = string.Join(", ", _target.Columns.Select((_, place) => CellCode.Parameter(place)));
                Run($"INSERT INTO {_target.Table.Sql} ({names}) VALUES ({values})", rows, row => row.Before!);
                break;
        }
    }

    // Rows that refer to others of their table go before those, or a key would empty them first, which counts as a
    // change of a row that is not the seed's. Returns the rows that something still refers to; usually none.
    private List<KeptRow> DeleteReferring(List<KeptRow> rows)
    {
        if (_target.Table.SelfReferences.IsEmpty)
        {
            return rows;
        }

        using SqliteCommand delete = _target.Command(
            $"DELETE FROM {_target.Table.Sql} AS t WHERE {Where} AND NOT EXISTS (SELECT 1 FROM {_target.Table.Sql} r "
                + $"WHERE ({SelfReference}) AND NOT ({SameRow}))",
            _target.Table.Key.Length);
        List<KeptRow> left = rows;
        int before;
        do
        {
            before = left.Count;

            // Turned around each time: what comes in either order is done in two rounds.
            left = [.. left.AsEnumerable().Reverse().Where(row =>
            {
                BindAll(delete, row.Key!);
                return delete.ExecuteNonQuery() == 0;
            })];
        }
        while (left.Count > 0 && left.Count < before);
        return left;
    }

    private string SelfReference => string.Join(" OR ", _target.Table.SelfReferences.Select(key =>
        string.Join(" AND ", key.Columns.Zip(key.ReferencedColumns, (from, to) =>
            $"r.{SqliteName.Quote(from)} = t.{SqliteName.Quote(to)}"))));

    private string SameRow => string.Join(" AND ", _target.Table.Key.Select(name =>
        $"r.{SqliteName.Quote(name)} COLLATE BINARY IS t.{SqliteName.Quote(name)}"));

    private string Cells => CellCode.Row("t", _target.Columns);

    // The first comparison finds the row by its index, the second is exact where the column's collation is not.
    private string Where => string.Join(" AND ", _target.Table.Key.Select((name, place) =>
    {
        string column = $"t.{SqliteName.Quote(name)}";
        string value = CellCode.Parameter(place);
        return $"{column} = {value} AND {column} COLLATE BINARY = {value}";
    }));

    private string Set => string.Join(", ", _target.Columns.Select((name, place) =>
        $"{SqliteName.Quote(name)} = {CellCode.Parameter(_target.Table.Key.Length + place)}"));

    private long Count(string kind) => _rows.Count(row => row.Kind == kind);

    private void Run(string sql, List<KeptRow> rows, Func<KeptRow, string> cells)
    {
        if (rows.Count == 0)
        {
            return;
        }

        int parameters = CellCode.Split(cells(rows[0])).Length;
        using SqliteCommand command = _target.Command(sql, parameters);
        foreach (KeptRow row in rows)
        {
            BindAll(command, cells(row));
            command.ExecuteNonQuery();
        }
    }

    private long CountMissing()
    {
        Dictionary<string, long> wanted = Wanted(_rows.FindAll(row => row.Kind == KeptRow.Inserted));
        foreach (string row in Read(row => row.GetString(1)))
        {
            if (wanted.TryGetValue(row, out long count) && count > 0)
            {
                wanted[row] = count - 1;
            }
        }

        return wanted.Values.Sum();
    }

    // Rows that are alike are told apart by counting them.
    private void DeleteAlike(List<KeptRow> rows)
    {
        Dictionary<string, long> wanted = Wanted(rows);
        using SqliteCommand command = _target.Command(
            $"DELETE FROM {_target.Table.Sql} AS t WHERE t.{_target.Table.RowId} = @id", 0);
        SqliteParameter id = command.Parameters.Add("@id", SqliteType.Integer);
        foreach ((long number, string row) in Read(row => (row.GetInt64(0), row.GetString(1))))
        {
            if (wanted.TryGetValue(row, out long count) && count > 0)
            {
                wanted[row] = count - 1;
                id.Value = number;
                command.ExecuteNonQuery();
            }
        }
    }

    private static Dictionary<string, long> Wanted(List<KeptRow> rows) => rows.GroupBy(row => row.Key!)
        .ToDictionary(group => group.Key, group => (long)group.Count(), StringComparer.Ordinal);

    private List<T> Read<T>(Func<SqliteDataReader, T> read) => _target.Connection.Query(
        $"SELECT t.{_target.Table.RowId}, {Cells} FROM {_target.Table.Sql} t ORDER BY 1 DESC",
        read,
        _target.Transaction);

    private static void BindAll(SqliteCommand command, string cells)
    {
        string[] split = CellCode.Split(cells);
        for (int place = 0; place < split.Length; place++)
        {
            CellCode.Bind(command, place, split[place]);
        }
    }
}
