using Furrow.Errors;
using Furrow.Providers;
using Furrow.Sql;

namespace Furrow.Sqlite.Transfer;

/// <summary>A script in a session of furrow's, which has foreign keys off and checks them at the end.</summary>
internal sealed class SqliteScriptLoad(string encoding) : IScriptLoad
{
    public bool LeavesOut(SqlStatement statement)
    {
        if (statement.StartsWith("PRAGMA", "encoding"))
        {
            // Texts with control characters stand in the file as bytes of its own encoding.
            return statement.Text.Contains(encoding, StringComparison.OrdinalIgnoreCase)
                || !statement.Text.Contains('=', StringComparison.Ordinal)
                ? true
                : throw new FurrowException(
                    ErrorCode.ImportFailed,
                    $"The file is of a database whose texts are kept otherwise than in this one: {encoding}.")
                {
                    Hint = "Import it into a database with the same `PRAGMA encoding`, or export with --format json.",
                };
        }

        return SessionStatement.IsForeignKeySwitch(statement);
    }

    public Task CopyAsync(
        SqlStatement statement, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        throw new FurrowException(
            ErrorCode.ImportFailed, "COPY … FROM stdin is PostgreSQL's; SQLite has no such statement.");

    public Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
