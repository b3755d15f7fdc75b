using Furrow.Providers;
using Furrow.Sqlite.Opening;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Snapshots;

/// <summary>
/// Copies a database that others may be writing to, as it is at one moment. With a write-ahead log one read transaction
/// sees that moment to the end and keeps nobody waiting. With a rollback journal the lock is given back between steps,
/// and a commit of somebody else begins the copy anew; after a few of those the rest is copied under the lock, so that
/// it comes to an end.
/// </summary>
internal sealed class ConsistentCopy(DatabaseOptions options)
{
    private const int RestartsMax = 3;

    /// <param name="source">The database.</param>
    /// <param name="isWal">Whether it has a write-ahead log.</param>
    /// <param name="path">The file to write, which becomes one without a log.</param>
    /// <param name="progress">Told of bytes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public void Run(
        SqliteConnection source,
        bool isWal,
        string path,
        IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        PrivateFile.Create(path);
        using SqliteConnection destination = new(DatabaseFile.Build(path, SqliteOpenMode.ReadWrite));
        destination.Open();
        long pageBytes = (long)source.Scalar("PRAGMA page_size")!;
        Progress pages = new(progress, pageBytes);
        BusyWait busy = new(source, options.Clock);
        busy.Configure(options.ConnectWait);
        if (isWal)
        {
            CopyHolding(source, destination, busy, pages, cancellationToken);
        }
        else
        {
            CopyYielding(source, destination, busy, pages, cancellationToken);
        }

        // The pages of a database with a log say that it has one.
        destination.Execute("PRAGMA journal_mode = DELETE");
    }

    private void CopyHolding(
        SqliteConnection source,
        SqliteConnection destination,
        BusyWait busy,
        Progress pages,
        CancellationToken cancellationToken)
    {
        busy.Run(
            () =>
            {
                source.Execute("BEGIN");
                try
                {
                    return source.Scalar("SELECT count(*) FROM main.sqlite_master");
                }
                catch (SqliteException)
                {
                    source.Execute("ROLLBACK");
                    throw;
                }
            },
            options.ConnectWait,
            cancellationToken);
        try
        {
            using OnlineBackup backup = new(source, destination);
            backup.StepToEnd(busy, options.ConnectWait, pages, cancellationToken);
            backup.Finish();
        }
        finally
        {
            source.Execute("ROLLBACK");
        }
    }

    private void CopyYielding(
        SqliteConnection source,
        SqliteConnection destination,
        BusyWait busy,
        Progress pages,
        CancellationToken cancellationToken)
    {
        using (OnlineBackup backup = new(source, destination))
        {
            int restarts = 0;
            int remaining = int.MaxValue;
            while (restarts <= RestartsMax)
            {
                if (busy.Run(() => backup.Step(OnlineBackup.StepPages), options.ConnectWait, cancellationToken))
                {
                    backup.Finish();
                    return;
                }

                restarts += backup.RemainingPages >= remaining ? 1 : 0;
                remaining = backup.RemainingPages;
                pages.Report(backup.TotalPages - remaining);
            }
        }

        CopyHolding(source, destination, busy, pages, cancellationToken);
    }

    private sealed class Progress(IProgress<long>? bytes, long pageBytes) : IProgress<int>
    {
        public void Report(int value) => bytes?.Report(value * pageBytes);
    }
}
