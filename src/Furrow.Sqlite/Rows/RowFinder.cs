using Furrow.Providers;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Rows;

/// <summary>Finds one column's value by a key, for many keys.</summary>
internal static class RowFinder
{
    public static IReadOnlyList<string?> Find(
        RowLookUp lookUp, Func<string, SqliteCommand> createCommand, CancellationToken cancellationToken)
    {
        string where =
            string.Join(" AND ", lookUp.Key.Select((column, i) => $"{SqliteName.Quote(column.Name)} = @k{i}"));
        using SqliteCommand command = createCommand(
            $"SELECT {SqliteName.Quote(lookUp.Result.Name)} FROM {SqliteName.QuoteInMain(lookUp.Table.Name.Name)} "
            + $"WHERE {where} LIMIT 2");
        for (int i = 0; i < lookUp.Key.Length; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"@k{i}" });
        }

        List<string?> found = new(lookUp.Keys.Count);
        foreach (string[] key in lookUp.Keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < key.Length; i++)
            {
                command.Parameters[i].Value = SqliteValue.ToStored(lookUp.Table, lookUp.Key[i], key[i]);
            }

            found.Add(FindOne(lookUp, command));
        }

        return found;
    }

    private static string? FindOne(RowLookUp lookUp, SqliteCommand command)
    {
        using SqliteDataReader reader = command.ExecuteReader();
        if (!reader.Read())
        {
            return null;
        }

        string? value = SqliteValue.ToCanonical(lookUp.Result, reader.GetValue(0));
        return reader.Read() ? throw KeyFault.Ambiguous(lookUp.Table, lookUp.Key) : value;
    }
}
