using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Changes;

/// <summary>Writes rows of <c>seed_changes</c>.</summary>
internal sealed class ChangeWriter : IDisposable
{
    private static readonly string[] Columns = ["table_name", "kind", "key", "before", "after"];

    private readonly SqliteCommand _insert;

    public ChangeWriter(SqliteConnection connection, SqliteTransaction transaction, string changes, long historyId)
    {
        _insert = connection.CreateCommand();
        _insert.Transaction = transaction;
        _insert.CommandText = $"""
            INSERT INTO {changes} (history_id, table_schema, {string.Join(", ", Columns)})
            VALUES (@history, '{SqliteName.Schema}', {string.Join(", ", Columns.Select(name => "@" + name))})
            """;
        foreach (string name in Columns)
        {
            _insert.Parameters.Add(new SqliteParameter { ParameterName = "@" + name });
        }

        _insert.Parameters.AddWithValue("@history", historyId);
    }

    public void Write(NetChanges net)
    {
        CapturedTable table = net.Table;
        Write(table, new KeptRow("table", NameList.Write(table.Key), NameList.Write(table.Columns), table.TypePrint));
        foreach (KeptRow row in net.Rows)
        {
            Write(table, row);
        }
    }

    public void Dispose() => _insert.Dispose();

    private void Write(CapturedTable table, KeptRow row)
    {
        string?[] values = [table.Name, row.Kind, row.Key, row.Before, row.After];
        for (int place = 0; place < values.Length; place++)
        {
            _insert.Parameters[place].Value = (object?)values[place] ?? DBNull.Value;
        }

        _insert.ExecuteNonQuery();
    }
}
