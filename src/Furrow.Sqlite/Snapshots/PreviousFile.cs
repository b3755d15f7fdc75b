using System.Security.Cryptography;
using Furrow.Providers;
using Furrow.Sqlite.Opening;
using Furrow.State;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Snapshots;

/// <summary>
/// What a restore replaced: a file beside the database. The restored database names it, in the same transaction that
/// put it in place; so there is no moment at which the wrong file is taken for it, whenever a process is killed.
/// </summary>
internal sealed class PreviousFile(DatabaseFile file, StateNames names, TimeProvider clock)
{
    private const string Key = "restoration";
    private const int ChanceDigits = 16;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private string Prefix => file.RealPath + ".furrow-previous-";

    /// <summary>
    /// Whether there is something to keep. Opening a missing file makes it: then there is nothing in it but furrow's
    /// own tables, and in those no command but the one at work.
    /// </summary>
    public bool IsWanted(SqliteConnection live)
    {
        using SqliteCommand others = live.CreateCommand();
        others.CommandText = """
            SELECT 1 FROM main.sqlite_master WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\'
                AND substr(tbl_name, 1, length(@ours)) <> @ours LIMIT 1
            """;
        others.Parameters.AddWithValue("@ours", names.Schema + "_");
        return others.ExecuteScalar() is not null || !HasTable(live)
            || live.Scalar($"SELECT count(*) FROM {names["operation_history"]}") is > 1L;
    }

    /// <summary>A new path for it.</summary>
    public string NewPath() => Prefix + RandomNumberGenerator.GetHexString(ChanceDigits, lowercase: true);

    /// <summary>Has a database name a path; false where it has no tables of furrow's to keep that in.</summary>
    public bool Name(SqliteConnection restored, string path)
    {
        if (!HasTable(restored))
        {
            return false;
        }

        using SqliteCommand command = restored.CreateCommand();
        command.CommandText = $"""
            INSERT INTO {names["metadata"]} (key, value, changed_at) VALUES (@key, @value, @now)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at
            """;
        command.Parameters.AddWithValue("@key", Key);
        command.Parameters.AddWithValue("@value", path[Prefix.Length..]);
        command.Parameters.AddWithValue("@now", clock.GetUtcNow().UtcDateTime.ToString(
            TimeFormat, System.Globalization.CultureInfo.InvariantCulture));
        command.ExecuteNonQuery();
        return true;
    }

    /// <summary>What the database at hand replaced; null where nothing is kept.</summary>
    public PreviousDatabase? Find(SqliteConnection live)
    {
        if (!HasTable(live))
        {
            return null;
        }

        using SqliteCommand command = live.CreateCommand();
        command.CommandText = $"SELECT value, changed_at FROM {names["metadata"]} WHERE key = @key";
        command.Parameters.AddWithValue("@key", Key);
        using SqliteDataReader reader = command.ExecuteReader();
        if (!reader.Read() || !IsOurs(reader.GetString(0)) || !File.Exists(Prefix + reader.GetString(0)))
        {
            return null;
        }

        DateTimeOffset? at = DateTimeOffset.TryParse(
            reader.Text(1),
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal,
            out DateTimeOffset time)
            ? time
            : null;
        string path = Prefix + reader.GetString(0);
        return new PreviousDatabase(path, at, new FileInfo(path).Length);
    }

    /// <summary>Deletes all others: older ones, and what killed restores left behind.</summary>
    public void DeleteOthers(string? kept)
    {
        string name = Path.GetFileName(Prefix);
        foreach (string path in Directory.EnumerateFiles(file.Folder, name + "*").ToList())
        {
            string chance = Path.GetFileName(path)[name.Length..].Split('-')[0];
            if (IsOurs(chance) && Prefix + chance != kept)
            {
                File.Delete(path);
            }
        }
    }

    private static bool IsOurs(string chance) =>
        chance.Length == ChanceDigits && chance.All(char.IsAsciiHexDigitLower);

    private bool HasTable(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = @name";
        command.Parameters.AddWithValue("@name", $"{names.Schema}_metadata");
        return command.ExecuteScalar() is not null;
    }
}
