using System.Diagnostics;
using Furrow.Providers;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Furrow.Bench.Catalog;

/// <summary>How many queries some work sends. It is done once for that, untimed: listening costs.</summary>
internal static class QueryCount
{
    /// <summary>Statements as the driver reports them to traces; transaction control is none.</summary>
    public static async Task<int> OfPostgresAsync(ISession session, Func<Task> work)
    {
        int queries = 0;
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => queries += CountStatements(activity),
        };
        ActivitySource.AddActivityListener(listener);
        await work();
        return queries;
    }

    /// <summary>
    /// Statements that SQLite begins to run, BEGIN and COMMIT among them. Those that it runs inside of others, such as
    /// the pragma behind each row of a join with a pragma's table, are reported as comments and do not count.
    /// </summary>
    public static async Task<int> OfSqliteAsync(ISession session, Func<Task> work)
    {
        int queries = 0;
        sqlite3 handle = ((SqliteConnection)session.Connection).Handle!;
        strdelegate_trace count =
            (_, statement) => queries += statement.StartsWith("--", StringComparison.Ordinal) ? 0 : 1;
        raw.sqlite3_trace(handle, count, null);
        await work();
        strdelegate_trace? nobody = null;
        raw.sqlite3_trace(handle, nobody, null);
        return queries;
    }

    // A batch is one activity, whose text holds its statements with a semicolon and a line break between them.
    private static int CountStatements(Activity activity) =>
        activity.GetTagItem("db.query.text") is string text ? text.Split(";\n").Length : 0;
}
