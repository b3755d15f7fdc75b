using Furrow.Sqlite.Opening;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Furrow.Sqlite.Snapshots;

/// <summary>
/// SQLite's own copying of a whole database into another, page by page. What it has written shows at the end, all at
/// once; disposing it before that takes everything back.
/// </summary>
internal sealed class OnlineBackup : IDisposable
{
    /// <summary>How many pages are copied between two looks at the token: 4 MB of pages of 4 KB.</summary>
    public const int StepPages = 1024;

    private readonly SqliteConnection _destination;
    private readonly sqlite3_backup _backup;
    private bool _finished;

    public OnlineBackup(SqliteConnection source, SqliteConnection destination)
    {
        _destination = destination;
        sqlite3_backup? backup = sqlite3_backup_init(
            destination.Handle, SqliteName.Schema, source.Handle, SqliteName.Schema);
        _backup = backup is { IsInvalid: false } ? backup : throw new SqliteException(
            sqlite3_errmsg(destination.Handle).utf8_to_string(), sqlite3_errcode(destination.Handle));
    }

    /// <summary>Pages still to copy, after the first step.</summary>
    public int RemainingPages => sqlite3_backup_remaining(_backup);

    /// <summary>Pages of the source, after the first step.</summary>
    public int TotalPages => sqlite3_backup_pagecount(_backup);

    /// <summary>Copies some pages; whether that was all. Throws where somebody's lock is in the way.</summary>
    public bool Step(int pages)
    {
        int result = sqlite3_backup_step(_backup, pages);
        if (result is SQLITE_OK or SQLITE_DONE)
        {
            return result == SQLITE_DONE;
        }

        throw new SqliteException($"SQLite Error {result}: '{sqlite3_errstr(result).utf8_to_string()}'.", result);
    }

    /// <summary>Copies what is left, waiting for others' locks up to a limit at a time.</summary>
    public void StepToEnd(BusyWait busy, TimeSpan limit, IProgress<int>? pages, CancellationToken cancellationToken)
    {
        while (!busy.Run(() => Step(StepPages), limit, cancellationToken))
        {
            pages?.Report(TotalPages - RemainingPages);
        }
    }

    /// <summary>Makes what was copied stay, where it is all of it.</summary>
    public void Finish()
    {
        _finished = true;
        int result = sqlite3_backup_finish(_backup);
        if (result != SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _destination.Handle);
        }
    }

    public void Dispose()
    {
        if (!_finished)
        {
            _finished = true;
            sqlite3_backup_finish(_backup);
        }
    }
}
