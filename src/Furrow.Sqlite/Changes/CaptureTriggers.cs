using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Changes;

/// <summary>
/// Temporary triggers that note, of each row, what it was when the transaction first touched it; what it is in the end
/// is read from the table. Rows are told apart by their number, or in a table WITHOUT ROWID by its primary key.
/// </summary>
internal sealed class CaptureTriggers
{
    private const string Prefix = "furrow_capture_";

    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly ImmutableArray<CapturedTable> _tables;

    public CaptureTriggers(
        SqliteConnection connection, SqliteTransaction transaction, ImmutableArray<CapturedTable> tables)
    {
        _connection = connection;
        _transaction = transaction;
        _tables = tables;
    }

    public void Create()
    {
        Execute($"CREATE TEMP TABLE {Prefix}rows (tab, id, was TEXT, PRIMARY KEY (tab, id)) WITHOUT ROWID");
        for (int place = 0; place < _tables.Length; place++)
        {
            if (_tables[place].IsWithoutRowId)
            {
                string columns = string.Join(", ", _tables[place].Key.Select((_, part) => Part(part)));
                Execute(
                    $"CREATE TEMP TABLE {Store(place)} ({columns}, was TEXT, PRIMARY KEY ({columns})) WITHOUT ROWID");
            }

            foreach (string trigger in Triggers(place))
            {
                Execute(trigger);
            }
        }
    }

    /// <summary>Takes everything off; nothing of it may outlive the transaction.</summary>
    public void Drop()
    {
        string query = $"""
            SELECT type, name FROM temp.sqlite_master
            WHERE type IN ('trigger', 'table') AND substr(name, 1, {Prefix.Length}) = '{Prefix}' ORDER BY type DESC
            """;
        foreach ((string type, string name) in
            _connection.Query(query, row => (row.GetString(0), row.GetString(1)), _transaction))
        {
            Execute($"DROP {type} temp.{SqliteName.Quote(name)}");
        }
    }

    /// <summary>
    /// Of each row of a table that was touched: what it was and what it is, as <see cref="CellCode"/> writes them; null
    /// where it was not there.
    /// </summary>
    public List<(string? Was, string? Is)> Read(int place)
    {
        CapturedTable table = _tables[place];
        string now = CellCode.Row("t", table.Columns);
        string query = table.IsWithoutRowId
            ? $"""
              SELECT w.was, CASE WHEN t.{SqliteName.Quote(table.Key[0])} IS NULL THEN NULL ELSE {now} END
              FROM temp.{Store(place)} w LEFT JOIN {table.Sql} t ON {string.Join(" AND ", table.Key.Select(Same))}
              """
            : $"""
              SELECT w.was, CASE WHEN t.{table.RowId} IS NULL THEN NULL ELSE {now} END
              FROM temp.{Store(place)} w LEFT JOIN {table.Sql} t ON t.{table.RowId} = w.id
              WHERE w.tab = {Text(place)} ORDER BY w.id
              """;
        return _connection.Query(query, row => (row.Text(0), row.Text(1)), _transaction);
    }

    private IEnumerable<string> Triggers(int place)
    {
        CapturedTable table = _tables[place];
        string was = CellCode.Row("OLD", table.Columns);
        yield return Trigger(place, "INSERT", Note(place, "NEW", "NULL"));
        yield return Trigger(place, "UPDATE", Note(place, "OLD", was) + Note(place, "NEW", "NULL"));
        yield return Trigger(place, "DELETE", Note(place, "OLD", was));
    }

    private string Trigger(int place, string verb, string body) => $"""
        CREATE TEMP TRIGGER {Prefix}{Text(place)}_{verb} AFTER {verb} ON {_tables[place].Sql}
        BEGIN {body}END
        """;

    // Not INSERT OR IGNORE: the statement that fires the trigger may say OR REPLACE, which would count here too.
    private string Note(int place, string row, string was)
    {
        CapturedTable table = _tables[place];
        string store = Store(place);
        (string Column, string Value)[] id = table.IsWithoutRowId
            ? [.. table.Key.Select((name, part) => (Part(part), $"{row}.{SqliteName.Quote(name)}"))]
            : [("tab", Text(place)), ("id", $"{row}.{table.RowId}")];
        string columns = string.Join(", ", id.Select(part => part.Column));
        string values = string.Join(", ", id.Select(part => part.Value));

        // The plus takes the column's type off: compared with a number, what has no type could not be looked up.
        string same = string.Join(" AND ", id.Select(part => $"{part.Column} = +{part.Value} COLLATE BINARY"));
        return $"""
            INSERT INTO {store} ({columns}, was) SELECT {values}, {was}
            WHERE NOT EXISTS (SELECT 1 FROM {store} WHERE {same});
            """;
    }

    // The first comparison finds the row by its index, the second is exact where the column's collation is not.
    private static string Same(string name, int part)
    {
        string column = SqliteName.Quote(name);
        return $"t.{column} = w.{Part(part)} AND t.{column} COLLATE BINARY = w.{Part(part)}";
    }

    private string Store(int place) => _tables[place].IsWithoutRowId ? $"{Prefix}keys_{Text(place)}" : $"{Prefix}rows";

    private static string Part(int part) => $"k{Text(part)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Execute(string sql) => _connection.Execute(sql, _transaction);
}
