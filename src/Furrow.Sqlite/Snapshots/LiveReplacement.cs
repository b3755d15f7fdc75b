using Furrow.Errors;
using Furrow.Providers;
using Furrow.Sqlite.Opening;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Snapshots;

/// <summary>
/// Puts a database's pages in the place of another's, in one transaction of the file that others have open: a file that
/// was renamed over theirs they would go on writing to, where nobody sees it. What was there is copied first, and
/// nothing can be committed between that copy and the replacement.
/// </summary>
internal sealed class LiveReplacement(SqliteOpener opener, DatabaseOptions options)
{
    private const string DataVersion = "PRAGMA data_version";

    /// <param name="copy">What is to be put in place.</param>
    /// <param name="previousPath">The file for what is there; null to keep nothing.</param>
    /// <param name="cancellationToken">Stops it; nothing is replaced then.</param>
    public void Run(SqliteConnection copy, string? previousPath, CancellationToken cancellationToken)
    {
        using SqliteConnection look = opener.OpenForReading(cancellationToken);
        using SqliteConnection live = opener.OpenForWriting(cancellationToken);
        if ((string?)live.Scalar("PRAGMA journal_mode") == "wal")
        {
            TakePageSize(copy, live);
            ReplaceBehindLog(copy, live, look, previousPath, cancellationToken);
        }
        else
        {
            ReplaceExclusively(copy, live, previousPath, cancellationToken);
        }
    }

    // With this locking mode the file's lock outlives the transaction that took it.
    private void ReplaceExclusively(
        SqliteConnection copy, SqliteConnection live, string? previousPath, CancellationToken cancellationToken)
    {
        BusyWait busy = new(live, options.Clock);
        live.Execute("PRAGMA locking_mode = EXCLUSIVE");
        busy.Run(
            () =>
            {
                live.Execute("BEGIN EXCLUSIVE");
                live.Execute("COMMIT");
                return true;
            },
            options.ConnectWait,
            cancellationToken);
        if (previousPath is not null)
        {
            new ConsistentCopy(options).Run(live, isWal: false, previousPath, progress: null, cancellationToken);
        }

        using OnlineBackup backup = new(copy, live);
        backup.StepToEnd(busy, options.ConnectWait, pages: null, cancellationToken);
        backup.Finish();
    }

    // Readers keep their own moment, so nobody can be shut out; whether somebody wrote is asked once nobody can.
    private void ReplaceBehindLog(
        SqliteConnection copy,
        SqliteConnection live,
        SqliteConnection look,
        string? previousPath,
        CancellationToken cancellationToken)
    {
        BusyWait busy = new(live, options.Clock);
        long start = options.Clock.GetTimestamp();
        while (true)
        {
            long before = (long)look.Scalar(DataVersion)!;
            if (previousPath is not null)
            {
                PrivateFile.Delete(previousPath);
                new ConsistentCopy(options).Run(look, isWal: true, previousPath, progress: null, cancellationToken);
            }

            using OnlineBackup backup = new(copy, live);
            bool isDone = busy.Run(() => backup.Step(1), options.ConnectWait, cancellationToken);
            if (previousPath is null || (long)look.Scalar(DataVersion)! == before)
            {
                if (!isDone)
                {
                    backup.StepToEnd(busy, options.ConnectWait, pages: null, cancellationToken);
                }

                backup.Finish();
                return;
            }

            if (options.Clock.GetElapsedTime(start) > options.ConnectWait)
            {
                throw new FurrowException(
                    ErrorCode.DatabaseUnreachable,
                    "Others kept writing to the database, so that no moment was found to replace it.")
                {
                    Hint = "Stop what writes to it, for example in hooks: before_restore, or wait longer with --wait.",
                };
            }
        }
    }

    // A database with a log cannot take another page size.
    private static void TakePageSize(SqliteConnection copy, SqliteConnection live)
    {
        long wanted = (long)live.Scalar("PRAGMA page_size")!;
        if ((long)copy.Scalar("PRAGMA page_size")! != wanted)
        {
            copy.Execute($"PRAGMA page_size = {wanted}");
            copy.Execute("VACUUM");
        }
    }
}
