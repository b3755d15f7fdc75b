using System.Globalization;
using Furrow.Errors;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Furrow.Sqlite.Opening;

/// <summary>Why a database could not be opened, and what to do about it.</summary>
internal static class OpeningFault
{
    public static FurrowException Explain(DatabaseFile file, SqliteException exception, TimeSpan waited) =>
        exception.SqliteErrorCode switch
        {
            SQLITE_NOTADB => new(
                ErrorCode.DatabaseUnreachable, $"{file.Path} is not a SQLite database.", exception)
            {
                Hint = "Check the path; an encrypted database cannot be opened either.",
            },
            SQLITE_CORRUPT => new(ErrorCode.DatabaseUnreachable, $"The database {file.Path} is damaged.", exception)
            {
                Hint = "Restore it from a snapshot, or save what is readable with: sqlite3 FILE .recover",
            },
            SQLITE_BUSY or SQLITE_LOCKED => Locked(file, exception, waited),
            SQLITE_FULL => new(ErrorCode.DatabaseUnreachable, $"There is no space left for {file.Path}.", exception)
            {
                Hint = "Free space on this disk.",
            },
            SQLITE_READONLY or SQLITE_PERM or SQLITE_AUTH => FileNotWritable(file, exception),
            SQLITE_CANTOPEN => CannotOpen(file, exception),
            _ => Unreadable(file, exception),
        };

    public static FurrowException FileNotWritable(DatabaseFile file, Exception? cause = null) =>
        new(ErrorCode.DatabasePermission, $"The database {file.Path} may be read but not written.", cause)
        {
            Hint = "Give this user write permission on the file and its folder.",
        };

    public static FurrowException FileNotReadable(DatabaseFile file, Exception cause) =>
        new(ErrorCode.DatabasePermission, $"The database {file.Path} may not be read.", cause)
        {
            Hint = "Give this user permission on the file.",
        };

    public static FurrowException FolderNotWritable(string folder, Exception? cause) =>
        new(ErrorCode.DatabasePermission, $"No file can be made in the folder {folder}.", cause)
        {
            Hint = "Give this user write permission on the folder: SQLite keeps its journal beside the database.",
        };

    public static FurrowException FolderHidden(string folder) =>
        new(ErrorCode.DatabasePermission, $"The folder {folder} of the database may not be entered.")
        {
            Hint = "Give this user permission on the folder.",
        };

    public static FurrowException FolderImpossible(DatabaseFile file, string folder, IOException cause) =>
        new(ErrorCode.DatabaseUnreachable, $"The folder {folder} of the database cannot be made.", cause)
        {
            Detail = cause.Message,
            Hint = $"Check the path {file.Path}: something on it is a file, or the disk is full or gone.",
        };

    public static FurrowException Unreadable(DatabaseFile file, Exception cause) =>
        new(ErrorCode.DatabaseUnreachable, $"The database {file.Path} cannot be read.", cause)
        {
            Detail = cause.Message,
            Hint = "Check the disk that it lies on.",
        };

    private static FurrowException Locked(DatabaseFile file, SqliteException exception, TimeSpan waited) =>
        new(
            ErrorCode.DatabaseUnreachable,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The database {file.Path} was locked by another process for longer than {waited.TotalSeconds:0.#} s."),
            exception)
        {
            Hint = "End the transaction that holds it, or wait longer with --wait.",
        };

    private static FurrowException CannotOpen(DatabaseFile file, SqliteException exception)
    {
        FileInfo log = new(file.WalPath);
        if (file.Exists && log.Exists && log.Length > 0 && !UnixAccess.MayWrite(file.Folder))
        {
            return new FurrowException(
                ErrorCode.DatabasePermission,
                $"The database {file.Path} has a write-ahead log that can be read only where files can be made.",
                exception)
            {
                Hint = "Give this user write permission on the folder, "
                    + "or run PRAGMA wal_checkpoint(TRUNCATE) as one who may.",
            };
        }

        return file.Exists
            ? FileNotReadable(file, exception)
            : FolderNotWritable(file.Folder, exception);
    }
}
