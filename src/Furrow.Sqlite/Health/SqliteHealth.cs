using System.Collections.Immutable;
using System.Globalization;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Sqlite.Opening;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Health;

/// <summary>The health checks of a database file: each looks alone, so that one failing hides no other.</summary>
internal sealed class SqliteHealth(
    DatabaseFile file,
    SqliteOpener opener,
    DatabaseOptions options,
    Func<CancellationToken, Task<LockState?>> readLock)
{
    private const long QuickCheckBytesMax = 100_000_000;
    private const long FreeBytesMin = 100_000_000;

    public async Task<ImmutableArray<HealthCheck>> CheckAsync(CancellationToken cancellationToken)
    {
        List<HealthCheck> checks =
            [Attempt("folder", CheckFolder), Attempt("file", CheckFile), Attempt("disk", CheckDisk)];
        if (file.Exists)
        {
            checks.AddRange(CheckInside(cancellationToken));
            checks.Add(await CheckLockAsync(cancellationToken));
        }

        return [.. checks];
    }

    private List<HealthCheck> CheckInside(CancellationToken cancellationToken)
    {
        try
        {
            using SqliteConnection connection = opener.OpenForReading(cancellationToken);
            return
            [
                new("sqlite", HealthLevel.Ok, $"SQLite {connection.ServerVersion}"),
                Attempt("journal", () => CheckJournal(connection)),
                Attempt("integrity", () => CheckIntegrity(connection)),
                Attempt("foreign keys", () => CheckForeignKeys(connection)),
            ];
        }
        catch (FurrowException exception)
        {
            return [new("open", HealthLevel.Failed, exception.Message, exception.Hint)];
        }
    }

    private HealthCheck CheckFolder()
    {
        string folder = file.Folder;
        if (File.Exists(folder))
        {
            return new("folder", HealthLevel.Failed, $"{folder} is a file", "Name a path whose folders are folders.");
        }

        if (!Directory.Exists(folder))
        {
            if (!UnixAccess.MayWrite(file.NearestFolder))
            {
                return new(
                    "folder",
                    HealthLevel.Failed,
                    $"{folder} is not there, and {file.NearestFolder} is not writable",
                    "Give this user write permission on it, or make the folder.");
            }

            return new("folder", HealthLevel.Ok, $"{folder} is not there yet; the first command that writes makes it");
        }

        return UnixAccess.MayWrite(folder)
            ? new("folder", HealthLevel.Ok, $"{folder} is writable")
            : new("folder", HealthLevel.Failed, $"{folder} is not writable", "Give this user write permission on it.");
    }

    private HealthCheck CheckFile()
    {
        if (Directory.Exists(file.Path))
        {
            return new("file", HealthLevel.Failed, $"{file.Path} is a folder", "Name a file.");
        }

        if (!file.Exists)
        {
            return new("file", HealthLevel.Ok, $"{file.Path} is not there yet; the first command that writes makes it");
        }

        string size = Size(new FileInfo(file.RealPath).Length);
        return UnixAccess.MayWrite(file.Path)
            ? new("file", HealthLevel.Ok, $"{file.Path}, {size}, writable")
            : new(
                "file",
                HealthLevel.Failed,
                $"{file.Path}, {size}, is not writable",
                "Give this user write permission on it.");
    }

    private HealthCheck CheckDisk()
    {
        long free = new DriveInfo(file.NearestFolder).AvailableFreeSpace;
        return free >= FreeBytesMin
            ? new("disk", HealthLevel.Ok, $"{Size(free)} free")
            : new(
                "disk",
                HealthLevel.Warning,
                $"only {Size(free)} free",
                "Free space: a transaction needs room for its journal.");
    }

    private static HealthCheck CheckJournal(SqliteConnection connection) =>
        new("journal", HealthLevel.Ok, $"journal mode {connection.Scalar("PRAGMA journal_mode")}");

    private HealthCheck CheckIntegrity(SqliteConnection connection)
    {
        if (new FileInfo(file.RealPath).Length > QuickCheckBytesMax)
        {
            return new("integrity", HealthLevel.Ok, $"not checked: larger than {Size(QuickCheckBytesMax)}");
        }

        string found = (string?)connection.Scalar("PRAGMA quick_check(1)") ?? "ok";
        return found == "ok"
            ? new("integrity", HealthLevel.Ok, "the file is sound")
            : new(
                "integrity",
                HealthLevel.Failed,
                found,
                "Restore a snapshot, or save what is readable with sqlite3's .recover.");
    }

    private static HealthCheck CheckForeignKeys(SqliteConnection connection)
    {
        List<ForeignKeyViolation> violations = ForeignKeyViolation.Find(connection, transaction: null);
        return violations.Count == 0
            ? new("foreign keys", HealthLevel.Ok, "every reference has its row")
            : new(
                "foreign keys",
                HealthLevel.Failed,
                string.Join("; ", violations),
                "Add the missing rows, or change or remove the ones that refer to them.");
    }

    private async Task<HealthCheck> CheckLockAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await readLock(cancellationToken) switch
            {
                null => new("lock", HealthLevel.Ok, "free"),
                { Alive: true } held => new(
                    "lock",
                    HealthLevel.Warning,
                    $"held by {held.Holder} since {Time(held.Since)}",
                    "Wait for it to finish."),
                { } dead => new(
                    "lock",
                    HealthLevel.Warning,
                    $"left by {dead.Holder}, which is gone",
                    "Run furrow unlock, or any command: it takes over."),
            };
        }
        catch (Exception exception) when (exception is FurrowException or SqliteException)
        {
            return new(
                "lock", HealthLevel.Failed, SqliteFault.Explain(exception).Message, "See the check of the file.");
        }
    }

    private HealthCheck Attempt(string name, Func<HealthCheck> check)
    {
        try
        {
            return check();
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or SqliteException or ArgumentException)
        {
            return new(
                name,
                HealthLevel.Failed,
                SqliteFault.Explain(exception).Message,
                $"Check {file.Path} and its folder, then run doctor again.");
        }
    }

    private string Time(DateTimeOffset time) =>
        TimeZoneInfo.ConvertTime(time, options.Clock.LocalTimeZone)
            .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes switch
    {
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000.0:0.#} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000_000.0:0.#} GB"),
    };
}
