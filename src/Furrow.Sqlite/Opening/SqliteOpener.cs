using Furrow.Errors;
using Furrow.Providers;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Furrow.Sqlite.Opening;

/// <summary>
/// Opens connections. A new file keeps SQLite's rollback journal, and an existing one whatever it has: the journal mode
/// is stored in the file and belongs to the application. Without a log beside it a database is one file that can be
/// copied, committed as a fixture, and read in a folder that is not writable or on a network; readers wait only while
/// a commit is written, and bulk loads are faster than through a log.
/// </summary>
internal sealed class SqliteOpener(DatabaseFile file, DatabaseOptions options)
{
    /// <summary>Opens for changing: makes folder and file where they are missing.</summary>
    public SqliteConnection OpenForWriting(CancellationToken cancellationToken)
    {
        CheckIsNoFolder();
        CreateFolder();
        SqliteConnection connection = Connect(file.ConnectionString(SqliteOpenMode.ReadWriteCreate), cancellationToken);
        if (sqlite3_db_readonly(connection.Handle, SqliteName.Schema) == 1)
        {
            connection.Dispose();
            throw OpeningFault.FileNotWritable(file);
        }

        return connection;
    }

    /// <summary>Opens for changes that are taken back: a missing file is an empty database in memory.</summary>
    public SqliteConnection OpenForTrial(CancellationToken cancellationToken) => file.Exists
        ? OpenForWriting(cancellationToken)
        : Connect(DatabaseFile.Build(":memory:", SqliteOpenMode.Memory), cancellationToken);

    /// <summary>
    /// Opens for looking: a missing file is an empty database in memory. A database with a log, or with the journal of
    /// a process that died, is opened for writing and then told to refuse changes: only so does SQLite put away the
    /// files that it needs beside it, and play back what was left half-way.
    /// </summary>
    public SqliteConnection OpenForReading(CancellationToken cancellationToken)
    {
        CheckIsNoFolder();
        if (!file.Exists)
        {
            if (!UnixAccess.MayEnter(file.NearestFolder))
            {
                throw OpeningFault.FolderHidden(file.NearestFolder);
            }

            return RefuseChanges(Connect(DatabaseFile.Build(":memory:", SqliteOpenMode.Memory), cancellationToken));
        }

        bool isWal = IsWal();
        if (isWal && !UnixAccess.MayWrite(file.Folder))
        {
            return OpenWalWhereNothingCanBeMade(cancellationToken);
        }

        try
        {
            SqliteOpenMode mode = isWal ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly;
            return RefuseChanges(Connect(file.ConnectionString(mode), cancellationToken));
        }
        catch (FurrowException exception) when (NeedsRecovery(exception))
        {
            return RefuseChanges(Connect(file.ConnectionString(SqliteOpenMode.ReadWrite), cancellationToken));
        }
    }

    private SqliteConnection OpenWalWhereNothingCanBeMade(CancellationToken cancellationToken)
    {
        FileInfo log = new(file.WalPath);
        if (!log.Exists || log.Length == 0)
        {
            // Everything is in the file itself, and who cannot make a log beside it cannot be writing to it.
            return Connect(file.ImmutableConnectionString(), cancellationToken);
        }

        return Connect(file.ConnectionString(SqliteOpenMode.ReadOnly), cancellationToken);
    }

    private SqliteConnection Connect(string connectionString, CancellationToken cancellationToken)
    {
        SqliteConnection connection = new(connectionString);
        try
        {
            connection.Open();
            if (options.Trace is { } trace)
            {
                StatementProfile.Follow(connection, trace);
            }

            BusyWait busy = new(connection, options.Clock);
            busy.Configure(options.ConnectWait);
            // The first read finds out whether this is a database at all, and whether somebody holds it.
            busy.Run(
                () => connection.Scalar("SELECT count(*) FROM main.sqlite_master"),
                options.ConnectWait,
                cancellationToken);
            return connection;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw OpeningFault.Explain(file, exception, options.ConnectWait);
        }
        catch (OperationCanceledException)
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection RefuseChanges(SqliteConnection connection)
    {
        connection.Execute("PRAGMA query_only = ON");
        return connection;
    }

    private static bool NeedsRecovery(FurrowException exception) =>
        exception.InnerException is SqliteException { SqliteErrorCode: SQLITE_READONLY or SQLITE_CANTOPEN };

    private bool IsWal()
    {
        try
        {
            return file.IsWal();
        }
        catch (UnauthorizedAccessException exception)
        {
            throw OpeningFault.FileNotReadable(file, exception);
        }
        catch (IOException exception)
        {
            throw OpeningFault.Unreadable(file, exception);
        }
    }

    private void CheckIsNoFolder()
    {
        if (Directory.Exists(file.Path))
        {
            throw file.IsFolder();
        }
    }

    private void CreateFolder()
    {
        string folder = file.Folder;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw OpeningFault.FolderNotWritable(folder, exception);
        }
        catch (IOException exception)
        {
            throw OpeningFault.FolderImpossible(file, folder, exception);
        }

        if (!UnixAccess.MayWrite(folder))
        {
            throw OpeningFault.FolderNotWritable(folder, cause: null);
        }
    }
}
