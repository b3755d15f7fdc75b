using System.Globalization;
using Furrow.Providers;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Rows;

/// <summary>
/// Upserts row by row with three prepared statements. Looking first, instead of ON CONFLICT, works for keys that no
/// index stands behind, counts inserts and updates exactly, and leaves a row alone that says the same already, with its
/// triggers.
/// </summary>
internal sealed class RowUpserter : IDisposable
{
    private readonly RowBatch _batch;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand? _update;

    public RowUpserter(RowBatch batch, Func<string, SqliteCommand> createCommand)
    {
        _batch = batch;
        if (batch.Columns.FirstOrDefault(column => !column.IsWritable) is { } computed)
        {
            throw new ArgumentException(
                $"{batch.Table.Name}.{computed.Name} is computed and takes no value.", nameof(batch));
        }

        string table = SqliteName.QuoteInMain(batch.Table.Name.Name);
        List<(string Name, string Parameter, bool IsKey)> columns =
        [
            .. batch.Columns.Select((column, ordinal) => (
                SqliteName.Quote(column.Name),
                Parameter(ordinal),
                batch.Key.Any(key => string.Equals(key.Name, column.Name, StringComparison.Ordinal)))),
        ];
        string where = string.Join(" AND ", columns.Where(c => c.IsKey).Select(c => $"{c.Name} = {c.Parameter}"));
        List<(string Name, string Parameter, bool IsKey)> others = columns.FindAll(c => !c.IsKey);

        // IS takes two NULLs for equal; BINARY, because a collation that ignores case would hide a changed letter.
        string same = others.Count == 0
            ? "1"
            : string.Join(" AND ", others.Select(c => $"{c.Name} COLLATE BINARY IS {c.Parameter}"));
        _find = Prepare(createCommand, $"SELECT {same} FROM {table} WHERE {where} LIMIT 2");
        _insert = Prepare(
            createCommand,
            $"INSERT INTO {table} ({string.Join(", ", columns.Select(c => c.Name))}) "
            + $"VALUES ({string.Join(", ", columns.Select(c => c.Parameter))})");
        _update = others.Count == 0
            ? null
            : Prepare(
                createCommand,
                $"UPDATE {table} SET {string.Join(", ", others.Select(c => $"{c.Name} = {c.Parameter}"))} "
                + $"WHERE {where}");
    }

    public UpsertCounts Run(CancellationToken cancellationToken)
    {
        UpsertCounts counts = default;
        foreach (string?[] row in _batch.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            counts += Upsert(row);
        }

        return counts;
    }

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
        _update?.Dispose();
    }

    private UpsertCounts Upsert(string?[] row)
    {
        object[] values = new object[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            values[i] = SqliteValue.ToStored(_batch.Table, _batch.Columns[i], row[i]);
        }

        bool? same = Find(values);
        if (same is null)
        {
            Bind(_insert, values);
            return new UpsertCounts(_insert.ExecuteNonQuery(), 0);
        }

        if (same.Value || _update is null)
        {
            return default;
        }

        Bind(_update, values);
        return new UpsertCounts(0, _update.ExecuteNonQuery());
    }

    // Null where no row has the key, otherwise whether that row says the same already.
    private bool? Find(object[] values)
    {
        Bind(_find, values);
        using SqliteDataReader reader = _find.ExecuteReader();
        if (!reader.Read())
        {
            return null;
        }

        bool same = reader.GetInt64(0) != 0;
        if (reader.Read())
        {
            throw KeyFault.Ambiguous(_batch.Table, _batch.Key);
        }

        return same;
    }

    // Each of the three names every column once, as key or as value.
    private SqliteCommand Prepare(Func<string, SqliteCommand> createCommand, string sql)
    {
        SqliteCommand command = createCommand(sql);
        for (int i = 0; i < _batch.Columns.Length; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = Parameter(i) });
        }

        return command;
    }

    private static void Bind(SqliteCommand command, object[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }

    private static string Parameter(int ordinal) =>
        string.Create(CultureInfo.InvariantCulture, $"@c{ordinal}");
}
