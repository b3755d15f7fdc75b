using System.Globalization;
using Furrow.Providers;
using Furrow.State;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Locking;

/// <summary>The row that says who holds the lock, for people; the lock itself is the operating system's.</summary>
internal sealed class LockClaim(StateNames names)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const int Row = 1;

    public bool TableExists(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = @name";
        command.Parameters.AddWithValue("@name", $"{names.Schema}_lock");
        return command.ExecuteScalar() is not null;
    }

    /// <summary>Writes the claim and returns its token, which is one more than the last.</summary>
    public long Write(SqliteConnection connection, LockOwner owner, DateTimeOffset now)
    {
        // In a transaction of its own: a statement that returns a row ends, and commits, when it is let go of, and a
        // reader who keeps that from happening goes unnoticed there.
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"""
            UPDATE {names["lock"]}
            SET holder = @holder, command = @command, kind = 'session', session_id = @process, token = token + 1,
                since = @now, heartbeat_at = NULL
            WHERE id = {Row};
            SELECT token FROM {names["lock"]} WHERE id = {Row}
            """;
        command.Parameters.AddWithValue("@holder", owner.Holder);
        command.Parameters.AddWithValue("@command", owner.Command);
        command.Parameters.AddWithValue("@process", Environment.ProcessId);
        command.Parameters.AddWithValue("@now", now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        long token = (long)command.ExecuteScalar()!;
        transaction.Commit();
        return token;
    }

    /// <summary>Clears a claim, the one with this token or whatever is there; false when there was none.</summary>
    public bool Clear(SqliteConnection connection, long? token)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"""
            UPDATE {names["lock"]}
            SET holder = NULL, command = NULL, kind = NULL, session_id = NULL, since = NULL
            WHERE id = {Row} AND holder IS NOT NULL AND token = coalesce(@token, token)
            """;
        command.Parameters.AddWithValue("@token", (object?)token ?? DBNull.Value);
        return command.ExecuteNonQuery() > 0;
    }

    /// <summary>The claim, or null where nobody claims anything or the table is not there.</summary>
    public Claim? Read(SqliteConnection connection, SqliteTransaction? transaction = null)
    {
        if (transaction is null && !TableExists(connection))
        {
            return null;
        }

        return connection.Query(
            $"SELECT holder, since, token FROM {names["lock"]} WHERE id = {Row} AND holder IS NOT NULL",
            row => new Claim(row.GetString(0), ReadTime(row.Text(1)), row.GetInt64(2)),
            transaction).FirstOrDefault();
    }

    private static DateTimeOffset ReadTime(string? text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out DateTimeOffset time)
        ? time
        : DateTimeOffset.UnixEpoch;

    internal sealed record Claim(string Holder, DateTimeOffset Since, long Token);
}
